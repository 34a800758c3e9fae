"""Result files with a known truth in them."""

import json
from pathlib import Path
from typing import Any

from benchmarks.selftest.simulation import Simulation, Truth
from benchmarks.statistics.results import Study

PAIR = ("flask", "django")
FLASK = Truth()


def study(data: dict[str, Any]) -> Study:
    return Study(Path("made-up.json"), data)


def simulate(second: Truth, **options: Any) -> Study:  # noqa: ANN401 (options of the simulation)
    return study(Simulation({"flask": FLASK, "django": second}, **options).run())


def invalidate(made: Study, reason: str, rounds: int, subject: str = "django") -> Study:
    for each in made.data["rounds"]:
        if each["subject"] == subject and each["round"] <= rounds:
            each["invalid"].append(reason)
    return study(made.data)


def write(path: Path, data: dict[str, Any]) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    return path
