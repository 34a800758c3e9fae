"""Only a panel that is green on the contract is measured."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.runner import contract
from benchmarks.runner.contract import NotGreen, evidence
from harness import registry
from harness.contract_run import ContractRun
from harness.registry import Implementation

QUIET = Console(quiet=True)


@pytest.fixture
def panel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Implementation:
    monkeypatch.setattr(contract, "FOLDER", tmp_path / "contract")
    monkeypatch.setattr(contract, "ROOT", tmp_path)
    (tmp_path / "contract").mkdir()
    (tmp_path / "panel").mkdir()
    (tmp_path / "panel" / "app.py").write_text("", encoding="utf-8")
    return replace(registry.get("flask"), folder=tmp_path / "panel")


def result(failed: int = 0, *, age: timedelta = timedelta(0)) -> dict[str, object]:
    # A second ahead, as its date has no fraction.
    date = datetime.now(UTC) - age + timedelta(seconds=1)
    return {
        "target": "flask-postgresql",
        "implementation": "flask",
        "profile": registry.get("flask").profile().name,
        "engine": "postgresql",
        "totals": {"passed": 7, "failed": failed, "tests": 7 + failed},
        "commit": "c0ffee",
        "date": date.isoformat(timespec="seconds"),
    }


def stored(document: dict[str, object]) -> str:
    path = contract.FOLDER / "flask-postgresql.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return sha256(path.read_bytes()).hexdigest()


def test_a_fresh_green_result_lets_in(panel: Implementation) -> None:
    digest = stored(result())

    found = evidence([panel], "postgresql", QUIET)["flask"]

    assert (found["sha256"], found["tests"], found["commit"]) == (digest, 7, "c0ffee")


def test_a_red_result_does_not(panel: Implementation) -> None:
    stored(result(failed=2))

    with pytest.raises(NotGreen, match="Flask fails 2 of 9 contract tests on postgresql"):
        evidence([panel], "postgresql", QUIET)


@pytest.mark.parametrize("why", ["missing", "older than the code", "of another engine"])
def test_the_suite_is_run_where_there_is_no_word_of_this_code(
    why: str, panel: Implementation, monkeypatch: pytest.MonkeyPatch
) -> None:
    if why == "older than the code":
        stored(result(age=timedelta(hours=1)))
        os.utime(panel.folder / "app.py")
    elif why == "of another engine":
        stored(result() | {"engine": "sqlite"})
    asked = []

    def run(panels: list[Implementation], engines: list[str], _: Console) -> ContractRun:
        asked.append(([each.name for each in panels], engines))
        return ContractRun(passed=True, results=[result()])

    monkeypatch.setattr(contract, "run_contract_suite", run)

    assert evidence([panel], "postgresql", QUIET)["flask"]["tests"] == 7
    assert asked == [(["flask"], ["postgresql"])]
