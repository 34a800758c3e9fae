"""The order of a study's rounds, and what is left of one that was interrupted."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from benchmarks.load_plan import LoadPlan, World
from benchmarks.runner import Settings, StudyError, run_study
from benchmarks.runner.database import Prepared
from benchmarks.runner.panels import Address
from benchmarks.scenarios import Scenario
from benchmarks.subjects import Subject
from benchmarks.tests.test_record import a_round

ROUNDS = 4
SCENARIOS = [Scenario("getTags", "getTags"), Scenario("getArticle", "getArticle")]
NAMES = ["django", "fastapi", "flask"]


class Bench:
    """Runs studies whose rounds are not measured but made up."""

    def __init__(self) -> None:
        self.served: list[str] = []
        self.running: set[str] = set()
        self.interrupted_after = 1000
        self.spoiled: dict[str, int] = {}
        """How many rounds of a subject are spoiled from the first on, and by what."""
        self.spoiled_by: dict[str, Any] = {"calibration_shift": 0.4}
        self.subjects = [self._subject(name) for name in NAMES]

    def _subject(self, name: str) -> Subject:
        @contextmanager
        def serve(_database_url: str) -> Iterator[Address]:
            self.running.add(name)
            try:
                yield Address(f"http://{name}")
            finally:
                self.running.remove(name)

        return Subject(name, name, lambda _url: None, serve)

    def measure(self, plan: LoadPlan, *_: object) -> dict[str, Any]:
        if len(self.served) == self.interrupted_after:
            raise KeyboardInterrupt
        name = plan.base_url.removeprefix("http://")
        self.served.append(name)
        measured = a_round() | {"scenario": plan.scenario.name}
        if self.served.count(name) <= self.spoiled.get(name, 0):
            return measured | self.spoiled_by | {"invalid": ["spoiled"]}
        return measured

    def run(self, subjects: list[Subject] | None = None, seed: int = 1) -> dict[str, Any]:
        prepared = Prepared(lambda: nullcontext(""), World((), (), (), ()))
        path = run_study(
            "selftest",
            subjects or self.subjects,
            SCENARIOS,
            Settings(engine=None, rounds=ROUNDS, seed=seed),
            Console(quiet=True),
            prepared=dict.fromkeys(NAMES, prepared),
        )
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return document


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bench:
    made = Bench()
    monkeypatch.setattr("benchmarks.runner.instrument.measure", made.measure)
    monkeypatch.setattr("benchmarks.runner.record.FOLDER", tmp_path)
    return made


def test_everything_is_measured_once_a_round_side_by_side(bench: Bench) -> None:
    rounds = bench.run()["rounds"]

    groups = [rounds[start : start + 3] for start in range(0, len(rounds), 3)]
    assert len(groups) == ROUNDS * len(SCENARIOS)
    for group in groups:
        assert sorted(each["subject"] for each in group) == NAMES
        assert [each["position"] for each in group] == [1, 2, 3]
        assert len({(each["round"], each["scenario"]) for each in group}) == 1
    assert len({(group[0]["round"], group[0]["scenario"]) for group in groups}) == len(groups)


def test_the_order_is_drawn_anew_each_time_and_the_same_for_the_same_seed(bench: Bench) -> None:
    def orders(seed: int) -> list[str]:
        return [each["subject"] for each in bench.run(seed=seed)["rounds"]]

    assert len({tuple(orders(1)[start : start + 3]) for start in range(0, 24, 3)}) > 2
    assert orders(1) == orders(1)
    assert orders(1) != orders(2)


def test_an_interrupted_study_keeps_its_rounds_and_goes_on(bench: Bench) -> None:
    bench.interrupted_after = 5
    with pytest.raises(KeyboardInterrupt):
        bench.run()
    assert bench.running == set()

    bench.interrupted_after = 1000
    rounds = bench.run()["rounds"]

    cells = [(each["round"], each["scenario"], each["subject"]) for each in rounds]
    assert len(cells) == len(set(cells)) == len(bench.served) == 24


def test_a_round_that_the_machine_spoils_is_measured_again_at_once(bench: Bench) -> None:
    bench.spoiled = {"flask": 2}
    rounds = bench.run()["rounds"]

    first = [each for each in rounds if each["subject"] == "flask"][:3]
    assert [len(each["invalid"]) for each in first] == [1, 1, 0]
    assert len({(each["round"], each["scenario"], each["position"]) for each in first}) == 1
    assert len(rounds) == ROUNDS * len(SCENARIOS) * len(NAMES) + 2


def test_a_round_is_measured_no_more_than_three_times(bench: Bench) -> None:
    bench.spoiled = {"flask": 1000}
    rounds = bench.run()["rounds"]

    assert len([each for each in rounds if each["subject"] == "flask"]) == 3 * ROUNDS * len(
        SCENARIOS
    )


@pytest.mark.parametrize(
    "spoiled_by", [{"calibration_shift": 0.0}, {"calibration_shift": 0.4, "failures": 1}]
)
def test_a_round_that_something_else_spoils_is_not_measured_again(
    bench: Bench, spoiled_by: dict[str, Any]
) -> None:
    bench.spoiled, bench.spoiled_by = {"flask": 1}, spoiled_by

    assert len(bench.run()["rounds"]) == ROUNDS * len(SCENARIOS) * len(NAMES)


def test_a_study_with_spoiled_rounds_goes_on_where_it_was(bench: Bench) -> None:
    bench.spoiled = {"flask": 6}
    bench.interrupted_after = 20
    with pytest.raises(KeyboardInterrupt):
        bench.run()
    bench.interrupted_after = 1000
    rounds = bench.run()["rounds"]

    cells = {(each["round"], each["scenario"], each["subject"]) for each in rounds}
    assert len(cells) == ROUNDS * len(SCENARIOS) * len(NAMES)
    assert len(rounds) == len(bench.served)


def test_two_subjects_of_one_name_are_refused(bench: Bench) -> None:
    with pytest.raises(StudyError, match="named twice: django"):
        bench.run([bench.subjects[0], bench.subjects[0]])
