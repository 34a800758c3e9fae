"""Publishing, changing, deleting and favouriting articles."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import Insert, Update, delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from accounts.models import User
from articles import queries
from articles.models import Article, ArticleTag, Favorite
from articles.schemas import NewArticle, UpdatedArticle
from articles.slugs import list_candidates, slugify
from clock import now
from database import db
from errors import NotFound, Unauthorized


def create_article(new: NewArticle, *, author: User) -> Article:
    """Publish an article (ART-1) under a slug of its own (ART-4, ART-22).

    Raises:
        Unauthorized: the author is gone by now (GEN-6).
    """
    moment = now()
    statement = insert(Article).values(
        author_id=author.id,
        title=new.title,
        description=new.description,
        body=new.body,
        created_at=moment,
        updated_at=moment,
    )
    article = _write(statement, slugs=list_candidates(new.title))
    _add_tags(article, new.tag_list)
    return _commit(article, viewer=author)


def update_article(article: Article, changes: UpdatedArticle, *, author: User) -> Article:
    """Change what the changes carry (ART-7, ART-8), and the slug with the title (ART-9).

    Raises:
        NotFound: the article is gone by now.
    """
    if not changes:
        return queries.get_article(article.slug, author)
    columns: dict[str, Any] = {**changes, "updated_at": now()}
    tag_list = columns.pop("tag_list", None)
    # The article before its tags: whoever else changes it waits here until this is committed.
    statement = update(Article).where(Article.id == article.id).values(columns)
    changed = _write(statement, slugs=_slugs_after(changes, article))
    if tag_list is not None:
        db.session.execute(delete(ArticleTag).where(ArticleTag.article_id == article.id))
        _add_tags(changed, tag_list)
    return _commit(changed, viewer=author)


def delete_article(article: Article) -> None:
    """Delete an article, with all that hangs on it in the database (ART-20).

    Raises:
        NotFound: it is gone already.
    """
    statement = delete(Article).where(Article.id == article.id).returning(Article.id)
    if db.session.scalar(statement) is None:
        raise NotFound("article")
    db.session.commit()


def favorite_article(article: Article, user: User) -> Article:
    """Make an article a user's favourite; again is no error (ART-17, ART-18, ART-21).

    Raises:
        NotFound: it is gone by now.
    """
    # It may be one already, or the article may have gone: what is read next will tell.
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(Favorite(user_id=user.id, article_id=article.id))
    return _commit(article, viewer=user)


def unfavorite_article(article: Article, user: User) -> Article:
    """Take an article off a user's favourites; again is no error (ART-17).

    Raises:
        NotFound: it is gone by now.
    """
    db.session.execute(
        delete(Favorite).where(Favorite.user_id == user.id, Favorite.article_id == article.id)
    )
    return _commit(article, viewer=user)


def _slugs_after(
    changes: UpdatedArticle, article: Article
) -> Iterator[str | InstrumentedAttribute[str]]:
    """Yield slugs for a changed article, to be tried in turn."""
    if "title" not in changes:
        yield Article.slug  # whatever it is
        return
    if slugify(changes["title"]) == slugify(article.title):
        yield article.slug
    yield from list_candidates(changes["title"])


def _write(
    statement: Insert | Update, *, slugs: Iterable[str | InstrumentedAttribute[str]]
) -> Article:
    """Run a statement that writes an article, with the first of the slugs that is free.

    Raises:
        NotFound: the article is gone by now.
        Unauthorized: its author is.
    """
    for slug in slugs:
        with suppress(IntegrityError), db.session.begin_nested():
            article: Article | None = db.session.scalar(
                statement.values(slug=slug).returning(Article),
                execution_options={"populate_existing": True},
            )
            if article is None:
                raise NotFound("article")
            return article
    # So many random suffixes are never all taken: it is the author who is missing.
    raise Unauthorized({"token": "is invalid"})


def _add_tags(article: Article, tag_list: list[str]) -> None:
    """Add tags to an article, without blanks and duplicates (ART-5)."""
    names = {name for name in tag_list if name}
    db.session.add_all(ArticleTag(article_id=article.id, name=name) for name in sorted(names))


def _commit(article: Article, *, viewer: User) -> Article:
    """Return the article as the viewer sees it now, and keep what was written."""
    shown = queries.get_article(article.slug, viewer)
    db.session.commit()
    return shown
