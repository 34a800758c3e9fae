"""The grid: the same applications, each served in several ways, as a table of commands."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from benchmarks.ladder import serving
from benchmarks.ladder.declarations import PANEL
from benchmarks.ladder.serving import GUNICORN, UVICORN, Command, Gateway
from benchmarks.runner.panels import panel
from benchmarks.scenarios import Scenario
from benchmarks.subjects import Running, Subject
from harness import ROOT, registry
from harness.registry import Implementation

GUNICORN_UVICORN: Command = (
    *("{python}", "-m", "gunicorn", "{application}", "--bind", "{host}:{port}"),
    *("--config", str(ROOT / "benchmarks" / "ladder" / "gunicorn_asgi.py")),
)
GRANIAN: Command = (
    *("{python}", "-m", "granian", "{application}", "--host", "{host}", "--port", "{port}"),
    *("--no-ws", "--interface"),
)


@dataclass(frozen=True)
class Way:
    """A way to serve an application."""

    server: str
    """What people call it."""
    gateway: Gateway
    command: Command
    keeps_connections: bool = True
    variant: str = ""
    """Stands behind the name of a rung that is written another way."""


GTHREAD = Way("gunicorn gthread", "wsgi", GUNICORN)
SYNC = Way(
    "gunicorn sync",
    "wsgi",
    # With more than one thread it would be gthread after all.
    (*GUNICORN, "--worker-class", "sync", "--threads", "1"),
    keeps_connections=False,
)
# As many threads as the panels have under gunicorn.
GRANIAN_WSGI = Way("granian", "wsgi", (*GRANIAN, "wsgi", "--blocking-threads", "8"))
BY_UVICORN = Way("uvicorn", "asgi", UVICORN)
UVICORN_WORKER = Way("gunicorn and uvicorn worker", "asgi", GUNICORN_UVICORN)
GRANIAN_ASGI = Way("granian", "asgi", (*GRANIAN, "asgi", "--loop", "uvloop"))
DEF_VIEW = Way("uvicorn, def view", "asgi", UVICORN, variant="_def")

WSGI = (GTHREAD, SYNC, GRANIAN_WSGI)
ASGI = (BY_UVICORN, UVICORN_WORKER, GRANIAN_ASGI)
DJANGO_ASGI = (
    # It knows nothing of the lifespan protocol.
    replace(BY_UVICORN, command=(*UVICORN, "--lifespan", "off")),
    UVICORN_WORKER,
    replace(GRANIAN_ASGI, command=(*GRANIAN, "asginl", "--loop", "uvloop")),
)

GRID: dict[str, dict[str, tuple[Way, ...]]] = {
    "flask": {"bare": WSGI, PANEL: WSGI},
    "fastapi": {
        "bare": (*ASGI, DEF_VIEW),
        "driver": (BY_UVICORN, DEF_VIEW),
        PANEL: ASGI,
    },
    "django": {"bare": (*WSGI, *DJANGO_ASGI), PANEL: (*WSGI, *DJANGO_ASGI)},
}
"""How each application of a framework is served, by the panel's name and the rung's. The first way
is the one that others are compared with."""

# The driver rung waits for the database, which on a small machine shares its core.
SCENARIOS = (Scenario("getArticles", "getArticles", saturating=False),)


def grid(panels: Sequence[str]) -> list[Subject]:
    """Return every cell of these panels' frameworks.

    Raises:
        RegistryError: there is no such panel.
    """
    return [cell for name in panels for cell in _cells(name)]


def application(name: str, rung: str, way: Way) -> Implementation:
    """Return what is served in a cell of the grid."""
    if rung == PANEL:
        return serving.panel_served(name, way.command, way.gateway)
    return serving.rung(name, rung + way.variant, way.command, way.gateway)


def _cells(name: str) -> Iterator[Subject]:
    for rung, ways in GRID[name].items():
        for way in ways:
            yield _cell(name, rung, way)


def _cell(name: str, rung: str, way: Way) -> Subject:
    of_framework = registry.get(name)
    served = application(name, rung, way)

    def serve(database_url: str) -> AbstractContextManager[Running]:
        return serving.serve(served, database_url)

    gateway = f" ({way.gateway.upper()})" if name == "django" else ""
    return replace(
        panel(of_framework, name=f"{name}-{rung}-{way.gateway}-{way.server.replace(' ', '-')}"),
        title=f"{of_framework.title} {rung} on {way.server}{gateway}",
        facts={
            "framework": of_framework.framework,
            "rung": rung,
            "server": way.server,
            "gateway": way.gateway,
        },
        serve=serve,
        keeps_connections=way.keeps_connections,
    )
