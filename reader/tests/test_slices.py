"""Every operation has a slice, or a note in its place, for each role in each panel."""

import pytest

from harness import registry, specification
from harness.operation_code import ROLES
from harness.specification import Operation
from reader import notes
from reader.slices import TITLES, card, operation_rows
from reader.sources import Sources
from reader.typography import breakable, code_lines

PANELS = registry.panels()
SOURCES = Sources(PANELS)
NOTES = notes.load()
OPTIONAL = {"more"}
"""Roles that an operation need not have."""


@pytest.mark.parametrize("operation", specification.operations(), ids=lambda found: found.id)
def test_every_role_has_a_slice_or_a_note(operation: Operation) -> None:
    rows = {row.id: row for row in operation_rows(operation, PANELS, SOURCES, NOTES)}
    empty = [
        f"{role} in {cell.implementation.name}"
        for role in ROLES
        if role not in OPTIONAL
        for cell in (rows[role].cells if role in rows else ())
        if not cell.cards and not cell.instead
    ]

    assert [role for role in ROLES if role not in rows and role not in OPTIONAL] == []
    assert empty == []


def test_every_role_has_a_title() -> None:
    assert set(TITLES) == set(ROLES)


def test_pieces_that_touch_are_shown_as_one() -> None:
    path = PANELS[0].folder / "tags" / "views.py"
    shown = card(path, [(7, 8), (1, 2), (3, 4)], ["a"], SOURCES)

    assert (shown.segments[0].first, shown.segments[0].last) == (1, 4)
    assert shown.ranges.startswith("1-4")


def test_code_is_escaped_and_knows_how_deep_it_is() -> None:
    assert code_lines(["<i class=k>if</i> x:", "        y"]) == (
        "<li><i class=k>if</i> x:\n<li class=i2>        y\n"
    )
    assert breakable("a<b/views.py") == "a&lt;b/<wbr>views.<wbr>py"
