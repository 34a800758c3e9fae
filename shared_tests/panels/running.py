"""Servers of panels, started in states in which they are not ready."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from harness.environment import environment_with
from harness.processes import Guarded, end_of
from harness.registry import Implementation, Profile, fill
from harness.servers import HOST, NO_ANSWER, ask, free_port

START_SECONDS = 30.0
REST_SECONDS = 0.2
LOG_SECONDS = 2.0
POLL_SECONDS = 0.02


@dataclass(frozen=True)
class Running:
    """A server that answers, though perhaps it cannot work."""

    base_url: str
    command: Guarded

    def log_text(self) -> str:
        """Return everything that it has printed."""
        return self.command.log.read_text(encoding="utf-8", errors="replace")

    def log_at_rest(self) -> int:
        """Return how many characters it has printed, once it prints no more of what was before."""
        while True:
            printed = len(self.log_text())
            time.sleep(REST_SECONDS)
            if len(self.log_text()) == printed:
                return printed

    def log_with(self, words: str, start: int = 0) -> str:
        """Return what it has printed from a place on, as soon as the words are in it, or at last.

        Args:
            words: what is waited for, for two seconds.
            start: how many characters to pass over.
        """
        deadline = time.monotonic() + LOG_SECONDS
        while words not in self.log_text()[start:] and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        return self.log_text()[start:]


@contextmanager
def start(
    implementation: Implementation, profile: Profile, database_url: str, **environment: str
) -> Iterator[Running]:
    """Serve an implementation until the block ends, whatever state its database is in.

    Args:
        implementation: what to serve.
        profile: how.
        database_url: its database, which need not be there.
        environment: everything else that is configured.

    Raises:
        AssertionError: it does not answer `/healthz` within 30 s.
    """
    port = free_port()
    variables = {**profile.environment, "DATABASE_URL": database_url, **environment}
    with TemporaryDirectory(prefix="triptych-panel-", ignore_cleanup_errors=True) as folder:
        command = Guarded(
            fill(profile.command, host=HOST, port=port),
            Path(folder) / "server.log",
            *["--remove", folder],
            folder=implementation.folder,
            environment=environment_with(**variables),
        )
        try:
            running = Running(f"http://{HOST}:{port}", command)
            _wait_until_it_answers(running, port)
            yield running
        finally:
            command.stop()


def _wait_until_it_answers(running: Running, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not running.command.ended():
        try:
            ask(HOST, port, "/healthz")
        except NO_ANSWER:
            time.sleep(POLL_SECONDS)
        else:
            return
    raise AssertionError(f"it does not answer:\n{end_of(running.command.log)}")
