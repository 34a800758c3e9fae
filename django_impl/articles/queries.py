"""What is read about articles, as rows with all that will be shown of them.

The querysets that requests begin with are made once: to annotate one takes longer than to run it.
"""

from typing import Any

from django.db.models import F, Func, IntegerField, OuterRef, Subquery

from accounts.models import AnonymousUser, User, Viewer
from articles.models import Article, ArticleQuerySet, ArticleTag, Favorite
from articles.schemas import ArticleFilters, Page
from database import ListAgg
from errors import NotFound

TAGS = ArticleTag.objects.filter(article=OuterRef("pk")).annotate(names=ListAgg("name"))
FAVORITES = Favorite.objects.filter(article=OuterRef("pk"))
# COUNT without GROUP BY: the subquery has one row even where there is nothing to count.
FAVORITES_COUNT = FAVORITES.annotate(count=Func(F("pk"), function="COUNT")).values("count")

PREVIEW = ("slug", "title", "description", "created_at", "updated_at")
COUNTED = ("tag_list", "favorites_count", "favorited", "author_followed")
AUTHOR = ("author__username", "author__bio", "author__image")
ARTICLES = Article.objects.annotate(
    tag_list=Subquery(TAGS.values("names")),
    favorites_count=Subquery(FAVORITES_COUNT, output_field=IntegerField()),
)


def _rows(viewer: Viewer, *more: str) -> Any:  # noqa: ANN401 (of named tuples)
    """Return a queryset of articles as the viewer sees them."""
    seen = ARTICLES.seen_by(viewer)
    return seen.values_list(*PREVIEW, *COUNTED, *AUTHOR, *more, named=True)


PREVIEWS_FOR_ANYBODY = _rows(AnonymousUser())
WHOLE_FOR_ANYBODY = _rows(AnonymousUser(), "body")


def list_articles(filters: ArticleFilters, viewer: Viewer, page: Page) -> tuple[list[Any], int]:
    """Return a page of the articles that pass every filter, and how many do (ART-12, ART-14)."""
    articles = _previews(viewer)
    if filters.tag is not None:
        articles = articles.tagged(filters.tag)
    if filters.author is not None:
        articles = articles.by(filters.author)
    if filters.favorited is not None:
        articles = articles.favorited_by(filters.favorited)
    return _cut(articles, page)


def list_feed(viewer: User, page: Page) -> tuple[list[Any], int]:
    """Return a page of the articles by authors whom the viewer follows, and how many there are."""
    return _cut(_previews(viewer).in_feed_of(viewer), page)


def get_article(slug: str, viewer: Viewer) -> Any:  # noqa: ANN401 (a named tuple of its own)
    """Return an article as the viewer sees it.

    Raises:
        NotFound: no article has this slug (ART-19).
    """
    anybody = isinstance(viewer, AnonymousUser)
    articles = WHOLE_FOR_ANYBODY if anybody else _rows(viewer, "body")
    return _only(articles.at(slug))


def get_bare_article(slug: str) -> Article:
    """Return an article without its texts, author and tags: to change it or hang on it.

    Raises:
        NotFound: no article has this slug (ART-19).
    """
    article: Article = _only(Article.objects.at(slug).only("author_id", "slug"))
    return article


def _only(articles: ArticleQuerySet) -> Any:  # noqa: ANN401 (whatever the queryset's rows are)
    for article in articles:
        return article
    raise NotFound("article")


def _previews(viewer: Viewer) -> ArticleQuerySet:
    anybody = isinstance(viewer, AnonymousUser)
    previews: ArticleQuerySet = PREVIEWS_FOR_ANYBODY if anybody else _rows(viewer)
    return previews


def _cut(articles: ArticleQuerySet, page: Page) -> tuple[list[Any], int]:
    rows = list(articles.newest_first()[page.offset : page.offset + page.limit])
    is_last = 0 < len(rows) < page.limit or not (rows or page.offset)
    return rows, page.offset + len(rows) if is_last else articles.count()
