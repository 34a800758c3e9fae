"""Fuzzing counts as done only when it went all the way, and found nothing."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness import ROOT
from harness.fuzz import FEWEST_CASES, PHASES, FuzzError, read_report
from harness.servers import free_port


def report(folder: Path, **changes: object) -> Path:
    """Write a report as Schemathesis does when all is well, but for the changes."""
    whole = {
        "complete": True,
        "stop_reason": "completed",
        "running_time": 12.5,
        "test_cases": {"generated": FEWEST_CASES},
        "phases": {phase: {"status": "success"} for phase in PHASES},
        "failures": [],
        "errors": [],
    }
    path = folder / "report.json"
    path.write_text(json.dumps(whole | changes), encoding="utf-8")
    return path


def test_enough_cases_without_a_finding_are_a_success(tmp_path: Path) -> None:
    fuzzing = read_report("flask-sqlite", report(tmp_path))

    assert (fuzzing.cases, fuzzing.seconds, fuzzing.problems) == (FEWEST_CASES, 12.5, [])


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"failures": [{"title": "Server error", "count": 3}]}, "Server error (3 times)"),
        ({"errors": [{"title": "Runtime Error"}]}, "error: Runtime Error"),
        (
            {"test_cases": {"generated": FEWEST_CASES - 1}},
            f"only {FEWEST_CASES - 1} cases, where {FEWEST_CASES} are wanted",
        ),
        (
            {
                "phases": {phase: {"status": "success"} for phase in PHASES}
                | {"stateful": {"status": "skip"}}
            },
            "no stateful phase",
        ),
    ],
    ids=["finding", "error", "too-few-cases", "phase-left-out"],
)
def test_anything_else_is_a_problem(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    assert read_report("flask-sqlite", report(tmp_path, **changes)).problems == [problem]


def test_a_run_that_was_cut_short_is_an_error(tmp_path: Path) -> None:
    path = report(tmp_path, complete=False, stop_reason="interrupted")

    with pytest.raises(FuzzError, match="did not end: interrupted"):
        read_report("flask-sqlite", path)


def test_an_address_where_nobody_answers_is_one_clear_line() -> None:
    address = f"http://127.0.0.1:{free_port()}"

    finished = subprocess.run(
        [sys.executable, "-m", "harness", "fuzz", "--base-url", address],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 1
    assert finished.stdout == ""
    assert finished.stderr.startswith(f"nobody can sign up at {address}: ")
    assert len(finished.stderr.splitlines()) == 1
