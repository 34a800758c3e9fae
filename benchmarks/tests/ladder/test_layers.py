"""What the other rungs answer; those without a database do so without one."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from benchmarks.ladder import serving
from benchmarks.ladder.declarations import PANELS
from benchmarks.ladder.rungs import constant
from benchmarks.tests.ladder.conduit import Client, World
from harness.servers import HOST
from harness.specification import operation


@pytest.fixture
def nowhere() -> Iterator[str]:
    """Yield the address of a database to which nobody connects."""
    with socket.create_server((HOST, 0)) as listening:
        yield f"postgresql://nobody@{HOST}:{listening.getsockname()[1]}/nothing"
        listening.setblocking(False)
        with pytest.raises(BlockingIOError):
            listening.accept()


@contextmanager
def client_of(panel: str, rung: str, database_url: str, token: str = "") -> Iterator[Client]:
    """Yield a client of a rung that is served until the block ends."""
    with (
        serving.serve(serving.rung(panel, rung), database_url) as server,
        Client.of(server, token) as client,
    ):
        yield client


@pytest.mark.parametrize("name", PANELS)
def test_bare_answers_the_same_bytes_always(name: str, nowhere: str) -> None:
    with client_of(name, "bare", nowhere) as bare:
        assert bare("getArticles", limit=20) == constant.PAGE_JSON
        assert bare.http.get(operation("getArticles").url()).content == constant.PAGE


@pytest.mark.parametrize("name", PANELS)
def test_routing_puts_the_slug_into_bytes_that_are_the_same(name: str, nowhere: str) -> None:
    with client_of(name, "routing", nowhere) as routing:
        assert routing("getArticles", limit=20) == constant.PAGE_JSON
        article = routing("getArticle", slug="some-slug")["article"]

    assert article == constant.ARTICLE_JSON | {"slug": "some-slug"}


@pytest.mark.parametrize("name", PANELS)
def test_validation_makes_the_same_bytes_from_rows(name: str, nowhere: str) -> None:
    path = operation("getArticles").url()
    with client_of(name, "validation", nowhere) as validation:
        assert validation.http.get(path).content == constant.PAGE
        assert len(validation("getArticles", limit=7)["articles"]) == 7
        article = validation("getArticle", slug="some-slug")["article"]
        refused = validation.http.get(path, params={"limit": 101})

    assert article == constant.ARTICLE_JSON | {"slug": "some-slug"}
    assert refused.status_code == 422


@pytest.mark.parametrize("rung", ["orm", "authentication"])
@pytest.mark.parametrize("name", PANELS)
def test_rungs_with_an_orm_say_what_the_panel_says(
    name: str, rung: str, world: World, panel: Client
) -> None:
    slug = world.slugs[0]
    with client_of(name, rung, world.url) as client:
        for limit, offset in ((20, 0), (7, 5)):
            page = client("getArticles", limit=limit, offset=offset)
            assert page == panel("getArticles", limit=limit, offset=offset)
        assert client("getArticle", slug=slug) == panel("getArticle", slug=slug)
        missing = client.http.get(operation("getArticle").url(slug="no-such"))

    assert missing.status_code == 404


@pytest.mark.parametrize("name", PANELS)
def test_authentication_checks_the_token(name: str, world: World) -> None:
    with client_of(name, "authentication", world.url, world.token) as client:
        known = client("getArticles", limit=3, with_token=True)
        unknown = client("getArticles", limit=3)
        client.token += "x"
        refused = client.http.get(
            operation("getArticles").url(), headers={"Authorization": f"Token {client.token}"}
        )

    assert known == unknown
    assert refused.status_code == 401


def test_the_recorded_answers_are_of_the_size_that_panels_answer(
    world: World, panel: Client
) -> None:
    page = panel.http.get(operation("getArticles").url(), params={"limit": 20}).content

    assert len(constant.PAGE_JSON["articles"]) == 20
    assert 0.8 < len(page) / len(constant.PAGE) < 1.25
