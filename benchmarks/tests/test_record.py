"""A study that was interrupted goes on where it was, and nowhere else."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import ValidationError

from benchmarks.runner import study
from benchmarks.runner.cores import Cores
from benchmarks.runner.record import Record, head
from benchmarks.runner.settings import Settings
from benchmarks.scenarios import Scenario
from benchmarks.subjects import Subject

SCENARIO = Scenario("getTags", "getTags")
SUBJECT = Subject("flask", "Flask", lambda _url: None, lambda _url: pytest.fail("not served here"))


def document(articles: int = 10_000) -> dict[str, Any]:
    settings = Settings(rounds=2, articles=articles)
    return head(
        "panels", [SUBJECT], [SCENARIO], settings,
        cores=Cores(), database="PostgreSQL", contracts={}, queries={"flask": {"getTags": 1}},
    )  # fmt: skip


def a_round(number: int = 1) -> dict[str, Any]:
    return {
        "scenario": "getTags", "subject": "flask", "round": number, "position": 1, "invalid": [],
        "seconds": 6.0, "requests": 600, "failures": 0, "rows": {}, "wrong": {},
        "connections_opened": 0, "intended_requests": None, "server_cpu_seconds": 5.9,
        "database_cpu_seconds": 1.0, "generator_cpu_seconds": 0.5, "other_cpu_share": 0.0,
        "steal_share": 0.0, "calibration_shift": 0.0, "peak_memory_bytes": 1,
    }  # fmt: skip


def test_a_finished_round_is_kept(tmp_path: Path) -> None:
    Record.open(document(), tmp_path).add(a_round())
    again = Record.open(document(), tmp_path)

    assert again.has(1, SCENARIO, SUBJECT)
    assert not again.has(2, SCENARIO, SUBJECT)


def test_a_study_is_whole_without_what_nobody_takes_part_in(tmp_path: Path) -> None:
    scenarios = [SCENARIO, Scenario("getArticles", "getArticles")]
    subjects = [replace(SUBJECT, scenarios=("getTags",))]

    def told() -> dict[str, Any]:
        return head(
            "ladder", subjects, scenarios, Settings(rounds=1),
            cores=Cores(), database="PostgreSQL", contracts={}, queries={},
        )  # fmt: skip

    Record.open(told(), tmp_path).add(a_round())

    assert len(Record.open(told(), tmp_path)) == 0
    assert [each.scenario for each in study._cells(subjects, scenarios, Settings(rounds=1))] == [
        SCENARIO
    ]


def test_other_settings_begin_anew(tmp_path: Path) -> None:
    Record.open(document(), tmp_path).add(a_round())

    assert len(Record.open(document(articles=5), tmp_path)) == 0


def test_a_whole_study_begins_anew(tmp_path: Path) -> None:
    record = Record.open(document(), tmp_path)
    record.add(a_round(1))
    record.add(a_round(2))

    assert len(Record.open(document(), tmp_path)) == 0


def test_a_quick_study_takes_nobodys_place(tmp_path: Path) -> None:
    quick = document()
    quick["settings"]["quick"] = True

    assert Record.open(quick, tmp_path).path == tmp_path / "quick" / "panels.json"
    assert Record.open(document(), tmp_path).path == tmp_path / "panels.json"


def test_the_file_keeps_to_its_schema(tmp_path: Path) -> None:
    record = Record.open(document(), tmp_path)

    with pytest.raises(ValidationError):
        record.add(a_round() | {"requests": -1})
    assert json.loads(json.dumps(record.document))["subjects"][0]["queries"] == {"getTags": 1}
