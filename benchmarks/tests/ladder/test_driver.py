"""What the driver rungs answer: what the spec says, and what a panel says."""

import re
from collections.abc import Iterator

import psycopg
import pytest

from benchmarks.ladder import serving
from benchmarks.ladder.declarations import PANELS
from benchmarks.ladder.rungs import statements
from benchmarks.ladder.rungs.fastapi import statements as asyncpg_statements
from benchmarks.tests.ladder.conduit import Client, World
from harness.specification import operation

COMMENT = {"comment": {"body": "Well put, „Ångström“."}}


@pytest.fixture(scope="module", params=PANELS)
def driver(request: pytest.FixtureRequest, world: World) -> Iterator[Client]:
    """Yield a client of a framework's driver rung."""
    with (
        serving.serve(serving.rung(request.param, "driver"), world.url) as server,
        Client.of(server, world.token) as client,
    ):
        yield client


@pytest.mark.parametrize("limit", [20, 7])
@pytest.mark.parametrize("operation_id", ["getArticles", "getArticlesFeed"])
def test_the_driver_rung_lists_what_the_panel_lists(
    driver: Client, panel: Client, operation_id: str, limit: int
) -> None:
    page = driver(operation_id, limit=limit, offset=3)

    assert len(page["articles"]) == limit
    assert page == panel(operation_id, limit=limit, offset=3)


def test_the_driver_rung_shows_what_the_panel_shows(
    driver: Client, panel: Client, world: World
) -> None:
    slug = world.slugs[0]

    assert driver("getArticle", slug=slug) == panel("getArticle", slug=slug)
    assert driver("getArticleComments", slug=slug) == panel("getArticleComments", slug=slug)
    assert driver("getTags") == panel("getTags")


def test_the_driver_rung_makes_the_comment_that_the_panel_makes(
    driver: Client, panel: Client, world: World
) -> None:
    slug = world.slugs[1]
    made = driver("createArticleComment", slug=slug, json=COMMENT)["comment"]

    assert made in panel("getArticleComments", slug=slug)["comments"]
    again = panel("createArticleComment", slug=slug, json=COMMENT)["comment"]
    times = {name: made[name] for name in ("id", "createdAt", "updatedAt")}
    assert made == again | times
    assert made["createdAt"] == made["updatedAt"]


def test_the_driver_rung_likes_as_the_panel_does(
    driver: Client, panel: Client, world: World
) -> None:
    slug = world.slugs[2]
    panel("deleteArticleFavorite", slug=slug)
    before = panel("getArticle", slug=slug)["article"]["favoritesCount"]
    liked = driver("createArticleFavorite", slug=slug)

    assert liked["article"]["favoritesCount"] == before + 1
    assert driver("createArticleFavorite", slug=slug) == liked
    assert panel("createArticleFavorite", slug=slug) == liked


@pytest.mark.parametrize("operation_id", ["getArticle", "getArticleComments"])
def test_the_driver_rung_knows_what_is_not_there(driver: Client, operation_id: str) -> None:
    response = driver.http.get(operation(operation_id).url(slug="no-such"))

    assert response.status_code == 404


def test_an_article_without_comments_has_none(driver: Client, world: World) -> None:
    with psycopg.connect(world.url) as connection:
        statement = "SELECT slug FROM articles WHERE id NOT IN (SELECT article_id FROM comments)"
        slug = connection.execute(statement).fetchall()[0][0]

    assert driver("getArticleComments", slug=slug) == {"comments": []}


def test_the_statements_of_both_drivers_are_the_same() -> None:
    names = [name for name in vars(statements) if name.isupper()]

    for name in names:
        psycopg_statement, asyncpg_statement = (
            re.sub(pattern, "?", getattr(module, name))
            for module, pattern in [(statements, r"%\(\w+\)s"), (asyncpg_statements, r"\$\d")]
        )
        assert psycopg_statement == asyncpg_statement, name
    assert names == [name for name in vars(asyncpg_statements) if name.isupper()]
