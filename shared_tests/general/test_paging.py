"""Pages of both lists: `limit`, `offset`, and the count of it all."""

import pytest

from shared_tests.client import refusal
from shared_tests.general.shelf import WRITTEN, Shelf
from shared_tests.inputs import LIMIT_RANGE, NO_LIMITS, NO_OFFSETS, OFFSET_RANGE
from shared_tests.rules import rule

LISTS = ["getArticles", "getArticlesFeed"]
DEFAULT_LIMIT = 20
LARGEST_LIMIT = 100
LARGEST_OFFSET = 2**31 - 1

ABSURD = [
    *["-0", "0x10", "1e3", "1,5", "1 ", "\t1", "1\n", "\x001", "\uff11", "Ⅷ", "²", "1️⃣"],
    *["true", "null", "[]", "NaN", "Infinity", "🎉", "' OR 1=1 --"],
    *["1" * 5000, str(10**30), str(-(10**30)), str(2**31), str(2**63), str(2**64 + 1)],
]


def short(text: str) -> str:
    """Return what a test's name says of a value."""
    return ascii(text)[1:20]


@rule("GEN-23")
@pytest.mark.parametrize("limit", [*NO_LIMITS, *ABSURD], ids=short)
def test_422_limit(shelf: Shelf, limit: str) -> None:
    refusals = {name: refusal(shelf.ask(name, limit=limit)) for name in LISTS}

    assert refusals == dict.fromkeys(LISTS, (422, {"limit": LIMIT_RANGE}))


@rule("GEN-23")
@pytest.mark.parametrize("offset", [*NO_OFFSETS, *ABSURD], ids=short)
def test_422_offset(shelf: Shelf, offset: str) -> None:
    refusals = {name: refusal(shelf.ask(name, offset=offset)) for name in LISTS}

    assert refusals == dict.fromkeys(LISTS, (422, {"offset": OFFSET_RANGE}))


@rule("GEN-23", "GEN-1")
@pytest.mark.parametrize("operation_id", LISTS)
def test_422_both_at_once(shelf: Shelf, operation_id: str) -> None:
    response = shelf.ask(operation_id, limit="0", offset="-1")

    assert refusal(response) == (422, {"limit": LIMIT_RANGE, "offset": OFFSET_RANGE})


@rule("GEN-23", "GEN-24")
@pytest.mark.parametrize("operation_id", LISTS)
def test_200_a_page_when_nothing_is_said(shelf: Shelf, operation_id: str) -> None:
    assert shelf.page(operation_id) == (shelf.newest_first[:DEFAULT_LIMIT], WRITTEN)


@rule("GEN-24")
@pytest.mark.parametrize(
    ("limit", "offset"),
    [
        (1, 0),
        (7, 0),
        (7, 7),
        (7, WRITTEN - 3),
        (WRITTEN, 0),
        (LARGEST_LIMIT, 0),
        (LARGEST_LIMIT, 1),
        (5, WRITTEN - 1),
        (5, WRITTEN),
        (5, WRITTEN + 1000),
        (LARGEST_LIMIT, LARGEST_OFFSET),
    ],
)
@pytest.mark.parametrize("operation_id", LISTS)
def test_200_a_page(shelf: Shelf, operation_id: str, limit: int, offset: int) -> None:
    page = shelf.page(operation_id, limit=limit, offset=offset)

    assert page == (shelf.newest_first[offset : offset + limit], WRITTEN)


@rule("GEN-24", "GEN-23")
@pytest.mark.parametrize("operation_id", LISTS)
def test_200_an_offset_alone(shelf: Shelf, operation_id: str) -> None:
    assert shelf.page(operation_id, offset=10) == (shelf.newest_first[10:30], WRITTEN)


@rule("GEN-24", "ART-12")
@pytest.mark.parametrize("operation_id", LISTS)
def test_200_pages_end_to_end_make_the_whole(shelf: Shelf, operation_id: str) -> None:
    pages = [shelf.page(operation_id, limit=9, offset=offset) for offset in range(0, WRITTEN, 9)]

    assert [slug for slugs, _ in pages for slug in slugs] == shelf.newest_first
    assert {count for _, count in pages} == {WRITTEN}


@rule("GEN-25")
@pytest.mark.parametrize("operation_id", LISTS)
def test_200_the_last_of_several_limits_counts(shelf: Shelf, operation_id: str) -> None:
    page = shelf.page(operation_id, limit=[5, 7])

    assert page == (shelf.newest_first[:7], WRITTEN)


@rule("GEN-25", "GEN-23")
def test_422_the_last_of_several_limits_is_out_of_range(shelf: Shelf) -> None:
    refusals = {name: refusal(shelf.ask(name, limit=[7, 0])) for name in LISTS}

    assert refusals == dict.fromkeys(LISTS, (422, {"limit": LIMIT_RANGE}))
