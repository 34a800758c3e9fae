"""`make bench-check` from its options to its exit status, with counts made up: no valgrind runs."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import jsonschema_rs
import pytest

from benchmarks import __main__ as command_line
from benchmarks.instructions import baseline, command, conditions, record, reference, valgrind
from benchmarks.instructions.baseline import Baseline, PanelCounts
from benchmarks.instructions.requests import OPERATIONS
from harness import ROOT, registry

HERE = {"Python": "CPython 3.11.7", "architecture": "x86_64"}
ELSEWHERE = HERE | {"Python": "CPython 3.13.0"}
LIBRARIES = {"werkzeug": "3.1.1", "sqlalchemy": "2.1.0"}
COUNT = 1_000_000


def everybody(change: float = 0.0, **libraries: str) -> dict[str, PanelCounts]:
    """Return counts of every panel in which `getArticle` costs more by this share."""
    operations = dict.fromkeys(OPERATIONS, COUNT) | {"getArticle": round(COUNT * (1 + change))}
    counts = PanelCounts(LIBRARIES | libraries, operations)
    return {panel.name: counts for panel in registry.panels()}


def as_blocks(counted: Mapping[str, PanelCounts]) -> dict[str, dict[str, list[float]]]:
    return {
        name: {operation: [float(count)] * 8 for operation, count in counts.operations.items()}
        for name, counts in counted.items()
    }


class Machine:
    """Stands for valgrind, for the panels, and for what was accepted."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.baseline = folder / "baseline.json"
        self.result = folder / "instructions.json"
        self.counted: Mapping[str, PanelCounts] = everybody()
        self.here = HERE
        patch.delenv("CI", raising=False)
        patch.setattr(baseline, "FILE", self.baseline)
        patch.setattr(record, "FILE", self.result)
        patch.setattr(conditions, "conditions", lambda: self.here)
        patch.setattr(conditions, "libraries", lambda panel: self.counted[panel.name].libraries)
        patch.setattr(command, "count_all", lambda *_: as_blocks(self.counted))

    def accepted(self, stored: Mapping[str, PanelCounts], under: Mapping[str, str] = HERE) -> None:
        baseline.accept(Baseline(under, stored), whole=True)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_the_same_counts_pass(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.accepted(everybody())

    assert command_line.main(["instructions"]) == 0
    assert "no operation costs more or less" in capsys.readouterr().out


@pytest.mark.parametrize("change", [0.03, -0.03])
def test_a_rise_and_a_fall_fail_until_they_are_accepted(machine: Machine, change: float) -> None:
    machine.accepted(everybody())
    machine.counted = everybody(change)

    assert command_line.main(["instructions"]) == 1
    assert command_line.main(["instructions", "--accept"]) == 0
    assert command_line.main(["instructions"]) == 0


def test_an_operation_that_nobody_accepted_fails(machine: Machine) -> None:
    stored = everybody()
    operations = {name: count for name, count in stored["flask"].operations.items() if count}
    del operations["getArticles"]
    machine.accepted(stored | {"flask": PanelCounts(LIBRARIES, operations)})

    assert command_line.main(["instructions"]) == 1


def test_other_libraries_fail_until_their_counts_are_accepted(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.accepted(everybody())
    machine.counted = everybody(werkzeug="3.1.2")

    assert command_line.main(["instructions"]) == 1
    assert "werkzeug: 3.1.1 then, 3.1.2 now" in " ".join(capsys.readouterr().out.split())
    assert command_line.main(["instructions", "--accept"]) == 0
    assert command_line.main(["instructions"]) == 0


def test_some_counts_are_accepted_without_the_others(machine: Machine) -> None:
    machine.accepted(everybody())
    machine.counted = everybody(0.5)

    assert command_line.main(["instructions", "--impl", "flask", "--accept"]) == 0
    stored = baseline.read().panels
    assert stored["flask"].operations["getArticle"] == round(COUNT * 1.5)
    assert stored["django"] == everybody()["django"]


def test_some_counts_are_not_accepted_beside_those_of_another_machine(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.accepted(everybody(), under=ELSEWHERE)

    assert command_line.main(["instructions", "--impl", "flask", "--accept"]) == 1
    assert "accept all panels and operations together" in capsys.readouterr().err
    assert baseline.read().conditions == ELSEWHERE


class TestElsewhere:
    """Where the baseline was counted with another interpreter."""

    @pytest.fixture(autouse=True)
    def _elsewhere(self, machine: Machine) -> None:
        machine.accepted(everybody(), under=ELSEWHERE)

    def test_a_panel_that_has_not_changed_passes(
        self,
        machine: Machine,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        machine.counted = everybody(0.5)
        monkeypatch.setattr(reference, "commit_of_the_baseline", lambda: "HEAD")
        monkeypatch.setattr(reference, "changed_since", lambda *_: False)

        assert command_line.main(["instructions"]) == 0
        told = " ".join(capsys.readouterr().out.split())
        assert "Python: CPython 3.13.0 then, CPython 3.11.7 now" in told

    def test_a_panel_that_has_changed_is_compared_with_what_it_was(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reference, "commit_of_the_baseline", lambda: "HEAD")
        monkeypatch.setattr(reference, "changed_since", lambda *_: True)
        now = everybody(0.1)
        folders = []

        def count_all(panels: list[registry.Implementation], *_: object) -> object:
            folders.append(panels[0].folder.parent)
            return as_blocks(now if folders[-1] == ROOT else everybody(0.1))

        monkeypatch.setattr(command, "count_all", count_all)
        assert command_line.main(["instructions"]) == 0
        now = everybody(0.3)
        assert command_line.main(["instructions"]) == 1
        assert len(set(folders)) == 3

    @pytest.mark.parametrize("missing", [reference.NoReference, reference.ShallowClone])
    def test_without_a_reference_nothing_is_compared(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        missing: type[reference.NoReference],
    ) -> None:
        def refuse() -> str:
            raise missing("there is no history")

        monkeypatch.setattr(reference, "commit_of_the_baseline", refuse)

        assert command_line.main(["instructions"]) == 0
        told = " ".join(capsys.readouterr().out.split())
        assert "So nothing is compared: there is no history." in told
        monkeypatch.setenv("CI", "true")
        shallow = missing is reference.ShallowClone
        assert command_line.main(["instructions"]) == (1 if shallow else 0)


def test_the_result_file_is_of_the_documented_form(machine: Machine) -> None:
    machine.accepted(everybody())
    machine.counted = everybody(0.03)
    command_line.main(["instructions"])

    result = json.loads(machine.result.read_text("utf-8"))
    schema = ROOT / "benchmarks" / "instructions" / "results.schema.json"
    jsonschema_rs.validator_for(json.loads(schema.read_text("utf-8"))).validate(result)
    verdicts = {(each["panel"], each["operation"]): each["verdict"] for each in result["counts"]}
    assert verdicts["flask", "getArticle"] == "rise"
    assert verdicts["flask", "getArticles"] == "same"
    assert result["reference"] == {"kind": "stored", "commit": None, "why": None}


class TestWithoutValgrind:
    @pytest.fixture(autouse=True)
    def _without(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CI", raising=False)
        monkeypatch.setattr(shutil, "which", lambda _: None)

    def test_it_is_skipped_and_says_why(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert command_line.main(["instructions"]) == 0
        (line,) = capsys.readouterr().out.splitlines()
        assert line == f"skipped: {valgrind.MISSING}"

    def test_it_fails_in_ci(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("CI", "true")

        assert command_line.main(["instructions"]) == 1
        assert capsys.readouterr().err.splitlines() == [valgrind.MISSING]

    @pytest.mark.parametrize("option", [["--accept"], ["--top", "3", "--impl", "flask"]])
    def test_what_was_asked_for_by_name_fails(self, option: list[str]) -> None:
        assert command_line.main(["instructions", *option]) == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--operation", "getArticels"], "'getArticels' is not among what is counted: getArticles"),
        (["--impl", "rails"], "there is no implementation 'rails'"),
        (["--top", "0"], "--top takes a number from 1 on"),
    ],
)
def test_a_wrong_option_is_explained(
    options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["instructions", *options]) == 1
    assert words in capsys.readouterr().err
