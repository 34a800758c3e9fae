"""A study: every scenario on every subject, in interleaved rounds, each on a fresh database."""

import os
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from benchmarks.errors import BenchmarkError
from benchmarks.runner import database, gates
from benchmarks.runner.cores import divide, pin
from benchmarks.runner.database import Prepared
from benchmarks.runner.instrument import Instrument
from benchmarks.runner.measurement import Round
from benchmarks.runner.progress import progress_bar
from benchmarks.runner.record import Record, head
from benchmarks.runner.settings import Settings
from benchmarks.scenarios import Scenario
from benchmarks.subjects import Subject


class StudyError(BenchmarkError):
    """A study that cannot be run as asked for."""


@dataclass(frozen=True)
class Cell:
    """One round of one scenario on one subject."""

    number: int
    position: int
    scenario: Scenario
    subject: Subject


def run_study(  # noqa: PLR0913 (keyword-only)
    kind: str,
    subjects: Sequence[Subject],
    scenarios: Sequence[Scenario],
    settings: Settings,
    console: Console,
    *,
    contracts: Mapping[str, Mapping[str, Any]] | None = None,
    queries: Mapping[str, Mapping[str, int]] | None = None,
    prepared: Mapping[str, Prepared] | None = None,
) -> Path:
    """Measure every round that is not measured yet, and return the result file.

    Interrupted, it keeps the finished rounds; called again with the same arguments it goes on.

    Args:
        kind: which study; names the result file.
        subjects: what is compared.
        scenarios: on what.
        settings: how.
        console: where progress is shown.
        contracts: the contract results that let the subjects in, by name.
        queries: SQL queries per operation, by subject.
        prepared: where each subject's databases come from (filled by the seeder for None).

    Raises:
        StudyError: two subjects or two scenarios share a name.
        DatabaseServerError: the engine is not to be had.
        ServerError: a subject cannot be migrated or served.
        LoadError: the generator did not run through.
    """
    _refuse_doubles([subject.name for subject in subjects])
    _refuse_doubles([scenario.name for scenario in scenarios])
    cores = divide(max(subject.workers for subject in subjects), settings.generator_processes)
    with kept_on(cores.generator), ExitStack() as stack:
        described = database.start(settings.engine) if settings.engine else None
        document = head(
            kind, subjects, scenarios, settings,
            cores=cores, database=described, contracts=contracts or {}, queries=queries or {},
        )  # fmt: skip
        record = Record.open(document)
        filled = prepared or stack.enter_context(database.prepare(subjects, settings, console))
        cells = _cells(subjects, scenarios, settings)
        _Study(record, filled, Instrument(cores, settings)).run(cells, console)
    return record.path


def _refuse_doubles(names: Sequence[str]) -> None:
    doubles = sorted({name for name in names if names.count(name) > 1})
    if doubles:
        raise StudyError(f"named twice: {', '.join(doubles)}")


def _cells(
    subjects: Sequence[Subject], scenarios: Sequence[Scenario], settings: Settings
) -> list[Cell]:
    """Return every cell in the order of measuring: random, but subjects of a round side by side."""
    chance = random.Random(settings.seed)  # noqa: S311 (reproducible on purpose)
    cells = []
    for number in range(1, settings.rounds + 1):
        for scenario in chance.sample(scenarios, len(scenarios)):
            measured = [each for each in subjects if takes_part(each, scenario)]
            order = chance.sample(measured, len(measured))
            cells += [
                Cell(number, position, scenario, subject)
                for position, subject in enumerate(order, 1)
            ]
    return cells


def takes_part(subject: Subject, scenario: Scenario) -> bool:
    """Tell whether a subject is measured on a scenario."""
    return subject.scenarios is None or scenario.name in subject.scenarios


class _Study:
    """What all cells of a study have in common."""

    def __init__(
        self, record: Record, prepared: Mapping[str, Prepared], instrument: Instrument
    ) -> None:
        self.record = record
        self.prepared = prepared
        self.instrument = instrument

    def run(self, cells: Sequence[Cell], console: Console) -> None:
        """Measure the cells that the record does not have yet."""
        with progress_bar(console) as progress:
            bar = progress.add_task("", total=len(cells), completed=len(self.record))
            for cell in cells:
                if self.record.has(cell.number, cell.scenario, cell.subject):
                    continue
                name = f"round {cell.number}: {cell.scenario.name}, {cell.subject.name}"
                progress.update(bar, description=name)
                for measured in self._attempts(cell):
                    for reason in measured["invalid"]:
                        progress.print(Text(f"{name}: invalid, {reason}", style="yellow"))
                    self.record.add(measured)
                progress.advance(bar)

    def _attempts(self, cell: Cell) -> Iterator[Round]:
        """Measure a round, and again while the machine spoils it: beside its neighbours still."""
        for _ in range(self.instrument.settings.attempts):
            measured = self._measure(cell)
            yield measured
            if not gates.is_spoiled_by_machine(measured):
                return

    def _measure(self, cell: Cell) -> Round:
        with self.instrument.serve(cell.subject, self.prepared[cell.subject.name]) as served:
            return self.instrument.measure(served, cell.scenario, cell.number, cell.position)


@contextmanager
def kept_on(cores: Sequence[int]) -> Iterator[None]:
    """Keep this process, and what it starts, off the server's cores until the block ends."""
    if not cores:
        yield
        return
    before = os.sched_getaffinity(0)
    pin(os.getpid(), cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
