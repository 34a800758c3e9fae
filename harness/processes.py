"""Starting a command under a guardian, and looking at the processes it becomes."""

import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psutil

from harness import guardian

STOP_SECONDS = guardian.GRACE_SECONDS + 5
LOG_LINES = 30


class Guarded:
    """A running command that ends with its owner, however that one ends."""

    def __init__(
        self,
        command: list[str],
        log: Path,
        *options: str,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start the command; one that cannot be run shows as one that has `ended()`.

        Args:
            command: the program and its arguments.
            log: the file that receives what it prints.
            options: options of `guardian.py`, such as "--stop-signal", "SIGQUIT".
            folder: the working directory.
            environment: the whole environment, or None for one's own.
        """
        self.log = log
        guarded = [sys.executable, "-I", "-S", guardian.__file__, "--log", str(log), *options]
        self._guardian = subprocess.Popen(  # noqa: S603 (commands come from this repository)
            [*guarded, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        assert self._guardian.stdout is not None  # noqa: S101 (tells mypy)
        with self._guardian.stdout as report:
            self.pid = int(report.readline() or 0)

    def ended(self) -> bool:
        """Tell whether the command is no longer running."""
        return self.status() is not None

    def status(self) -> int | None:
        """Return the exit status of a command that has ended."""
        return self._guardian.poll()

    def stop(self) -> None:
        """End the command and all that it started; does nothing when it has ended."""
        assert self._guardian.stdin is not None  # noqa: S101 (tells mypy)
        self._guardian.stdin.close()
        try:
            self._guardian.wait(STOP_SECONDS)
        except BaseException:
            # The guardian's own death takes the command along on Linux.
            self._guardian.kill()
            self._guardian.wait()
            raise


def end_of(log: Path, lines: int = LOG_LINES) -> str:
    """Return the last lines of a log, or a remark when it is empty."""
    with suppress(FileNotFoundError):
        text = log.read_text(encoding="utf-8", errors="replace").strip()
        if text:
            return "\n".join(text.splitlines()[-lines:])
    return "(it printed nothing)"


def process_tree(pid: int) -> list[psutil.Process]:
    """Return a process and all of its descendants; none when it has ended."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def memory_bytes(pid: int) -> int:
    """Return the memory of a process tree in bytes.

    That is the proportional set size where the system tells it, in which pages shared between
    processes count once; else the resident set size.
    """
    total = 0
    for process in process_tree(pid):
        with suppress(psutil.NoSuchProcess):
            memory = process.memory_full_info()
            total += int(getattr(memory, "pss", memory.rss))
    return total


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process tree in seconds, ended and reaped members included.

    A sum over the living alone would lose what a short-lived child used.
    """
    total = 0.0
    for process in process_tree(pid):
        with suppress(psutil.NoSuchProcess):
            total += sum(process.cpu_times()[:4])  # user, system, and the same of reaped children
    return total
