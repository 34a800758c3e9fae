"""`worker`: lends this machine's processors to a load that is led from another one."""

import argparse
import time
from contextlib import ExitStack

from rich.console import Console

from benchmarks.errors import LoadError
from benchmarks.load import generator_process, temporary_folder
from harness.processes import Guarded, end_of

POLL_SECONDS = 0.2


def add_worker(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = parsers.add_parser("worker", help="generate load for a run on another machine")
    parser.add_argument("master", metavar="HOST:PORT", help="where that run listens for workers")
    parser.add_argument("--workers", type=int, default=1, help="processes to lend")
    parser.set_defaults(run=_lend)


def _lend(options: argparse.Namespace) -> None:
    """Keep workers ready until interrupted: each serves one round, and the next one follows it."""
    if not options.master.rpartition(":")[2].isdigit():
        raise LoadError(f"{options.master!r} is no HOST:PORT")
    Console().print(f"{options.workers} workers wait for {options.master}; Ctrl-C ends them")
    with ExitStack() as running:
        lent = [running.enter_context(_Lent(options.master)) for _ in range(options.workers)]
        while True:
            time.sleep(POLL_SECONDS)
            for worker in lent:
                worker.renew()


class _Lent(ExitStack):
    """One worker process after another."""

    def __init__(self, master: str) -> None:
        super().__init__()
        self.master = master
        self.process = self._start()

    def renew(self) -> None:
        """Start the next worker when this one has served.

        Raises:
            LoadError: it has ended with an error.
        """
        if not self.process.ended():
            return
        if self.process.status() != 0:
            raise LoadError(f"a worker broke:\n{end_of(self.process.log)}")
        self.close()
        self.process = self._start()

    def _start(self) -> Guarded:
        folder = self.enter_context(temporary_folder())
        return self.enter_context(generator_process("work", "--master", self.master, folder=folder))
