"""What there is to test: an implementation, served by one of its profiles, on an engine."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from harness import databases, registry, servers
from harness.environment import TESTING
from harness.registry import Engine, Implementation, Profile
from harness.round_robin import round_robin


@dataclass(frozen=True)
class Target:
    """Something that answers the specification's requests.

    What is booted by the harness carries everything; an implementation at a bare URL only its name,
    `base_url` and perhaps `secret_key`.
    """

    name: str
    implementation: Implementation | None = None
    profile: Profile | None = None
    engine: Engine | None = None
    base_url: str = ""
    """Empty until booted."""
    secret_key: str | None = None
    """What it signs its tokens with, where that is known."""
    database_url: str | None = None
    log: str | None = None
    """The path of its server's log."""
    pid: int | None = None

    @property
    def mixed(self) -> bool:
        """Whether several implementations answer in turn behind this address."""
        return self.implementation is None and self.engine is not None

    def to_json(self) -> dict[str, Any]:
        """Return the target as plain JSON, to hand it to another process."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return values | {
            "implementation": self.implementation and self.implementation.name,
            "profile": self.profile and self.profile.name,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Target":
        """Return the target that `to_json` described."""
        implementation = values["implementation"] and registry.get(values["implementation"])
        profile = implementation and implementation.profile(values["profile"])
        return cls(**values | {"implementation": implementation, "profile": profile})


def enumerate_targets(
    implementations: Iterable[Implementation] | None = None,
    *,
    engines: Sequence[Engine] = ("sqlite",),
    profile: str | None = None,
) -> list[Target]:
    """Return every combination to test, by implementation, profile and engine.

    The default profile is combined with every engine. Another one differs in how requests come in,
    not in what is asked of the database: it gets the last engine, unless it is chosen by name.

    Args:
        implementations: which ones (all that are discovered for None).
        engines: which engines; those that an implementation does not know are left out for it.
        profile: only the profile of that name; implementations without it are left out.

    Raises:
        RegistryError: an `implementation.toml` is malformed.
    """
    chosen = registry.panels() if implementations is None else tuple(implementations)
    found = []
    for implementation in chosen:
        known = [engine for engine in engines if engine in implementation.engines]
        for served in implementation.profiles:
            if profile not in {None, served.name}:
                continue
            whole = profile is not None or served == implementation.profile()
            found += [
                Target(_name(implementation, served, engine), implementation, served, engine)
                for engine in (known if whole else known[-1:])
            ]
    return found


def _name(implementation: Implementation, profile: Profile, engine: Engine) -> str:
    several = len(implementation.profiles) > 1
    return "-".join([implementation.name, *([profile.name] if several else []), engine])


@contextmanager
def boot(target: Target, **environment: str) -> Iterator[Target]:
    """Serve a target on a fresh, migrated database, the way tests want it.

    Yields:
        The same target with its URL, key, database, log and process id.

    Raises:
        ServerError: it cannot be migrated or served.
        DatabaseServerError: its engine is not to be had.
    """
    assert target.implementation is not None  # noqa: S101 (tells mypy)
    assert target.engine is not None  # noqa: S101 (tells mypy)
    with databases.fresh_database(target.engine) as database_url:
        servers.migrate(target.implementation, database_url, **TESTING)
        with _serve(target, database_url, **environment) as booted:
            yield booted


def mixed_name(engine: Engine) -> str:
    """Return the name of the target that is all panels at once on an engine."""
    return f"mixed-{engine}"


@contextmanager
def boot_mixed(targets: Sequence[Target], engine: Engine, **environment: str) -> Iterator[Target]:
    """Serve several targets on one database of an engine, behind one address in turn.

    The first one migrates the database; the others find it migrated.

    Raises:
        ServerError: one of them cannot be migrated or served.
        DatabaseServerError: the engine is not to be had.
    """
    with databases.fresh_database(engine) as database_url, ExitStack() as running:
        base_urls = []
        for target in targets:
            assert target.implementation is not None  # noqa: S101 (tells mypy)
            servers.migrate(target.implementation, database_url, **TESTING)
            served = running.enter_context(_serve(target, database_url, **environment))
            base_urls.append(served.base_url)
        yield Target(
            mixed_name(engine),
            engine=engine,
            base_url=running.enter_context(round_robin(base_urls)),
            secret_key=TESTING["SECRET_KEY"],
            database_url=database_url,
        )


@contextmanager
def _serve(target: Target, database_url: str, **environment: str) -> Iterator[Target]:
    assert target.implementation is not None  # noqa: S101 (tells mypy)
    variables = TESTING | environment
    with servers.serve(target.implementation, target.profile, database_url, **variables) as server:
        yield replace(
            target,
            base_url=server.base_url,
            secret_key=variables["SECRET_KEY"],
            database_url=database_url,
            log=str(server.log),
            pid=server.pid,
        )
