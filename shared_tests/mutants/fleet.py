"""The targets of a run against mutants, and which tests each of them gets."""

import json
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from harness import ROOT, registry
from harness.environment import TEST_SECRET_KEY, environment_with
from harness.processes import Guarded, end_of
from harness.registry import RegistryError
from harness.servers import ServerError
from harness.targets import Target, boot, enumerate_targets
from shared_tests.fleet import SERVER_PROCESSES, Boot, Fleet
from shared_tests.mutants.catalogue import MUTANTS
from shared_tests.mutants.mutant import (
    FAMILIES,
    HEALTHY,
    HEALTHY_PROXY,
    HEALTHY_REFERENCE,
    Mutant,
    TestName,
)

START_SECONDS = 60.0
POLL_SECONDS = 0.05


def choose(name: str | None, family: str | None) -> list[Mutant]:
    """Return the mutants of a name or a family, or all of them.

    Raises:
        ValueError: there are none; the message says what there is.
    """
    if name and name not in {mutant.name for mutant in MUTANTS}:
        raise ValueError(f"there is no mutant {name!r}; docs/mutants.md says where they are listed")
    if family and family not in FAMILIES:
        raise ValueError(f"there is no family {family!r}, only {', '.join(FAMILIES)}")
    chosen = [m for m in MUTANTS if name in {None, "", m.name} and family in {None, "", m.family}]
    if not chosen:
        raise ValueError(f"the mutant {name!r} is not of the family {family!r}")
    return chosen


def test_name(item: pytest.Item, target: str) -> TestName:
    """Return the name of a collected test, without its target."""
    variant = item.nodeid.partition("[")[2].removesuffix("]")
    function = item.nodeid.rpartition("::")[2] if not variant else item.nodeid.partition("[")[0]
    return TestName(
        item.path.stem.removeprefix("test_"),
        function.rpartition("::")[2],
        variant.removeprefix(target).removeprefix("-"),
    )


class MutantFleet(Fleet):
    """Damaged servers, and the two healthy ones that they are made of."""

    def __init__(self, mutants: Sequence[Mutant], panel: str | None = None) -> None:
        """Take the mutants that are wanted, and the panel behind the proxies (the first for None).

        Raises:
            RegistryError: there is no such panel.
        """
        self.panel = registry.get(panel) if panel else registry.panels()[0]
        self.mutants = {mutant.name: mutant for mutant in mutants}
        super().__init__([Target(name) for name in (*HEALTHY, *self.mutants)], mixed=False)
        self.complete = len(mutants) == len(MUTANTS)
        """Whether these are all there are; then the healthy reference gets the whole suite."""

    def names_for(self, file: str, function: str) -> list[str]:
        """Return the targets that a test may have to be run against."""
        pattern = TestName(file.removeprefix("test_"), function)
        wanted = [
            mutant.name
            for mutant in self.mutants.values()
            if any(
                pattern.matches(each.partition("[")[0]) for each in (*mutant.told_by, *mutant.also)
            )
        ]
        return [*HEALTHY, *wanted] if wanted or self.complete else []

    def boot(self, names: Collection[str], report: Callable[[Boot], None]) -> None:
        """Boot the servers behind those targets; `report` hears of problems only."""
        running = ExitStack()
        self._running.append(running)
        wanted = [self.mutants[name] for name in names if name in self.mutants]
        behind_proxy = HEALTHY_PROXY in names or any(mutant.behind_proxy for mutant in wanted)
        try:
            if behind_proxy:
                self._serve_proxies(running)
            if HEALTHY_REFERENCE in names or not all(mutant.behind_proxy for mutant in wanted):
                self._take(running.enter_context(_served(self.folder / "reference.ports")), None)
        except (ServerError, OSError) as error:
            for name in names:
                self._targets[name] = Target(name, base_url="http://nowhere")
            report(Boot(Target("mutants"), problem=str(error)))
        super().boot(names, _nothing)

    def _serve_proxies(self, running: ExitStack) -> None:
        panel = enumerate_targets([self.panel])[0]
        upstream = running.enter_context(boot(panel, WEB_CONCURRENCY=str(SERVER_PROCESSES)))
        ports = _served(self.folder / "proxy.ports", upstream.base_url)
        self._take(running.enter_context(ports), upstream.database_url)

    def _take(self, ports: dict[str, int], database_url: str | None) -> None:
        for name in ports.keys() & self._targets.keys():
            self._targets[name] = Target(
                name,
                base_url=f"http://127.0.0.1:{ports[name]}",
                secret_key=TEST_SECRET_KEY,
                database_url=database_url,
            )


def mutant_fleet(config: pytest.Config) -> MutantFleet | None:
    """Return the fleet of a run against mutants; None for any other run.

    Raises:
        UsageError: there is no such mutant or family.
    """
    if not config.getoption("mutants"):
        return None
    try:
        chosen = choose(config.getoption("mutant"), config.getoption("family"))
        return MutantFleet(chosen, config.getoption("impl"))
    except (ValueError, RegistryError) as error:
        raise pytest.UsageError(str(error)) from error


def _nothing(_: Boot) -> None:
    """Say nothing of a target that is up: there are hundreds."""


@contextmanager
def _served(file: Path, *arguments: str) -> Iterator[dict[str, int]]:
    """Run `serve.py` and yield its ports by name, until the block ends.

    Raises:
        ServerError: it does not listen.
    """
    log = file.with_suffix(".log")
    command = [sys.executable, "-m", "shared_tests.mutants.serve", str(file), *arguments]
    server = Guarded(command, log, folder=ROOT, environment=environment_with())
    deadline = time.monotonic() + START_SECONDS
    try:
        while not file.exists():
            if server.ended() or time.monotonic() > deadline:
                raise ServerError(f"the mutants do not listen:\n{end_of(log)}")
            time.sleep(POLL_SECONDS)
        yield json.loads(file.read_text(encoding="utf-8"))
    finally:
        server.stop()
