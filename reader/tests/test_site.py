"""The built site: whole, small, and the same wherever it lies."""

import json
import re
import time
from pathlib import Path

import pytest

from harness import registry, specification
from reader import addresses
from reader.build import ASSETS, Built, build
from reader.capture.following import FOLLOWED
from reader.tests.captures import STATEMENTS, made_up_captures
from reader.tests.links import PageLinks, is_external, read_pages, target

LONGEST_SECONDS = 20
LARGEST_FIRST_LOAD = 300_000
EXAMPLE = "starlette"
RANGE = re.compile(r"(L\d+)(?:-L\d+)?")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, float]:
    """Build the site of the panels and an example, and tell the processor time that it took."""
    folder = tmp_path_factory.mktemp("site") / "site"
    names = [each.name for each in registry.panels()]
    started = time.process_time()
    return build([*names, EXAMPLE], folder), time.process_time() - started


@pytest.fixture(scope="module")
def pages(built: tuple[Built, float]) -> dict[str, PageLinks]:
    """Read every page."""
    return read_pages(built[0].folder)


def test_it_is_built_in_time(built: tuple[Built, float]) -> None:
    assert built[1] < LONGEST_SECONDS


def test_no_link_is_dead(built: tuple[Built, float], pages: dict[str, PageLinks]) -> None:
    dead = []
    for here, page in pages.items():
        for link in page.links | page.loads:
            if is_external(link):
                continue
            address, anchor = target(link, here)
            first = RANGE.fullmatch(anchor)
            wanted = first[1] if first else anchor
            there = (built[0].folder / address).is_file()
            if not there or (wanted and wanted not in pages[address].anchors):
                dead.append(f"{here}: {link}")

    assert dead == []


def test_anchors_are_unique(pages: dict[str, PageLinks]) -> None:
    assert {here: page.doubled for here, page in pages.items() if page.doubled} == {}


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, PageLinks]) -> None:
    assert [here for here, page in pages.items() if any(map(is_external, page.loads))] == []


def test_links_are_relative(pages: dict[str, PageLinks]) -> None:
    absolute = {
        link
        for page in pages.values()
        for link in page.links | page.loads
        if link.startswith(("/", "file:"))
    }

    assert absolute == set()


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site for which a request was followed, though not through every panel."""
    folder = tmp_path_factory.mktemp("captured")
    with made_up_captures(folder):
        return build(folder=folder / "site").folder


@pytest.mark.parametrize("address", [addresses.LEARN, addresses.operation(FOLLOWED)])
def test_a_request_that_was_followed_is_drawn(captured: Path, address: str) -> None:
    text = (captured / address).read_text("utf-8")

    assert "assets/waterfall.css" in text
    assert text.count('<ol class="waterfall">') == 1
    assert text.count('<li class="role-sql" style="--depth:2">') == STATEMENTS
    assert "Its trace has not been captured here: <code>make read-capture</code>" in text
    assert "Django sends no traces." in text


def test_another_operation_shows_no_request(captured: Path) -> None:
    text = (captured / addresses.operation("getTags")).read_text("utf-8")

    assert "The SQL that was sent" in text
    assert "One request, followed" not in text


def test_an_operation_page_with_a_request_is_small(captured: Path) -> None:
    assert first_load(captured, addresses.operation(FOLLOWED)) <= LARGEST_FIRST_LOAD


def first_load(folder: Path, here: str) -> int:
    """Return how many bytes a page is, with all that it loads."""
    page = PageLinks(folder / here)
    files = {here} | {target(link, here)[0] for link in page.loads}
    return sum((folder / name).stat().st_size for name in files)


def test_an_operation_page_is_small(tmp_path: Path) -> None:
    folder = build(folder=tmp_path / "site").folder
    for operation in specification.operations():
        assert first_load(folder, addresses.operation(operation.id)) <= LARGEST_FIRST_LOAD


def test_a_fourth_implementation_is_a_fourth_column(built: tuple[Built, float]) -> None:
    for operation in specification.operations():
        text = (built[0].folder / addresses.operation(operation.id)).read_text("utf-8")

        assert f'data-panel="{EXAMPLE}"' in text
        assert f"<i class=f>{operation.function_name}</i>(call: Call)" in text


def test_everything_can_be_searched(built: tuple[Built, float]) -> None:
    script = (built[0].folder / ASSETS / "search-index.js").read_text("utf-8")
    entries = json.loads(script.removeprefix("window.triptychIndex(").removesuffix(");\n"))
    names = {(kind, name) for kind, name, _, _ in entries}

    assert {("operation", each.id) for each in specification.operations()} <= names
    assert {("rule", each.number) for each in specification.rules()} <= names
    assert ("symbol", "load_own_article") in names
    assert ("test", "test_201_returns_the_comment_with_its_author") in names
    missing = [a for *_, a in entries if not (built[0].folder / a.partition("#")[0]).is_file()]
    assert missing == []
