"""Publishing, changing, deleting and favouriting articles."""

from contextlib import suppress

from sqlalchemy import bindparam, delete, exists, insert, select
from sqlalchemy.exc import IntegrityError

from accounts.queries import Viewer
from articles import queries
from articles.models import Article, Favorite
from articles.schemas import NewArticle, UpdatedArticle
from articles.slugs import list_candidates, slugify
from clock import now
from database import AnyRow, db, execute, fetch, transaction
from errors import NotFound, Unauthorized
from profiles.queries import VIEWER

FAVORITE = insert(Favorite).from_select(
    ["user_id", "article_id"],
    select(VIEWER, Article.id).where(
        Article.slug == bindparam("slug"),
        ~exists().where(Favorite.user_id == VIEWER, Favorite.article_id == Article.id),
    ),
)
UNFAVORITE = delete(Favorite).where(
    Favorite.user_id == VIEWER,
    Favorite.article_id
    == select(Article.id).where(Article.slug == bindparam("slug")).scalar_subquery(),
)


def create_article(new: NewArticle, *, author: Viewer) -> AnyRow:
    """Publish an article (ART-1) under a slug of its own (ART-22).

    Raises:
        Unauthorized: the author is gone by now (GEN-6).
    """
    moment = now()
    article = Article(author_id=author.id, **new.model_dump(), created_at=moment, updated_at=moment)
    with transaction():
        _save_under_free_slug(article)
        # Within: once it is committed, the slug may become another article's.
        return queries.get_article(article.slug, author)


def update_article(keys: AnyRow, changes: UpdatedArticle, *, author: Viewer) -> AnyRow:
    """Change what the changes carry (ART-7, ART-8), and the slug with the title (ART-9).

    Raises:
        NotFound: the article is gone by now.
    """
    if not changes:
        return queries.get_article(keys.slug, author)
    with transaction():
        article = queries.lock_article(keys.id)
        old_title = article.title
        for key, value in changes.items():
            setattr(article, key, value)
        article.updated_at = now()
        if slugify(article.title) != slugify(old_title):
            _save_under_free_slug(article)
        db.session.flush()
        return queries.get_article(article.slug, author)


def delete_article(keys: AnyRow) -> None:
    """Delete an article, with all that hangs on it in the database (ART-20).

    Raises:
        NotFound: it is gone already.
    """
    if not fetch(delete(Article).where(Article.id == keys.id).returning(Article.id)):
        raise NotFound("article")


def favorite_article(slug: str, user: Viewer) -> AnyRow:
    """Make an article a user's favourite; again is no error (ART-17, ART-18, ART-21).

    Raises:
        NotFound: none has this slug (ART-19).
    """
    queries.refuse_unstorable(slug)
    # Another request may be faster, or the article or user be gone: what is read next tells.
    with suppress(IntegrityError):
        execute(FAVORITE, slug=slug, viewer=user.id)
    return queries.get_article(slug, user)


def unfavorite_article(slug: str, user: Viewer) -> AnyRow:
    """Take an article off a user's favourites; again is no error (ART-17).

    Raises:
        NotFound: none has this slug (ART-19).
    """
    queries.refuse_unstorable(slug)
    execute(UNFAVORITE, slug=slug, viewer=user.id)
    return queries.get_article(slug, user)


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
