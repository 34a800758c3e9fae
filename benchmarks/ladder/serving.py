"""Serving an application: a rung of the ladder, or a panel, with any server's command."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal

from benchmarks.runner.panels import PRODUCTION
from harness import ROOT, registry, servers
from harness.registry import Implementation, Profile
from harness.servers import Server

Gateway = Literal["wsgi", "asgi"]

Command = tuple[str, ...]
"""Words with placeholders. Beside those that the harness fills there are `{application}`, what a
server loads, and `{panel}`, the folder of the framework's panel."""

GUNICORN: Command = (
    *("{python}", "-m", "gunicorn", "{application}", "--bind", "{host}:{port}"),
    *("--config", "{panel}/gunicorn.conf.py"),
)
UVICORN: Command = (
    *("{python}", "-m", "uvicorn", "{application}", "--host", "{host}", "--port", "{port}"),
    *("--loop", "uvloop", "--http", "httptools", "--timeout-keep-alive", "75"),
    *("--no-server-header", "--no-access-log"),
)
AS_THE_PANEL = {"flask": GUNICORN, "fastapi": UVICORN, "django": GUNICORN}
"""By the name of the panel."""

RUNGS: dict[str, dict[Gateway, str]] = {
    "flask": {"wsgi": "benchmarks.ladder.rungs.flask.{rung}:app"},
    "fastapi": {"asgi": "benchmarks.ladder.rungs.fastapi.{rung}:app"},
    # Finds the rung by a variable, as Django finds its routes by a setting.
    "django": {
        "wsgi": "benchmarks.ladder.rungs.django.wsgi:application",
        "asgi": "benchmarks.ladder.rungs.django.asgi:application",
    },
}
"""What servers load, at the root of the repository."""
PANELS: dict[str, dict[Gateway, str]] = {
    "flask": {"wsgi": "app:create_app()"},
    "fastapi": {"asgi": "app:app"},
    "django": {"wsgi": "wsgi:application", "asgi": "asgi:application"},
}
"""What servers load, in the panel's folder."""


def rung(
    panel: str, name: str, command: Command | None = None, gateway: Gateway | None = None
) -> Implementation:
    """Return a rung as the harness knows implementations; its migrations are the panel's.

    Args:
        panel: the name of the framework's panel.
        name: the rung's.
        command: how it is served (as the panel is, for None).
        gateway: what the server speaks (what the framework speaks by default, for None).
    """
    targets = RUNGS[panel]
    default = next(iter(targets))
    application = targets[gateway or default].replace("{rung}", name)
    words = command or AS_THE_PANEL[panel]
    return _implementation(panel, f"{panel}-{name}", ROOT, _filled(words, panel, application), name)


def panel_served(panel: str, command: Command, gateway: Gateway) -> Implementation:
    """Return a panel that is served by another command than its own."""
    folder = registry.get(panel).folder
    words = _filled(command, panel, PANELS[panel][gateway])
    return _implementation(panel, panel, folder, words)


def serve(
    implementation: Implementation, database_url: str, *, workers: int = 1
) -> AbstractContextManager[Server]:
    """Serve an application in production's way until the block ends.

    Args:
        implementation: what `rung` or `panel_served` returns.
        database_url: the database, migrated by the panel; rungs without one ignore it.
        workers: server processes.

    Raises:
        ServerError: it ended, or was not ready within 30 s.
    """
    number = str(workers)
    variables = {**PRODUCTION, "WEB_CONCURRENCY": number, "GRANIAN_WORKERS": number}
    return servers.serve(implementation, None, database_url, **variables)


def _filled(command: Command, panel: str, application: str) -> Command:
    # Granian calls no factories by itself.
    factory = ("--factory",) if application.endswith("()") and "granian" in command else ()
    loaded = application.removesuffix("()") if factory else application
    folder = str(registry.get(panel).folder)
    words = (word.replace("{application}", loaded).replace("{panel}", folder) for word in command)
    return (*words, *factory)


def _implementation(
    panel: str, name: str, folder: Path, words: Command, rung_name: str = ""
) -> Implementation:
    of_framework = registry.get(panel)
    return Implementation(
        name=name,
        title=of_framework.title,
        framework=of_framework.framework,
        language=of_framework.language,
        folder=folder,
        engines=("postgresql",),
        migrate=(),
        develop=(),
        profiles=(Profile("default", words, {"RUNG": rung_name}),),
    )
