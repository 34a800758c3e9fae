"""Registered implementations, and whatever answers at an address, as subjects of a study."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from benchmarks.subjects import Running, Subject
from harness import servers
from harness.environment import TEST_SECRET_KEY
from harness.registry import Implementation, Profile

PRODUCTION = {"ENVIRONMENT": "production", "SECRET_KEY": TEST_SECRET_KEY}
"""As a user would run it: passwords at their real cost, no timing headers."""


def panel(
    implementation: Implementation,
    profile: Profile | None = None,
    *,
    workers: int = 1,
    name: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Subject:
    """Return an implementation as a subject.

    Args:
        implementation: which one.
        profile: how it is served (its default profile for None).
        workers: its server processes.
        name: what the result file calls it (its own name for None).
        environment: further variables for the server.
    """
    profile = profile or implementation.profile()
    variables = {**PRODUCTION, "WEB_CONCURRENCY": str(workers), **(environment or {})}

    def migrate(database_url: str) -> None:
        servers.migrate(implementation, database_url, **PRODUCTION)

    def serve(database_url: str) -> AbstractContextManager[Running]:
        return servers.serve(implementation, profile, database_url, **variables)

    facts = {
        "implementation": implementation.name,
        "framework": implementation.framework,
        "profile": profile.name,
    }
    title = f"{implementation.title} ({profile.name})"
    return Subject(name or implementation.name, title, migrate, serve, workers, facts)


@dataclass(frozen=True)
class Address:
    """A server that somebody else runs."""

    base_url: str
    pid: int | None = None


def address(base_url: str, *, name: str = "address", pid: int | None = None) -> Subject:
    """Return whatever answers at a URL as a subject; its database is its own affair.

    Args:
        base_url: where it answers.
        name: what the result file calls it.
        pid: its process, where it runs on this machine and its processor time shall count.
    """

    @contextmanager
    def serve(_database_url: str) -> Iterator[Running]:
        yield Address(base_url.rstrip("/"), pid)

    return Subject(name, f"{name} at {base_url}", lambda _url: None, serve, facts={"url": base_url})
