"""What is read about articles, as rows with all that will be shown of them.

The querysets that requests begin with are made once: to annotate one takes longer than to run it.
"""

from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce

from accounts.models import AnonymousUser, User, Viewer
from articles.models import (
    Article,
    ArticleCount,
    ArticleQuerySet,
    ArticleTag,
    Favorite,
    TagCount,
    UserCounts,
)
from articles.schemas import ArticleFilters, Page
from database import ListAgg
from errors import NotFound
from profiles.models import followed_users
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
PREVIEWS_FOR_ANYBODY: Any = NEWEST.for_anybody().values_list(*SHOWN, named=True)
PREVIEWS_FOR_VIEWER: Any = NEWEST.for_viewer().values_list(*SHOWN, named=True)
BARE = Article.objects.only("author_id", "slug")


def _sum(counts: QuerySet[Any], column: str) -> QuerySet[Any]:
    """Return a queryset of one row: what counts add up to, 0 for none at all."""
    # SUM without GROUP BY has one row even so. PostgreSQL's would be a decimal number.
    total = Cast(Func(F(column), function="SUM"), BigIntegerField())
    totals: QuerySet[Any] = counts.annotate(total=Coalesce(total, 0))
    return totals.values_list("total", flat=True)


ARTICLES_COUNT = _sum(ArticleCount.objects.all(), "n")
COUNT_OF_USERS_ARTICLES = _sum(UserCounts.objects.all(), "articles_count")
COUNTS = {
    "tag": (_sum(TagCount.objects.all(), "n"), "name"),
    "author": (COUNT_OF_USERS_ARTICLES, "user__username"),
    "favorited": (_sum(UserCounts.objects.all(), "favorites_count"), "user__username"),
}
"""How many articles a filter leaves, as the database keeps count, and what has its value."""


NOBODY = 0
"""An id that no user has."""


class Matches(NamedTuple):
    """Articles to show a page of."""

    places: QuerySet[Any]
    """Newest first, each with its id and how many there are."""
    total: QuerySet[Any]


def _matches(articles: ArticleQuerySet, total: QuerySet[Any]) -> Matches:
    return Matches(articles.newest_first().values_list("pk", Subquery(total)), total)


ALL = _matches(Article.objects.all(), ARTICLES_COUNT)
FEED = _matches(
    Article.objects.in_feed_of_viewer(),
    COUNT_OF_USERS_ARTICLES.filter(user__in=followed_users()),
)


def list_articles(filters: ArticleFilters, viewer: Viewer, page: Page) -> tuple[list[Any], int]:
    """Return a page of the articles that pass every filter, and how many do (ART-12, ART-14)."""
    given = filters.model_dump(exclude_none=True)
    return _cut(_filter(given) if given else ALL, viewer, page)


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


def _filter(given: dict[str, str]) -> Matches:
    """Return what passes every filter; what passes several of them is counted anew."""
    articles = Article.objects.all()
    if "tag" in given:
        articles = articles.tagged(given["tag"])
    if "author" in given:
        articles = articles.by(given["author"])
    if "favorited" in given:
        articles = articles.favorited_by(_find_id(given["favorited"]))
    if len(given) > 1:
        counted = articles.annotate(total=Func(F("pk"), function="COUNT"))
        return _matches(articles, counted.values_list("total", flat=True))
    ((name, value),) = given.items()
    counts, column = COUNTS[name]
    return _matches(articles, counts.filter(**{column: value}))


def _find_id(username: str) -> int:
    """Return the id of the user of this name, or one that nobody has."""
    users = User.objects.filter(username=username)
    return next(iter(users.values_list("pk", flat=True)), NOBODY)


def _cut(matches: Matches, viewer: Viewer, page: Page) -> tuple[list[Any], int]:
    """Return a page and the count.

    First which articles they are, with the count along, and then what is shown of them: of the
    articles before the page nothing is read but their place in an index.
    """
    anybody = isinstance(viewer, AnonymousUser)
    with seen_by(viewer):
        found = list(matches.places[page.offset : page.offset + page.limit])
        if not found:
            return [], matches.total.get() if page.offset else 0
        previews = PREVIEWS_FOR_ANYBODY if anybody else PREVIEWS_FOR_VIEWER
        return list(previews.filter(pk__in=[pk for pk, _ in found])), found[0][1]
