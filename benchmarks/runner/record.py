"""The result file of a study while it grows: written after every round, so that none is lost."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.runner.cores import Cores
from benchmarks.runner.measurement import Round
from benchmarks.runner.settings import Settings
from benchmarks.scenarios import Scenario
from benchmarks.statistics.results import validator
from benchmarks.subjects import Subject
from harness import ROOT
from harness.stamp import stamp

FOLDER = ROOT / "results" / "benchmarks"
QUICK = "quick"
SAME = ("kind", "commit", "versions", "machine", "seed", "settings", "subjects", "scenarios")
"""What must not have changed for an unfinished study to be continued."""


class Record:
    """One result file."""

    def __init__(self, path: Path, document: dict[str, Any]) -> None:
        self.path = path
        self.document = document
        self._finished = {_key(each) for each in document["rounds"]}

    @classmethod
    def open(cls, document: dict[str, Any], folder: Path | None = None) -> "Record":
        """Return the record of a study: the unfinished one of the same study, else a new one.

        A quick study gets a folder of its own, where it takes nobody's place.
        """
        folder = folder or FOLDER
        folder = folder / QUICK if document["settings"]["quick"] else folder
        path = folder / f"{document['kind']}.json"
        found = _unfinished(path, document)
        return cls(path, found or document)

    def __len__(self) -> int:
        return len(self._finished)

    def has(self, number: int, scenario: Scenario, subject: Subject) -> bool:
        """Tell whether this round has been measured."""
        return (number, scenario.name, subject.name) in self._finished

    def add(self, measured: Round) -> None:
        """Take in a finished round, and write the file."""
        self.document["rounds"].append(measured)
        self._finished.add(_key(measured))
        self.save()

    def save(self) -> None:
        """Write the file, whole or not at all."""
        validator().validate(self.document)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(self.document) + "\n", encoding="utf-8")
        unfinished.replace(self.path)


def head(  # noqa: PLR0913 (the parts of the document)
    kind: str,
    subjects: Sequence[Subject],
    scenarios: Sequence[Scenario],
    settings: Settings,
    *,
    cores: Cores,
    database: str | None,
    contracts: Mapping[str, Mapping[str, Any]],
    queries: Mapping[str, Mapping[str, int]],
) -> dict[str, Any]:
    """Return the document of a study that has no rounds yet."""
    shown = asdict(settings)
    seed = shown.pop("seed")
    known = settings.engine is not None
    return {
        "kind": kind,
        **stamp(),
        "seed": seed,
        "settings": {
            **shown,
            "users": settings.users if known else None,
            "articles": settings.articles if known else None,
            "database": database,
            "cores": {part: list(chosen) for part, chosen in asdict(cores).items()},
        },
        "subjects": [
            {
                "name": subject.name,
                "title": subject.title,
                "workers": subject.workers,
                "facts": subject.facts,
                "contract": contracts.get(subject.name),
                "queries": dict(queries.get(subject.name, {})),
                "scenarios": None if subject.scenarios is None else list(subject.scenarios),
                "keeps_connections": subject.keeps_connections,
            }
            for subject in subjects
        ],
        "scenarios": [scenario.to_json() for scenario in scenarios],
        "rounds": [],
    }


def _unfinished(path: Path, document: dict[str, Any]) -> dict[str, Any] | None:
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    wanted = json.loads(json.dumps(document))
    same = all(found.get(name) == wanted[name] for name in SAME)
    if not same:
        return None
    measured = {_key(each) for each in found["rounds"]}
    return found if len(measured) < _cells(document) else None


def _cells(document: Mapping[str, Any]) -> int:
    """Return how many rounds there are to be in all."""
    every = len(document["scenarios"])
    on = [
        every if each["scenarios"] is None else len(each["scenarios"])
        for each in document["subjects"]
    ]
    return int(document["settings"]["rounds"]) * sum(on)


def _key(measured: Round) -> tuple[int, str, str]:
    return measured["round"], measured["scenario"], measured["subject"]
