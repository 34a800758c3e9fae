"""What is done with articles."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from articles import queries, slugs
from articles.models import Article, ArticleTag, Favorite
from articles.schemas import NewArticle, UpdatedArticle
from clock import now
from errors import NotFound, Unauthorized


def create_article(new: NewArticle, *, author: User) -> Any:  # noqa: ANN401 (queries.get_article)
    """Publish an article (ART-1, ART-4 to ART-6, ART-22).

    Raises:
        Unauthorized: the author is gone.
    """
    moment = now()
    article = Article(
        author=author,
        title=new.title,
        description=new.description,
        body=new.body,
        created_at=moment,
        updated_at=moment,
    )
    with transaction.atomic():
        _save_under_free_slug(article)
        _tag(article, new.tag_list)
        # Within: once it is committed, the slug may become another article's.
        return queries.get_article(article.slug, viewer=author)


def update_article(article: Article, changes: UpdatedArticle, *, author: User) -> Any:  # noqa: ANN401 (queries.get_article)
    """Change what `changes` carries, and nothing else (ART-7 to ART-10).

    Raises:
        NotFound: the article is gone.
    """
    if changes:
        with transaction.atomic():
            article = _lock(article)
            _change(article, changes)
            return queries.get_article(article.slug, viewer=author)
    return queries.get_article(article.slug, viewer=author)


def delete_article(article: Article) -> None:
    """Delete an article; what hangs on it goes with it in the database (ART-20).

    Raises:
        NotFound: the article is gone.
    """
    deleted, _ = Article.objects.filter(pk=article.pk).delete()
    if not deleted:
        raise NotFound("article")


def favorite_article(article: Article, user: User) -> Any:  # noqa: ANN401 (queries.get_article)
    """Make an article a favourite; again changes nothing (ART-10, ART-17, ART-18, ART-21).

    Raises:
        NotFound: the article is gone.
    """
    # A favourite already, perhaps by another request just now; or gone, as what is read next tells.
    with suppress(IntegrityError):
        Favorite.objects.create(article=article, user=user)
    return queries.get_article(article.slug, viewer=user)


def unfavorite_article(article: Article, user: User) -> Any:  # noqa: ANN401
    """Make an article no favourite; again changes nothing (ART-10, ART-17).

    Raises:
        NotFound: the article is gone.
    """
    Favorite.objects.filter(article=article, user=user).delete()
    return queries.get_article(article.slug, viewer=user)


def _lock(article: Article) -> Article:
    """Read an article again, so that two updates at once do not undo each other's changes."""
    try:
        return Article.objects.select_for_update().get(pk=article.pk)
    except Article.DoesNotExist:
        raise NotFound("article") from None


def _change(article: Article, changes: UpdatedArticle) -> None:
    old_title = article.title
    article.title = changes.get("title", article.title)
    article.description = changes.get("description", article.description)
    article.body = changes.get("body", article.body)
    article.updated_at = now()
    if slugs.plain_slug(article.title) == slugs.plain_slug(old_title):
        article.save()
    else:
        _save_under_free_slug(article)
    if "tag_list" in changes:
        article.tags.all().delete()
        _tag(article, changes["tag_list"])


def _save_under_free_slug(article: Article) -> None:
    """Let the database's constraint decide who gets a slug (ART-4, ART-22)."""
    for slug in slugs.candidates(article.title):
        article.slug = slug
        # The inner transaction is a savepoint: PostgreSQL would give up the outer one as well.
        with suppress(IntegrityError), transaction.atomic():
            article.save()
            return
    # So many random slugs are never all taken: it is the author who is missing.
    raise Unauthorized("token", "is invalid")


def _tag(article: Article, names: Iterable[str]) -> None:
    """Give an article its tags, without blanks and duplicates (ART-5)."""
    distinct = {name for name in names if name}
    ArticleTag.objects.bulk_create(ArticleTag(article=article, name=name) for name in distinct)
