"""How many SQL queries an answer costs, read off `Server-Timing`."""

import re

import httpx2
import pytest

from harness.targets import Target
from shared_tests.client import Caller, Parameters
from shared_tests.general.shelf import WRITTEN, Shelf
from shared_tests.rules import rule

QUERIES = re.compile(r'desc="(\d+) queries"')

LIST, ARTICLE = 3, 2
VIEWER = 1
"""What looking up whom the token names costs."""


def queries(response: httpx2.Response) -> int:
    """Return how many queries an answer cost; the test is skipped where that is not told."""
    found = QUERIES.search(response.headers.get("server-timing", ""))
    if found is None:
        pytest.skip("the implementation does not tell its queries: it sends no Server-Timing")
    return int(found[1])


@rule("ART-23")
@pytest.mark.parametrize("limit", [1, 5, WRITTEN])
@pytest.mark.parametrize("offset", [0, WRITTEN // 2, WRITTEN])
def test_a_list(shelf: Shelf, anonymous: Caller, limit: int, offset: int) -> None:
    params: Parameters = {"author": shelf.author, "limit": limit, "offset": offset}

    assert queries(anonymous.call("getArticles", params=params)) <= LIST
    assert queries(shelf.reader.call("getArticles", params=params)) <= LIST + VIEWER
    assert queries(shelf.ask("getArticlesFeed", limit=limit, offset=offset)) <= LIST + VIEWER


@rule("ART-23")
@pytest.mark.parametrize("operation_id", ["getArticles", "getArticlesFeed"])
def test_a_list_costs_the_same_at_any_length(
    target: Target, shelf: Shelf, operation_id: str
) -> None:
    if target.mixed:
        pytest.skip("each length would be answered by another implementation")
    costs = {limit: queries(shelf.ask(operation_id, limit=limit)) for limit in [1, 5, WRITTEN]}

    assert costs == dict.fromkeys(costs, costs[1])


@rule("ART-23")
@pytest.mark.parametrize("names", [(), ("tag",), ("favorited",), ("tag", "author", "favorited")])
def test_a_filtered_list(shelf: Shelf, anonymous: Caller, names: tuple[str, ...]) -> None:
    filters = {"tag": shelf.tag, "author": shelf.author, "favorited": shelf.reader.username}
    params = {"limit": WRITTEN} | {name: filters[name] for name in names}

    assert queries(anonymous.call("getArticles", params=params)) <= LIST
    assert queries(shelf.reader.call("getArticles", params=params)) <= LIST + VIEWER


@rule("ART-23")
@pytest.mark.parametrize("name", ["tag", "author", "favorited"])
def test_a_list_of_nothing(shelf: Shelf, anonymous: Caller, name: str) -> None:
    params = {name: "nothing has this name"}

    assert queries(anonymous.call("getArticles", params=params)) <= LIST
    assert queries(shelf.reader.call("getArticles", params=params)) <= LIST + VIEWER


@rule("ART-23")
@pytest.mark.parametrize("place", [0, -1], ids=["popular", "plain"])
def test_an_article(shelf: Shelf, anonymous: Caller, place: int) -> None:
    """The newest one has many tags, comments and favourites; the oldest one has next to none."""
    slug = shelf.newest_first[place]

    assert queries(anonymous.call("getArticle", slug=slug)) <= ARTICLE
    assert queries(shelf.reader.call("getArticle", slug=slug)) <= ARTICLE + VIEWER


@rule("ART-23")
def test_comments_and_tags_cost_no_more(shelf: Shelf, anonymous: Caller) -> None:
    slug = shelf.newest_first[0]

    assert len(shelf.reader.call("getArticleComments", slug=slug).json()["comments"]) > 10
    assert queries(anonymous.call("getArticleComments", slug=slug)) <= LIST
    assert queries(shelf.reader.call("getArticleComments", slug=slug)) <= LIST + VIEWER
    assert queries(anonymous.call("getTags")) <= LIST
