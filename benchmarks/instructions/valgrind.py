"""valgrind's callgrind: a server that runs under it, asked from outside what it has executed."""

import re
import shutil
import subprocess
from pathlib import Path

import psutil

from benchmarks.instructions.errors import InstructionsError, ValgrindMissing
from harness.processes import process_tree

PROGRAMS = ("valgrind", "vgdb")
MISSING = (
    "valgrind is missing: install it (Debian, Ubuntu: apt install valgrind; "
    "Fedora: dnf install valgrind)."
)
VERSION = re.compile(r"valgrind-(\S+)")
COUNTED = re.compile(r"^events-\d+: (\d+)$", re.MULTILINE)
SECONDS = 300.0


def version() -> str:
    """Return the version of valgrind.

    Raises:
        ValgrindMissing: there is none on this machine.
    """
    if not all(map(shutil.which, PROGRAMS)):
        raise ValgrindMissing(MISSING)
    match = VERSION.search(_run("valgrind", "--version"))
    if not match:
        raise ValgrindMissing(f"`valgrind --version` names no version. {MISSING}")
    return match[1]


def callgrind(folder: Path) -> tuple[str, ...]:
    """Return the words before a command that have it run under callgrind, not counting yet.

    Args:
        folder: where callgrind writes, and where it can be spoken to.
    """
    return (
        shutil.which("valgrind") or "valgrind",
        "--quiet",
        "--tool=callgrind",
        # Starting is five times as fast without, and nothing of it belongs to a request.
        "--instr-atstart=no",
        # Else a worker that gunicorn forks could not be spoken to.
        "--trace-children=yes",
        f"--callgrind-out-file={folder}/profile.%p",
        f"--vgdb-prefix={folder}/vgdb",
    )


class Counter:
    """The instructions that one process executes."""

    def __init__(self, pid: int, folder: Path) -> None:
        self.pid = pid
        self.folder = folder

    def start(self) -> None:
        """Count from here on."""
        self._tell("instrumentation", "on")

    def count(self) -> int:
        """Return how many instructions all threads have executed since the start.

        Raises:
            InstructionsError: callgrind does not say.
        """
        status = self._tell("status", "internal")
        counts = [int(count) for count in COUNTED.findall(status)]
        if not counts:
            raise InstructionsError(f"callgrind does not say what it has counted: {status!r}")
        return sum(counts)

    def profile(self) -> str:
        """Return what each function has cost since the last profile, as callgrind writes it."""
        self._tell("dump")
        written = self.folder.glob(f"profile.{self.pid}.*")
        latest = max(written, key=lambda path: int(path.suffix.removeprefix(".")))
        return latest.read_text(encoding="utf-8", errors="replace")

    def _tell(self, *words: str) -> str:
        return _run("vgdb", f"--pid={self.pid}", f"--vgdb-prefix={self.folder}/vgdb", *words)


def process_that_answers(pid: int, port: int) -> int:
    """Return which process of a tree somebody is connected to at a port.

    gunicorn's workers are its children, and the arbiter beside them works by the clock.

    Raises:
        InstructionsError: none, or several.
    """
    found = [
        process.pid
        for process in process_tree(pid)
        if any(
            connection.status == psutil.CONN_ESTABLISHED and connection.laddr.port == port
            for connection in process.net_connections()
        )
    ]
    if len(found) != 1:
        raise InstructionsError(f"{len(found)} processes of the server hold the connection, not 1")
    return found[0]


def _run(*command: str) -> str:
    try:
        finished = subprocess.run(  # noqa: S603 (valgrind's own programs)
            command, capture_output=True, text=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        output = getattr(error, "stderr", None) or ""
        raise InstructionsError(f"{' '.join(command)} fails: {error} {output}".strip()) from error
    return finished.stdout
