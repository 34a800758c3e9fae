"""The servers of one run: booted by the process that controls it, looked up by its workers."""

import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness import databases
from harness.database_server import DatabaseServerError
from harness.servers import ServerError
from harness.targets import Target, boot, boot_mixed, mixed_name

SERVER_PROCESSES = 2
"""As in production: what requests share, they share through the database alone."""

AT_ONCE = max(2, os.cpu_count() or 1)
"""How many servers are started or stopped at the same time."""


@dataclass(frozen=True)
class Boot:
    """How the boot of one target went."""

    target: Target
    seconds: float = 0.0
    problem: str = ""
    """Why it failed; empty when it did not."""
    database: str = ""
    """What the target keeps its data in, for people to read; empty where that is not known."""
    service_missing: bool = False
    """Whether the problem is this machine's and not the panel's."""

    @property
    def failed(self) -> bool:
        """Whether this makes the run fail: a missing service does so in CI only."""
        return bool(self.problem) and not (self.service_missing and not os.environ.get("CI"))


class Fleet:
    """All targets of a run; those that a collected test needs are booted."""

    def __init__(self, targets: Sequence[Target], *, mixed: bool) -> None:
        self._members = targets
        engines = list(dict.fromkeys(target.engine for target in targets if target.engine))
        mixtures = [Target(mixed_name(engine), engine=engine) for engine in engines]
        self._mixed = mixed
        whole = mixtures if mixed else targets
        self._targets = {target.name: target for target in whole}
        self._running: list[ExitStack] = []
        self._folder = tempfile.TemporaryDirectory(prefix="triptych-fleet-")
        self.folder = Path(self._folder.name)
        """Where workers find how each boot went."""
        self.boots: dict[str, Boot] = {}

    @property
    def names(self) -> list[str]:
        """The names of all targets."""
        return list(self._targets)

    @property
    def targets(self) -> list[Target]:
        """All targets, as they are before they are booted."""
        return list(self._targets.values())

    def names_for(self, file: str, function: str) -> list[str]:
        """Return the targets that a test is collected for: here all of them."""
        return self.names

    def name_in(self, nodeid: str) -> str | None:
        """Return the target whose name stands first in the brackets of a test's id, if any."""
        parameters = nodeid.partition("[")[2]
        matching = [name for name in self.names if parameters.startswith((f"{name}]", f"{name}-"))]
        return max(matching, key=len, default=None)

    def boot(self, names: Collection[str], report: Callable[[Boot], None]) -> None:
        """Boot those targets, several at once; `report` hears of each as soon as it is up or not.

        A target that fails is reported, and does not keep the others from running.
        """
        with ThreadPoolExecutor(AT_ONCE) as pool:
            wanted = [self._targets[name] for name in self.names if name in names]
            for future in as_completed([pool.submit(self._boot, target) for target in wanted]):
                booted = future.result()
                name = booted.target.name
                self.boots[name] = booted
                values = {"target": booted.target.to_json(), "problem": booted.problem}
                (self.folder / f"{name}.json").write_text(json.dumps(values), encoding="utf-8")
                report(booted)

    def _boot(self, target: Target) -> Boot:
        if target.base_url:
            return Boot(target)
        started = time.perf_counter()
        running = ExitStack()
        try:
            booted = running.enter_context(self._start(target))
        except (ServerError, DatabaseServerError, OSError) as error:
            missing = isinstance(error, DatabaseServerError)
            seconds = time.perf_counter() - started
            return Boot(target, seconds, problem=str(error), service_missing=missing)
        self._running.append(running)
        return Boot(booted, time.perf_counter() - started, database=_describe_database(target))

    def _start(self, target: Target) -> AbstractContextManager[Target]:
        if self._mixed and target.engine:
            members = [member for member in self._members if member.engine == target.engine]
            return boot_mixed(members, target.engine)
        return boot(target, WEB_CONCURRENCY=str(SERVER_PROCESSES))

    def stop(self) -> None:
        """Stop every server that was booted, several at once."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for future in [pool.submit(running.close) for running in self._running]:
                future.result()
        self._running.clear()
        self._folder.cleanup()


fleet_key = pytest.StashKey[Fleet]()
"""Where pytest's configuration has the fleet of its run."""


def _describe_database(target: Target) -> str:
    server = databases.server(target.engine) if target.engine else None
    if server is None:
        return f"SQLite {sqlite3.sqlite_version}"
    return f"{server.product} {server.version}, {server.origin}"


def look_up(folder: Path, name: str) -> tuple[Target, str]:
    """Return a target as it was booted, and the problem if it was not.

    Args:
        folder: the `folder` of the fleet that booted it.
        name: the target's name.
    """
    values = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return Target.from_json(values["target"]), values["problem"]
