"""The barest application of each framework, and its server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from socket import create_connection
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from harness.environment import environment_with
from harness.processes import Guarded, end_of
from harness.registry import fill
from harness.servers import HOST, free_port

APPLICATIONS = Path(__file__).with_name("apps")
START_SECONDS = 30.0
POLL_SECONDS = 0.02

GUNICORN = ("{python}", "-m", "gunicorn", "--bind", "{host}:{port}")
UVICORN = ("{python}", "-m", "uvicorn", "--host", "{host}", "--port", "{port}")
AS_THE_PANEL = ("--loop", "uvloop", "--http", "httptools", "--no-access-log")


@dataclass(frozen=True)
class Framework:
    """A framework, with its barest application on the server that its panel uses."""

    name: str
    """The panel's name as well."""
    title: str
    server: str
    command: tuple[str, ...]

    @property
    def application(self) -> Path:
        """The application's file."""
        return APPLICATIONS / f"{self.name}_app.py"

    @property
    def versions(self) -> str:
        """The framework and its server, each with the version that is installed."""
        return f"{self.title} {version(self.name)} on {self.server} {version(self.server)}"


FRAMEWORKS = (
    Framework("flask", "Flask", "gunicorn", (*GUNICORN, "flask_app:app")),
    Framework("fastapi", "FastAPI", "uvicorn", (*UVICORN, *AS_THE_PANEL, "fastapi_app:app")),
    Framework("django", "Django", "gunicorn", (*GUNICORN, "django_app:app")),
)


@contextmanager
def serve(framework: Framework) -> Iterator[int]:
    """Serve a framework's application until the block ends, and yield its port.

    Raises:
        AssertionError: nobody listens there within 30 s.
    """
    port = free_port()
    with TemporaryDirectory(prefix="triptych-defaults-", ignore_cleanup_errors=True) as folder:
        command = Guarded(
            fill(framework.command, host=HOST, port=port),
            Path(folder) / "server.log",
            folder=APPLICATIONS,
            environment=environment_with(),
        )
        try:
            _wait_for(port, command)
            yield port
        finally:
            command.stop()


def _wait_for(port: int, command: Guarded) -> None:
    deadline = monotonic() + START_SECONDS
    while monotonic() < deadline and not command.ended():
        try:
            create_connection((HOST, port)).close()
        except OSError:
            sleep(POLL_SECONDS)
        else:
            return
    raise AssertionError(f"it does not answer:\n{end_of(command.log)}")
