"""A soak: round after round on one server, which stays where its result file says."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as command_line
from benchmarks.load_plan import LoadPlan, World
from benchmarks.runner import contract, database, instrument
from benchmarks.runner.cores import Cores, divide
from benchmarks.runner.database import Prepared
from benchmarks.runner.panels import Address
from benchmarks.scale import soak
from benchmarks.subjects import Subject
from benchmarks.tests.test_record import a_round


@pytest.fixture
def measured_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Cores]:
    """Make rounds up, and return the cores that they are measured on."""
    found: list[Cores] = []
    served: list[str] = []

    @contextmanager
    def serve(_database_url: str) -> Iterator[Address]:
        served.append("once")
        assert served == ["once"]
        yield Address("http://flask")

    def measure(
        plan: LoadPlan, _server: object, _process: object, cores: Cores, _keeps: object
    ) -> dict[str, Any]:
        found.append(cores)
        return a_round() | {"scenario": plan.scenario.name}

    prepared = {"flask": Prepared(lambda: nullcontext(""), World((), (), (), ()))}
    monkeypatch.setattr(soak, "FOLDER", tmp_path)
    monkeypatch.setattr(soak, "panel", lambda _: Subject("flask", "Flask", lambda _: None, serve))
    monkeypatch.setattr(contract, "evidence", lambda *_: {})
    monkeypatch.setattr(database, "start", lambda _: "PostgreSQL")
    monkeypatch.setattr(database, "process", lambda _: None)
    monkeypatch.setattr(database, "prepare", lambda *_: nullcontext(prepared))
    monkeypatch.setattr(instrument, "measure", measure)
    return found


def test_a_soak_goes_on_until_the_requests_are_answered(
    measured_on: list[Cores], tmp_path: Path
) -> None:
    assert command_line.main(["soak", "--impl", "flask", "--requests", "1201"]) == 0

    document = json.loads((tmp_path / "soak.json").read_text(encoding="utf-8"))
    assert [each["round"] for each in document["rounds"]] == [1, 2, 3]
    assert document["settings"]["rounds"] == 3
    assert len(measured_on) == 3


def test_its_rounds_are_measured_on_the_cores_that_the_file_names(
    measured_on: list[Cores], tmp_path: Path
) -> None:
    command_line.main(["soak", "--impl", "flask", "--requests", "1"])

    document = json.loads((tmp_path / "soak.json").read_text(encoding="utf-8"))
    assert measured_on == [divide()]
    assert document["settings"]["cores"]["server"] == list(divide().server)
