"""`python -m benchmarks soak`: does a server's memory grow with the requests that it answers?"""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.load_plan import LoadPlan
from benchmarks.runner import Settings, contract, database
from benchmarks.runner.cores import divide, pin
from benchmarks.runner.measurement import measure
from benchmarks.runner.panels import panel
from benchmarks.runner.record import FOLDER, Record, head
from benchmarks.runner.study import kept_on
from benchmarks.scale.memory import memory_findings
from benchmarks.scale.options import (
    ScaleError,
    add_command,
    chosen_implementations,
    chosen_settings,
)
from benchmarks.scale.shared_databases import ENGINE
from benchmarks.scale.verdicts import print_findings
from benchmarks.scenarios import Scenario
from benchmarks.statistics.results import read
from benchmarks.subjects import Subject
from benchmarks.world_from_api import world_from_api

REQUESTS = 200_000
MIXED = Scenario("everybody", "everybody", saturating=False, undisturbed=False)
# A warm-up would be requests that nobody counts.
DEFAULTS = Settings(rounds=1, warmup_seconds=0.0, seconds=10.0)


def add_soak(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    told = "measure how a server's memory grows with requests"
    parser = add_command(parsers, "soak", told, _run, DEFAULTS)
    parser.add_argument("--requests", type=int, default=REQUESTS, help=f"to each ({REQUESTS})")
    parser.add_argument("--articles", type=int, help=f"in the database ({DEFAULTS.articles})")


def _run(options: argparse.Namespace) -> int:
    console = Console()
    if options.requests < 1:
        raise ScaleError("--requests must be more than 0")
    implementations = chosen_implementations(options)
    settings = chosen_settings(options)
    contracts = contract.evidence(implementations, ENGINE, console)
    subjects = [panel(each) for each in implementations]
    record = _record(subjects, settings, contracts)
    with (
        kept_on(divide().generator),
        database.prepare(subjects, settings, console) as prepared,
        _progress(console) as progress,
    ):
        soak = _Soak(record, settings, progress, options.requests)
        for subject in subjects:
            soak.run(subject, prepared[subject.name])
    print_findings(memory_findings(read(record.path)), console)
    console.print(f"{record.path} holds every round; `make bench-report` draws it")
    return 0


def _record(
    subjects: Sequence[Subject], settings: Settings, contracts: Mapping[str, Mapping[str, Any]]
) -> Record:
    """Return a new record: a server that was stopped cannot go on where it was."""
    described = database.start(ENGINE)
    document = head(
        "soak", subjects, [MIXED], settings,
        cores=divide(), database=described, contracts=contracts, queries={},
    )  # fmt: skip
    return Record(FOLDER / "soak.json", document)


class _Soak:
    """Round after round against one server that is never restarted."""

    def __init__(
        self, record: Record, settings: Settings, progress: Progress, requests: int
    ) -> None:
        self.record = record
        self.settings = settings
        self.progress = progress
        self.requests = requests
        self.cores = divide()
        self.database_process = database.process(ENGINE)
        if self.database_process:
            pin(self.database_process, self.cores.database)

    def run(self, subject: Subject, prepared: database.Prepared) -> None:
        """Send a server its requests, in rounds of some seconds each."""
        bar = self.progress.add_task(subject.title, total=self.requests)
        answered = number = 0
        with prepared.fresh() as url, subject.serve(url) as server:
            pin(server.pid or 0, self.cores.server)
            while answered < self.requests:
                number += 1
                plan = LoadPlan(
                    base_url=server.base_url,
                    scenario=MIXED,
                    world=prepared.world or world_from_api(server.base_url),
                    warmup_seconds=self.settings.warmup_seconds,
                    seconds=self.settings.seconds,
                    seed=self.settings.seed * 1000 + number,
                    cores=self.cores.generator,
                )
                measured = measure(plan, server, self.database_process, self.cores)
                if not measured["requests"]:
                    raise ScaleError(f"{subject.title} answers nothing: {measured['invalid']}")
                answered += measured["requests"]
                self._add(subject, number, measured)
                self.progress.update(bar, completed=min(answered, self.requests))

    def _add(self, subject: Subject, number: int, measured: dict[str, Any]) -> None:
        settings = self.record.document["settings"]
        settings["rounds"] = max(settings["rounds"], number)
        self.record.add(measured | {"subject": subject.name, "round": number, "position": 1})


def _progress(console: Console) -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    return Progress(*columns, console=console)
