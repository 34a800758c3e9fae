"""Publishing, changing, deleting and favouriting articles."""

from contextlib import suppress

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from accounts.models import User
from articles import queries
from articles.models import Article, Favorite
from articles.schemas import NewArticle, UpdatedArticle
from articles.slugs import list_candidates, slugify
from clock import now
from database import db
from errors import NotFound, Unauthorized


def create_article(new: NewArticle, *, author: User) -> Article:
    """Publish an article (ART-1) under a slug of its own (ART-22).

    Raises:
        Unauthorized: the author is gone by now (GEN-6).
    """
    moment = now()
    article = Article(author_id=author.id, **new.model_dump(), created_at=moment, updated_at=moment)
    _save_under_free_slug(article)
    return _commit(article, viewer=author)


def update_article(article: Article, changes: UpdatedArticle, *, author: User) -> Article:
    """Change what the changes carry (ART-7, ART-8), and the slug with the title (ART-9).

    Raises:
        NotFound: the article is gone by now.
    """
    if changes:
        article = queries.lock_article(article.id)
        old_title = article.title
        for key, value in changes.items():
            setattr(article, key, value)
        article.updated_at = now()
        if slugify(article.title) != slugify(old_title):
            _save_under_free_slug(article)
    return _commit(article, viewer=author)


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


def _commit(article: Article, *, viewer: User) -> Article:
    """Keep what was written, and return the article as the viewer sees it.

    It is read before: afterwards its slug may be another article's.
    """
    shown = queries.get_article(article.slug, viewer)
    db.session.commit()
    return shown


def _save_under_free_slug(article: Article) -> None:
    """Let the database's constraint decide who gets a slug (ART-4, ART-22).

    Raises:
        Unauthorized: the author is gone by now.
    """
    for slug in list_candidates(article.title):
        with suppress(IntegrityError), db.session.begin_nested():
            article.slug = slug
            db.session.add(article)
            return
    # So many random suffixes are never all taken: it is the author who is missing.
    raise Unauthorized({"token": "is invalid"})
