"""How counts are compared, and read from what callgrind writes."""

import sys
from pathlib import Path

import pytest

from benchmarks.instructions import baseline
from benchmarks.instructions.baseline import PanelCounts
from benchmarks.instructions.comparison import TOLERANCE, Comparison, Verdict, compare
from benchmarks.instructions.costliest import Function, costs_of
from benchmarks.instructions.counting import per_request
from benchmarks.instructions.errors import InstructionsError
from benchmarks.instructions.place import Place
from benchmarks.instructions.requests import OPERATIONS
from benchmarks.instructions.table import complaints
from harness import registry

COUNT = 1_000_000
PROFILE = """\
# callgrind format
positions: line
events: Ir
summary: 1050

ob=(1) /somewhere/lib/libpython3.11.so.1.0
fl=(1) ceval.c
fn=(1) _PyEval_EvalFrameDefault
10 500
+2 100
cob=(2) /elsewhere/libc.so.6
cfi=(2) malloc.c
cfn=(2) malloc
calls=3 40
+5 200

fn=(3) _PyEval_EvalFrameDefault'2
* 250

ob=(2)
fl=(2)
fn=(2)
40 200
"""


FLASK = {"flask": PanelCounts({}, dict.fromkeys(OPERATIONS, COUNT))}


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        (COUNT, COUNT, "same"),
        (COUNT, COUNT * (1 + TOLERANCE) - 1, "same"),
        (COUNT, COUNT * (1 + TOLERANCE) + 1, "rise"),
        (COUNT, COUNT * (1 - TOLERANCE) + 1, "same"),
        (COUNT, COUNT * (1 - TOLERANCE) - 1, "fall"),
        (None, COUNT, "new"),
        (COUNT, None, "gone"),
    ],
)
def test_a_change_within_the_tolerance_is_none(
    before: int | None, now: int | None, verdict: Verdict
) -> None:
    assert Comparison("flask", "getArticle", before, now).verdict == verdict


def test_what_is_missing_is_gone_only_where_everything_was_counted() -> None:
    before = FLASK | {"bottle": PanelCounts({}, {"getTags": COUNT})}

    gone = [each for each in compare(before, FLASK, whole=True) if each.verdict == "gone"]
    assert [(each.panel, each.operation) for each in gone] == [("bottle", "getTags")]
    assert all(each.verdict == "same" for each in compare(before, FLASK, whole=False))


@pytest.mark.parametrize(
    ("comparison", "words"),
    [
        (Comparison("flask", "getArticle", 100, 105), "flask getArticle needs 5.0% more"),
        (Comparison("flask", "getArticle", 100, 90), "needs 10.0% less: the baseline is stale"),
        (Comparison("flask", "getArticle", None, 100), "is not in the baseline"),
        (Comparison("flask", "getArticle", 100, None), "nothing counts it any more"),
    ],
)
def test_a_complaint_says_what_and_how_to_accept_it(comparison: Comparison, words: str) -> None:
    complaint, remedy = complaints([comparison], {})

    assert words in complaint
    assert baseline.ACCEPT in remedy


def test_nothing_is_complained_about_where_nothing_has_changed() -> None:
    assert complaints(compare(FLASK, FLASK, whole=True), {"flask": []}) == []


def test_a_full_collection_in_one_block_leaves_the_count_alone() -> None:
    quiet = [100.0, 102.0, 100.0, 102.0, 100.0, 102.0, 101.0]

    assert per_request([*quiet, 190.0]) == per_request([*quiet, 102.0]) == 101


def test_costs_are_those_of_functions_themselves() -> None:
    assert costs_of(PROFILE) == {
        Function("libpython3.11.so.1.0", "_PyEval_EvalFrameDefault"): 850,
        Function("libc.so.6", "malloc"): 200,
    }


def test_a_panel_is_served_as_a_copy_with_no_variables_but_its_own(tmp_path: Path) -> None:
    flask = registry.get("flask")
    place = Place(tmp_path, flask)

    command = place.command(flask.profile(), {"SECRET_KEY": "a secret"}, under=("valgrind",))

    assert command[:2] == ("env", "-i")
    program = command.index("valgrind") + 1
    assert "SECRET_KEY=a secret" in command[:program]
    assert command[program] == str(place.python)
    assert place.python.samefile(sys.executable)
    assert (place.panel.folder / "app.py").read_bytes() == (flask.folder / "app.py").read_bytes()


def test_a_damaged_baseline_says_what_writes_it(tmp_path: Path) -> None:
    damaged = tmp_path / "baseline.json"
    damaged.write_text('{"panels": {"flask": {"counts": {}}}}', encoding="utf-8")

    with pytest.raises(InstructionsError, match=baseline.ACCEPT):
        baseline.read(damaged)


def test_the_baseline_holds_every_panel_and_operation() -> None:
    stored = baseline.read()

    assert set(stored.panels) == {panel.name for panel in registry.panels()}
    for panel in stored.panels.values():
        assert list(panel.operations) == list(OPERATIONS)
