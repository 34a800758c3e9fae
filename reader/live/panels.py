"""The implementations behind the console: booted on databases of their own, sending traces."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from harness.database_server import DatabaseServerError
from harness.environment import configuration_defaults
from harness.registry import Engine, Implementation
from harness.servers import ServerError
from harness.targets import Target, boot
from harness.trace_receiver import PROMPT

HONEST = ("ARGON2_MEMORY_KIB", "ARGON2_TIME_COST")
"""What tests make cheap, and whose time is shown here as it is."""


class LiveError(Exception):
    """The console cannot be opened."""


@dataclass(frozen=True)
class Panel:
    """An implementation that answers."""

    name: str
    title: str
    base_url: str


@contextmanager
def boot_panels(
    implementations: Sequence[Implementation],
    engine: Engine,
    receiver: str,
    say: Callable[[str], None],
) -> Iterator[list[Panel]]:
    """Boot implementations at the same time, and stop them when the block ends.

    Args:
        implementations: which; those that fail to boot are told of in one line and left out.
        engine: of their databases, a fresh one for each.
        receiver: where they send traces, such as "http://127.0.0.1:8080".
        say: is told how it goes, a line at a time.

    Raises:
        LiveError: none of them boots.
    """
    environment = _environment(receiver)
    started: list[AbstractContextManager[Target]] = []
    with ThreadPoolExecutor(max(1, len(implementations))) as pool:
        try:
            booting = [
                (each, pool.submit(_start, each, engine, environment)) for each in implementations
            ]
            booted = [_booted(each, future, started, say) for each, future in booting]
            panels = [panel for panel in booted if panel]
            if not panels:
                raise LiveError("no implementation boots: there is nothing to send requests to")
            yield panels
        finally:
            list(pool.map(_stop, started))


def _booted(
    implementation: Implementation,
    future: "Future[tuple[AbstractContextManager[Target], Target]]",
    started: list[AbstractContextManager[Target]],
    say: Callable[[str], None],
) -> Panel | None:
    try:
        running, target = future.result()
    except (ServerError, DatabaseServerError) as error:
        lines = str(error).splitlines()
        say(f"{implementation.title} is left out: {lines[0]} {lines[-1] if lines[1:] else ''}")
        return None
    started.append(running)
    say(f"{implementation.title} answers at {target.base_url}")
    return Panel(implementation.name, implementation.title, target.base_url)


def _stop(running: AbstractContextManager[Target]) -> None:
    running.__exit__(None, None, None)


def _start(
    implementation: Implementation, engine: Engine, environment: dict[str, str]
) -> tuple[AbstractContextManager[Target], Target]:
    if engine not in implementation.engines:
        raise ServerError(f"{implementation.name} does not speak {engine}")
    profile = implementation.profile()
    running = boot(Target(implementation.name, implementation, profile, engine), **environment)
    return running, running.__enter__()


def _environment(receiver: str) -> dict[str, str]:
    """Return what the panels are configured with besides what tests configure."""
    defaults = configuration_defaults()
    return {name: defaults[name] for name in HONEST} | {
        "SECRET_KEY": secrets.token_hex(32),
        "OTEL_EXPORTER_OTLP_ENDPOINT": receiver,
        **PROMPT,
    }
