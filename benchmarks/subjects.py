"""What is measured: anything that can be booted, or that answers at an address."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol


class Running(Protocol):
    """A server that is up; `harness.servers.Server` is one."""

    @property
    def base_url(self) -> str:
        """Where it answers, without a slash at its end."""

    @property
    def pid(self) -> int | None:
        """The process whose whole tree is the server; None where nothing is known of it."""


@dataclass(frozen=True)
class Subject:
    """One column of the report."""

    name: str
    """Unique within a run, such as `flask` or `flask-driver`."""
    title: str
    """What people call it, such as "Flask (gunicorn, 1 worker)"."""
    migrate: Callable[[str], None]
    """Brings an empty database, named by its DATABASE_URL, to the subject's schema."""
    serve: Callable[[str], AbstractContextManager[Running]]
    """Serves the database of that DATABASE_URL until the block ends."""
    workers: int = 1
    """Server processes that answer requests."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What else the result file shall say of it (implementation, profile, rung, ...)."""
    scenarios: tuple[str, ...] | None = None
    """The names of those that it is measured on; all of the study's for None."""
    keeps_connections: bool = True
    """Whether it is to answer many requests on one connection."""
