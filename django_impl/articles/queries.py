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
from viewing import seen_by

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


SHOWN = (*PREVIEW, *COUNTED, *AUTHOR)
WHOLE_FOR_ANYBODY: Any = ARTICLES.for_anybody().values_list(*SHOWN, "body", named=True)
WHOLE_FOR_VIEWER: Any = ARTICLES.for_viewer().values_list(*SHOWN, "body", named=True)
NEWEST = ARTICLES.newest_first()
NEWEST_FOR_ANYBODY: Any = NEWEST.for_anybody().values_list(*SHOWN, named=True)
NEWEST_FOR_VIEWER: Any = NEWEST.for_viewer().values_list(*SHOWN, named=True)
FEED = NEWEST_FOR_VIEWER.in_feed_of_viewer()
BARE = Article.objects.only("author_id", "slug")


def list_articles(filters: ArticleFilters, viewer: Viewer, page: Page) -> tuple[list[Any], int]:
    """Return a page of the articles that pass every filter, and how many do (ART-12, ART-14)."""
    articles = NEWEST_FOR_ANYBODY if isinstance(viewer, AnonymousUser) else NEWEST_FOR_VIEWER
    if filters.tag is not None:
        articles = articles.tagged(filters.tag)
    if filters.author is not None:
        articles = articles.by(filters.author)
    if filters.favorited is not None:
        articles = articles.favorited_by(filters.favorited)
    return _cut(articles, viewer, page)


def list_feed(viewer: User, page: Page) -> tuple[list[Any], int]:
    """Return a page of the articles by authors whom the viewer follows, and how many there are."""
    return _cut(FEED, viewer, page)


def get_article(slug: str, viewer: Viewer) -> Any:  # noqa: ANN401 (a named tuple of its own)
    """Return an article as the viewer sees it.

    Raises:
        NotFound: no article has this slug (ART-19).
    """
    articles = WHOLE_FOR_ANYBODY if isinstance(viewer, AnonymousUser) else WHOLE_FOR_VIEWER
    with seen_by(viewer):
        return _only(articles.at(slug))


def get_bare_article(slug: str) -> Article:
    """Return an article without its texts, author and tags: to change it or hang on it.

    Raises:
        NotFound: no article has this slug (ART-19).
    """
    article: Article = _only(BARE.at(slug))
    return article


def _only(articles: ArticleQuerySet) -> Any:  # noqa: ANN401 (whatever the queryset's rows are)
    for article in articles:
        return article
    raise NotFound("article")


def _cut(articles: ArticleQuerySet, viewer: Viewer, page: Page) -> tuple[list[Any], int]:
    with seen_by(viewer):
        rows = list(articles[page.offset : page.offset + page.limit])
        is_last = 0 < len(rows) < page.limit or not (rows or page.offset)
        return rows, page.offset + len(rows) if is_last else articles.count()
