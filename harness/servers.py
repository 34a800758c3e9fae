"""Migrating an implementation's database and serving it; no process is ever left behind."""

import http.client
import os
import random
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from harness import processes
from harness.environment import environment_with
from harness.registry import Implementation, Profile, fill

MIGRATION_SECONDS = 120.0
POLL_SECONDS = 0.01
HOST = "127.0.0.1"
HOST_VARIABLE = "TRIPTYCH_SERVER_HOST"
"""Another address of this machine to serve at, for clients on other machines."""
# Below the ports that the system lends to outgoing connections, which a busy test run uses up.
PORTS = range(20000, 32000)
NO_ANSWER = (OSError, http.client.HTTPException)
"""What `ask` raises."""


class ServerError(Exception):
    """A panel could not be migrated or served; the message shows the end of its log."""


@dataclass(frozen=True)
class Server:
    """A running server of one implementation."""

    base_url: str
    pid: int
    log: Path
    start_seconds: float
    """From starting the command to the first good answer of `/readyz`."""

    def memory_bytes(self) -> int:
        """Return the memory of all of the server's processes, in bytes."""
        return processes.memory_bytes(self.pid)

    def log_text(self) -> str:
        """Return everything that the server has printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def migrate(implementation: Implementation, database_url: str, **environment: str) -> None:
    """Bring a database to the implementation's schema, with its own migrations.

    Raises:
        ServerError: the command failed or took over two minutes.
    """
    try:
        finished = subprocess.run(  # noqa: S603 (the command is the panel's own)
            fill(implementation.migrate),
            cwd=implementation.folder,
            env=environment_with(DATABASE_URL=database_url, **environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=MIGRATION_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ServerError(f"{implementation.name} cannot be migrated: {error}") from error
    if finished.returncode != 0:
        output = finished.stdout.decode("utf-8", errors="replace").strip()
        end = "\n".join(output.splitlines()[-processes.LOG_LINES :])
        raise ServerError(f"{implementation.name} cannot be migrated:\n{end}")


@contextmanager
def serve(
    implementation: Implementation,
    profile: Profile | str | None,
    database_url: str,
    **environment: str,
) -> Iterator[Server]:
    """Serve an implementation on a free port of this machine until the block ends.

    Args:
        implementation: what to serve; its database must be migrated.
        profile: how (the default profile for None).
        database_url: its database.
        environment: further variables, which win over those of the profile.

    Raises:
        ServerError: it ended, or was not ready in time.
        RegistryError: the implementation has no such profile.
    """
    if not isinstance(profile, Profile):
        profile = implementation.profile(profile)
    host, port = os.environ.get(HOST_VARIABLE, HOST), free_port()
    variables = {**profile.environment, "DATABASE_URL": database_url, **environment}
    with _temporary_folder() as folder:
        command = processes.Guarded(
            fill(profile.command, host=host, port=port),
            Path(folder) / "server.log",
            *["--remove", folder],
            folder=implementation.folder,
            environment=environment_with(**variables),
        )
        started = time.perf_counter()
        try:
            name = f"{implementation.name} ({profile.name})"
            _wait_until_ready(name, command, (host, port), profile.ready_seconds)
            seconds = time.perf_counter() - started
            yield Server(f"http://{host}:{port}", command.pid, command.log, seconds)
        finally:
            command.stop()


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    # The guardian removes it too, for owners that are killed: whoever comes second finds nothing.
    return tempfile.TemporaryDirectory(prefix="triptych-server-", ignore_cleanup_errors=True)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    for port in random.SystemRandom().sample(PORTS, k=100):
        with socket.socket() as candidate:
            candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                candidate.bind((HOST, port))
            except OSError:
                continue
            return port
    raise ServerError("there is no free port on this machine")


def _wait_until_ready(
    name: str, command: processes.Guarded, address: tuple[str, int], seconds: float
) -> None:
    """Wait for `GET /readyz` to be answered 200, or at all where it does not exist."""
    deadline = time.monotonic() + seconds
    answer = "it does not answer"
    while time.monotonic() < deadline:
        if command.ended():
            raise ServerError(f"{name} ended while starting:\n{processes.end_of(command.log)}")
        try:
            status, body = ask(*address, "/readyz")
        except NO_ANSWER:
            time.sleep(POLL_SECONDS)
            continue
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return
        answer = f"/readyz answers {status} {body}"
        time.sleep(POLL_SECONDS)
    raise ServerError(
        f"{name} is not ready after {seconds:.0f} s: {answer}\n{processes.end_of(command.log)}"
    )


def ask(host: str, port: int, path: str) -> tuple[int, str]:
    """Return the status and the body of one answer, for next to no processor time.

    While a server starts it is asked often, by whoever shares the machine with it.

    Raises:
        NO_ANSWER: there is none, or it is not HTTP.
    """
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", errors="replace")
    finally:
        connection.close()
