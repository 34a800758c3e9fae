"""Putting one scenario's load on one address, from processes of its own."""

import json
import os
import select
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.errors import LoadError
from benchmarks.load_plan import LoadOutcome, LoadPlan
from harness import ROOT
from harness.environment import environment_with
from harness.processes import Guarded, end_of
from harness.servers import HOST, free_port

MASTER_VARIABLE = "TRIPTYCH_LOAD_MASTER"
"""HOST:PORT that the master listens at for workers which somebody has started elsewhere; without
it, a plan's workers are started here."""

WORKERS_SECONDS = 60.0
"""How long the master waits for them."""
POLL_SECONDS = 0.05
BLOCK = 4096


def run_load(plan: LoadPlan, on_event: Callable[[str], None]) -> LoadOutcome:
    """Carry a plan out with the load generator, and return what it saw.

    The generator's processes end with this call, whatever happens.

    Args:
        plan: what to do.
        on_event: gets "start" and "end" at the moment when the measured window begins and ends.

    Raises:
        LoadError: the plan makes no sense, clients could not get ready, or the generator broke.
    """
    elsewhere = os.environ.get(MASTER_VARIABLE, "")
    if plan.processes == 1 and not elsewhere:
        with _leading(plan, "alone") as leader:
            return leader.outcome(on_event)
    address = elsewhere or f"{HOST}:{free_port()}"
    listening = ["--listen", address, "--within", str(WORKERS_SECONDS)]
    with _leading(plan, "lead", *listening) as leader, ExitStack() as workers:
        if not elsewhere:
            for share in range(plan.processes):
                workers.enter_context(_working(plan, address, share))
        return leader.outcome(on_event)


@contextmanager
def generator_process(role: str, *options: str, folder: Path) -> Iterator[Guarded]:
    """Run one generator process until the block ends.

    Args:
        role: "alone", "lead" or "work".
        options: its arguments.
        folder: where its log goes; it is removed when this process is killed.
    """
    process = Guarded(
        [sys.executable, "-m", "benchmarks.users", role, *options],
        folder / "generator.log",
        *["--remove", str(folder)],
        folder=ROOT,
        environment=environment_with(),
    )
    try:
        yield process
    finally:
        process.stop()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a folder for one generator process."""
    # Whoever comes second, this or the guardian of the process, finds nothing to remove.
    with tempfile.TemporaryDirectory(prefix="triptych-load-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def _working(plan: LoadPlan, address: str, share: int) -> Iterator[Guarded]:
    core = ["--core", str(plan.cores[share % len(plan.cores)])] if plan.cores else []
    with (
        temporary_folder() as folder,
        generator_process("work", "--master", address, *core, folder=folder) as process,
    ):
        yield process


@contextmanager
def _leading(plan: LoadPlan, role: str, *options: str) -> Iterator["_Leader"]:
    with temporary_folder() as folder:
        (folder / "plan.json").write_text(json.dumps(plan.to_json()), encoding="utf-8")
        os.mkfifo(folder / "events")
        # Open for writing too: then there is always a writer, and reading never ends early.
        events = os.open(folder / "events", os.O_RDWR | os.O_NONBLOCK)
        files = [str(folder / name) for name in ("plan.json", "outcome.json", "events")]
        try:
            with generator_process(role, *files, *options, folder=folder) as process:
                yield _Leader(process, folder, events)
        finally:
            os.close(events)


class _Leader:
    """The process that tells of events, and of the outcome."""

    def __init__(self, process: Guarded, folder: Path, events: int) -> None:
        self.process = process
        self.folder = folder
        self.events = events

    def outcome(self, on_event: Callable[[str], None]) -> LoadOutcome:
        """Hand events on until the process ends; return what it saw."""
        text = b""
        while not self.process.ended():
            if select.select([self.events], [], [], POLL_SECONDS)[0]:
                *lines, text = (text + os.read(self.events, BLOCK)).split(b"\n")
                for line in lines:
                    on_event(line.decode())
        return self._read()

    def _read(self) -> LoadOutcome:
        try:
            result = json.loads((self.folder / "outcome.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            log = end_of(self.process.log)
            status = self.process.status()
            raise LoadError(f"the load generator ended with status {status}:\n{log}") from error
        if "error" in result:
            raise LoadError(result["error"])
        return LoadOutcome.from_json(result["outcome"])
