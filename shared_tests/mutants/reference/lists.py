"""Lists of articles, and of tags."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from harness import specification
from shared_tests.mutants.reference.fields import Broken, storable
from shared_tests.mutants.reference.refusals import INVALID, Refusal
from shared_tests.mutants.reference.views import Document, preview

if TYPE_CHECKING:
    from harness.specification import Operation
    from shared_tests.mutants.reference.call import Call
    from shared_tests.mutants.reference.server import Application
    from shared_tests.mutants.reference.store import Article

FILTERS = ("tag", "author", "favorited")
MOST_DIGITS = 10


def read_query(operation: Operation, query: str, broken: Broken) -> dict[str, Any]:
    """Return the parameters of a list, with what is left out filled in (GEN-23, GEN-25).

    Raises:
        Refusal: 422, with every parameter that is wrong.
    """
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    given = dict(reversed(pairs) if broken("first-parameter-counts") else pairs)
    values: dict[str, Any] = {}
    problems = {}
    for name in operation.query_parameters:
        if name in FILTERS:
            if name in given and not storable(given[name]):
                problems[name] = INVALID
            values[name] = given.get(name)
            continue
        least, most, default = _range(operation, name)
        number = _number(given[name], broken) if name in given else default
        if number is None or not least <= number <= most + (100 * broken("large-limit-accepted")):
            problems[name] = f"must be a whole number from {least} to {most}"
        values[name] = number
    if problems:
        raise Refusal(422, **problems)
    return values


def _range(operation: Operation, name: str) -> tuple[int, int, int]:
    item = specification.document()["paths"][operation.path][operation.method.lower()]
    parameters = [specification.resolve(entry) for entry in item["parameters"]]
    schema = next(parameter["schema"] for parameter in parameters if parameter["name"] == name)
    return schema["minimum"], schema["maximum"], schema["default"]


def _number(text: str, broken: Broken) -> int | None:
    if broken("limit-read-loosely"):
        try:
            return int(text[:MOST_DIGITS])
        except ValueError:
            return None
    if re.fullmatch(f"[0-9]{{1,{MOST_DIGITS}}}", text) is None:
        return None
    return int(text)


def list_articles(app: Application, call: Call) -> Document:
    """Return a page of the articles that pass every filter (ART-14)."""

    def passes(article: Article) -> bool:
        wanted = {name: value for name in FILTERS if (value := call.fields[name]) is not None}
        outcomes = [_matches(app, article, name, value) for name, value in wanted.items()]
        return any(outcomes) if outcomes and app.broken("one-filter-is-enough") else all(outcomes)

    return _page(app, call, [a for a in app.store.newest_first() if passes(a)])


def _matches(app: Application, article: Article, name: str, value: str) -> bool:
    if name == "tag":
        if app.broken("tag-filter-finds-parts"):
            return any(value in tag for tag in article.tags)
        return value in article.tags
    if name == "author":
        if app.broken("author-filter-in-any-case"):
            return article.author.username.lower() == value.lower()
        return article.author.username == value
    user = app.store.user_where(lambda user: user.username == value)
    if app.broken("favorited-filter-finds-own"):
        return article.author is user
    return user is not None and user.id in article.favorites


def list_feed(app: Application, call: Call) -> Document:
    """Return a page of the articles of followed authors (ART-15)."""
    viewer = call.who()
    followed = viewer.follows
    if app.broken("feed-has-ones-own"):
        followed = followed | {viewer.id}
    if app.broken("feed-of-followers"):
        followed = {user.id for user in app.store.users.values() if viewer.id in user.follows}
    if app.broken("feed-of-everybody"):
        followed = set(app.store.users)
    return _page(app, call, [a for a in app.store.newest_first() if a.author.id in followed])


def _page(app: Application, call: Call, found: list[Article]) -> Document:
    if app.broken("lists-by-update"):
        found.sort(key=lambda article: article.updated, reverse=True)
    start, limit = call.fields["offset"], call.fields["limit"]
    if app.broken("offset-in-pages"):
        start *= limit
    page = [preview(article, call.viewer, app.broken) for article in found[start : start + limit]]
    return {"articles": page, "articlesCount": len(found)}


def list_tags(app: Application, _: Call) -> Document:
    """Return the tags in use, most used first (TAG-2)."""
    articles = [*app.store.articles.values()]
    if app.broken("tags-outlive-articles"):
        articles += app.store.deleted.values()
    used = Counter(tag for article in articles for tag in article.tags)
    if app.broken("tags-by-favourites"):
        for article in articles:
            used.update(tag for tag in article.tags for _ in article.favorites)
    if app.broken("tags-by-name"):
        return {"tags": sorted(used)}
    return {"tags": sorted(used, key=lambda tag: (-used[tag], tag))}


ACTIONS = {
    "getArticles": list_articles,
    "getArticlesFeed": list_feed,
    "getTags": list_tags,
}
