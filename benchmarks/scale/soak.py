"""`python -m benchmarks soak`: does a server's memory grow with the requests that it answers?"""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.progress import Progress

from benchmarks.runner import Settings, contract, database
from benchmarks.runner.cores import Cores, divide
from benchmarks.runner.instrument import Instrument
from benchmarks.runner.measurement import Round
from benchmarks.runner.panels import panel
from benchmarks.runner.progress import progress_bar, show_where
from benchmarks.runner.record import FOLDER, Record, head
from benchmarks.runner.study import kept_on
from benchmarks.scale.memory import memory_findings
from benchmarks.scale.options import ScaleError, add_articles, add_command, chosen_settings
from benchmarks.scale.shared_databases import ENGINE
from benchmarks.scale.verdicts import print_findings
from benchmarks.scenarios import Scenario
from benchmarks.statistics.results import read
from benchmarks.subjects import Subject
from harness.command_line import chosen_implementations

REQUESTS = 200_000
MIXED = Scenario("everybody", "everybody", saturating=False, undisturbed=False)
# A warm-up would be requests that nobody counts.
DEFAULTS = Settings(rounds=1, warmup_seconds=0.0, seconds=10.0)


def add_soak(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    told = "measure how a server's memory grows with requests"
    parser = add_command(parsers, "soak", told, _run, DEFAULTS)
    parser.add_argument("--requests", type=int, default=REQUESTS, help=f"to each ({REQUESTS})")
    add_articles(parser)


def _run(options: argparse.Namespace) -> int:
    console = Console()
    if options.requests < 1:
        raise ScaleError("--requests must be more than 0")
    implementations = chosen_implementations(options)
    settings = chosen_settings(options)
    contracts = contract.evidence(implementations, ENGINE, console)
    subjects = [panel(each) for each in implementations]
    # Asked again within the block, `divide` would know of no core but the generator's.
    cores = divide()
    record = _record(subjects, settings, cores, contracts)
    with (
        kept_on(cores.generator),
        database.prepare(subjects, settings, console) as prepared,
        progress_bar(console) as progress,
    ):
        soak = _Soak(record, Instrument(cores, settings), progress, options.requests)
        for subject in subjects:
            soak.run(subject, prepared[subject.name])
    print_findings(memory_findings(read(record.path)), console)
    show_where(record.path, console)
    return 0


def _record(
    subjects: Sequence[Subject],
    settings: Settings,
    cores: Cores,
    contracts: Mapping[str, Mapping[str, Any]],
) -> Record:
    """Return a new record: a server that was stopped cannot go on where it was."""
    described = database.start(ENGINE)
    document = head(
        "soak", subjects, [MIXED], settings,
        cores=cores, database=described, contracts=contracts, queries={},
    )  # fmt: skip
    return Record(FOLDER / "soak.json", document)


class _Soak:
    """Round after round against one server that is never restarted."""

    def __init__(
        self, record: Record, instrument: Instrument, progress: Progress, requests: int
    ) -> None:
        self.record = record
        self.instrument = instrument
        self.progress = progress
        self.requests = requests

    def run(self, subject: Subject, prepared: database.Prepared) -> None:
        """Send a server its requests, in rounds of some seconds each."""
        bar = self.progress.add_task(subject.title, total=self.requests)
        answered = number = 0
        with self.instrument.serve(subject, prepared) as served:
            while answered < self.requests:
                number += 1
                measured = self.instrument.measure(served, MIXED, number)
                if not measured["requests"]:
                    raise ScaleError(f"{subject.title} answers nothing: {measured['invalid']}")
                answered += measured["requests"]
                self._add(measured)
                self.progress.update(bar, completed=min(answered, self.requests))

    def _add(self, measured: Round) -> None:
        settings = self.record.document["settings"]
        settings["rounds"] = max(settings["rounds"], measured["round"])
        self.record.add(measured)
