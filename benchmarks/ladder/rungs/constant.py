"""Answers that never change, for the rungs without a database.

`page.json` is what a panel answered to getArticles?limit=20 on the database of `make bench`, and
`article.json` to getArticle.
"""

import json
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

PAGE = Path(__file__).with_name("page.json").read_bytes()
"""The body of getArticles, byte for byte."""
ARTICLE = Path(__file__).with_name("article.json").read_bytes()
"""The body of getArticle."""
PAGE_JSON = json.loads(PAGE)
ARTICLE_JSON = json.loads(ARTICLE)["article"]
SLUG: bytes = ARTICLE_JSON["slug"].encode()


def article_named(slug: str) -> bytes:
    """Return the body of getArticle with the slug that was asked for."""
    return ARTICLE.replace(SLUG, slug.encode(), 1)


def as_row(article: dict[str, object]) -> SimpleNamespace:
    """Return an article as an ORM would give it: attributes, and times that are no text."""
    author = article["author"]
    assert isinstance(author, dict)  # noqa: S101 (tells mypy)
    return SimpleNamespace(
        slug=article["slug"],
        title=article["title"],
        description=article["description"],
        body=article.get("body"),
        tag_list=article["tagList"],
        created_at=datetime.fromisoformat(str(article["createdAt"])),
        updated_at=datetime.fromisoformat(str(article["updatedAt"])),
        favorited=article["favorited"],
        favorites_count=article["favoritesCount"],
        author=SimpleNamespace(**author),
    )


ROWS = [as_row(article) for article in PAGE_JSON["articles"]]
COUNT: int = PAGE_JSON["articlesCount"]
ROW = as_row(ARTICLE_JSON)


def row_named(slug: str) -> SimpleNamespace:
    """Return the article's row with the slug that was asked for."""
    return SimpleNamespace(**{**vars(ROW), "slug": slug})
