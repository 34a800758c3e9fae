"""Links out of the site are spelled as addresses are; whether anybody is there is not asked."""

from pathlib import Path

import pytest

from reader import notes
from reader.build import build
from reader.tests.links import external_links, is_well_formed, read_pages


def test_links_on_pages_are_well_formed(tmp_path: Path) -> None:
    found = external_links(read_pages(build(folder=tmp_path / "site").folder))

    assert "https://ctrf.io" in found
    assert {link: pages for link, pages in found.items() if not is_well_formed(link)} == {}


def test_links_of_notes_are_well_formed() -> None:
    named = [link for note in notes.load() for link in note.head.get("documentation", {}).values()]

    assert named
    assert [link for link in named if not is_well_formed(link)] == []


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org/",
        "https://example.org/a b",
        "https://example.org/%zz",
        "https://example.org.",
        "https://example.org/docs,",
        "https://localhost/",
        "https://example..org/",
        "https://example.org:port/",
        "https:///docs",
        "https://[example.org/",
        "//example.org/",
    ],
)
def test_a_link_that_leads_nowhere_is_seen(link: str) -> None:
    assert not is_well_formed(link)


def test_a_link_with_everything_is_well_formed() -> None:
    assert is_well_formed("https://docs.example.org:8443/a/b_(c)/%C3%A9?d=e&f#g-h")
