"""What is read about articles."""

from accounts.models import User, Viewer
from articles.models import Article, ArticleQuerySet
from articles.schemas import ArticleFilters, Page
from errors import NotFound


def list_articles(filters: ArticleFilters, viewer: Viewer, page: Page) -> tuple[list[Article], int]:
    """Return a page of the articles that pass every filter, and how many do (ART-12, ART-14)."""
    articles = Article.objects.all()
    if filters.tag is not None:
        articles = articles.tagged(filters.tag)
    if filters.author is not None:
        articles = articles.by(filters.author)
    if filters.favorited is not None:
        articles = articles.favorited_by(filters.favorited)
    return _cut(articles, viewer, page)


def list_feed(viewer: User, page: Page) -> tuple[list[Article], int]:
    """Return a page of the articles by authors whom the viewer follows, and how many there are."""
    return _cut(Article.objects.in_feed_of(viewer), viewer, page)


def get_article(slug: str, viewer: Viewer) -> Article:
    """Return an article as the viewer sees it.

    Raises:
        NotFound: no article has this slug (ART-19).
    """
    return _only(Article.objects.at(slug).seen_by(viewer))


def get_bare_article(slug: str) -> Article:
    """Return an article without author, tags or a viewer's facts: to change it or hang on it.

    Raises:
        NotFound: no article has this slug (ART-19).
    """
    return _only(Article.objects.at(slug))


def _only(articles: ArticleQuerySet) -> Article:
    try:
        return articles.get()
    except Article.DoesNotExist:
        raise NotFound("article") from None


def _cut(articles: ArticleQuerySet, viewer: Viewer, page: Page) -> tuple[list[Article], int]:
    count = articles.count()
    seen = articles.seen_by(viewer).newest_first().defer("body")
    return list(seen[page.offset : page.offset + page.limit]), count
