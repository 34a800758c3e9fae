"""Options, the targets that tests run against, slices of the suite, and reports of failures."""

import os
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from harness import databases, registry, specification
from harness.database_server import DatabaseServerError
from harness.registry import ENGINES, Engine, RegistryError
from harness.specification import SpecificationError
from harness.targets import Target, enumerate_targets
from shared_tests.conversation import Conversation
from shared_tests.fleet import Boot, Fleet, fleet_key, look_up
from shared_tests.mutants.fleet import mutant_fleet
from shared_tests.results import Recorder
from shared_tests.rules import rules_of

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController  # type: ignore[import-untyped]

FLEET_FOLDER = "triptych_fleet_folder"
"""What a worker of pytest-xdist is told under this name: where to look targets up."""
NOT_STARTED = "did not start"
LONG = {"panels", "failures", "meta", "defaults", "tests", "ladder", "live"}
"""Folders of tests that start processes of their own."""

slice_key = pytest.StashKey[str | None]()
recorder_key = pytest.StashKey[Recorder]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the suite's options."""
    group = parser.getgroup("triptych", "contract suite")
    add = group.addoption
    add("--impl", metavar="NAMES", help="implementations, separated by commas (all)")
    add("--profile", metavar="NAME", help="one way to serve them (every one)")
    add("--engine", metavar="NAMES", help=f"{','.join(ENGINES)} (sqlite; --mixed: postgresql)")
    add("--base-url", metavar="URL", help="test whatever answers there; nothing is booted")
    add("--secret-key", metavar="KEY", help="what the server at --base-url signs tokens with")
    add("--mixed", action="store_true", help="all in turn, on one database of an engine")
    add("--results", metavar="DIR", type=Path, help="write a JSON file for each target")


def pytest_configure(config: pytest.Config) -> None:
    """Find out what to test."""
    config.addinivalue_line("markers", "rule(*numbers): the rules of spec/rules.md it proves")
    try:
        fleet = mutant_fleet(config) or Fleet(
            _chosen_targets(config), mixed=config.getoption("mixed")
        )
        config.stash[slice_key] = _chosen_operation()
    except (RegistryError, SpecificationError) as error:
        raise pytest.UsageError(str(error)) from error
    config.stash[fleet_key] = fleet
    if not hasattr(config, "workerinput"):
        recorder = Recorder(fleet, config.getoption("results"))
        config.stash[recorder_key] = recorder
        config.pluginmanager.register(recorder, "triptych-recorder")


def _chosen_operation() -> str | None:
    wanted = os.environ.get("OP")
    return specification.operation(wanted).id if wanted else None


def _chosen_targets(config: pytest.Config) -> list[Target]:
    if base_url := config.getoption("base_url"):
        return [Target("base-url", base_url=base_url, secret_key=config.getoption("secret_key"))]
    names = _words(config.getoption("impl") or "")
    targets = enumerate_targets(
        [registry.get(name) for name in names] if names else registry.panels(),
        engines=chosen_engines(config),
        profile=config.getoption("profile"),
    )
    if not targets and (names or config.getoption("profile") or os.environ.get("CI")):
        raise pytest.UsageError("there is nothing of that implementation, profile and engine")
    return targets


def chosen_engines(config: pytest.Config) -> list[Engine]:
    """Return the engines that the options choose.

    Raises:
        UsageError: one of them is no engine.
    """
    default = "postgresql" if config.getoption("mixed") else "sqlite"
    names = _words(config.getoption("engine") or default)
    if unknown := [name for name in names if name not in ENGINES]:
        raise pytest.UsageError(f"--engine knows {', '.join(ENGINES)}, not {', '.join(unknown)}")
    return [engine for engine in ENGINES if engine in names]


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs `target` once for each target."""
    if "target" in metafunc.fixturenames:
        fleet = metafunc.config.stash[fleet_key]
        names = fleet.names_for(
            metafunc.module.__name__.rpartition(".")[2], metafunc.function.__name__
        )
        metafunc.parametrize("target", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest) -> Target:
    """Return the booted target that this test runs against."""
    folder = getattr(request.config, "workerinput", {}).get(FLEET_FOLDER)
    found, problem = look_up(Path(folder or request.config.stash[fleet_key].folder), request.param)
    if problem:
        pytest.skip(f"{found.name} {NOT_STARTED}: {problem.splitlines()[0]}")
    return found


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep only the tests of the operation that `OP` names, and note what each test is about."""
    wanted = config.stash[slice_key]
    if wanted:
        others = [item for item in items if operation_of(item) != wanted]
        items[:] = [item for item in items if operation_of(item) == wanted]
        config.hook.pytest_deselected(items=others)
    for item in items:
        item.user_properties.append(("operation", operation_of(item)))
        item.user_properties.append(("rules", rules_of(item)))
    _put_long_files_first(items)


def _put_long_files_first(items: list[pytest.Item]) -> None:
    """Order whole files, so that no worker is left with a long one when the others have ended.

    Those that start servers of their own take longest by far; of the others the number tells.
    """
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path.parent.name not in LONG, -tests[item.path]))


def operation_of(item: pytest.Item) -> str | None:
    """Return the `OPERATION` of a test's module."""
    module = getattr(item, "module", None)
    return getattr(module, "OPERATION", None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Start the servers that are wanted before there are workers, who inherit their addresses."""
    if config.getoption("base_url"):
        return
    for engine in chosen_engines(config):
        with suppress(DatabaseServerError):  # told when a target needs it
            databases.server(engine)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: "WorkerController") -> None:
    """Tell a worker where it finds the targets."""
    node.workerinput[FLEET_FOLDER] = str(node.config.stash[fleet_key].folder)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: "WorkerController", ids: list[str]) -> None:
    """Boot what the tests need, before the first of several workers gets a test to run."""
    if not node.config.stash[fleet_key].boots:
        _boot(node.config, ids)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Boot what the tests need, where there are no workers."""
    config = session.config
    if not hasattr(config, "workerinput") and not config.getoption("collectonly"):
        _boot(config, [item.nodeid for item in session.items])


def _boot(config: pytest.Config, nodeids: Iterable[str]) -> None:
    fleet, recorder = config.stash[fleet_key], config.stash[recorder_key]
    totals = Counter(filter(None, map(fleet.name_in, nodeids)))
    recorder.expect(totals)
    terminal: pytest.TerminalReporter = config.pluginmanager.getplugin("terminalreporter")

    def report(boot: Boot) -> None:
        if boot.problem:
            terminal.write_line(f"{boot.target.name}: {boot.problem}", red=True)
        else:
            when = f" after {boot.seconds:.1f} s on {boot.database}" if boot.database else ""
            terminal.write_line(f"{boot.target.name}: answers at {boot.target.base_url}{when}")

    if totals:
        terminal.ensure_newline()
        terminal.write_line(f"starting {', '.join(totals)}")
        fleet.boot(totals.keys(), report)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what a failed test said and heard."""
    report = yield
    conversation = item.stash.get(Conversation.key, None)
    if report.skipped and NOT_STARTED in str(report.longrepr):
        # One place for all of them, so that the summary has one line, not hundreds.
        reason = cast("tuple[str, int, str]", report.longrepr)[2]
        report.longrepr = (__file__, 0, reason)
    if report.failed and conversation is not None and conversation.responses:
        report.sections.append(("requests and answers", str(conversation)))
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when a target could not be booted, whatever the others did."""
    boots = session.config.stash[fleet_key].boots.values()
    if session.exitstatus == pytest.ExitCode.OK and any(boot.failed for boot in boots):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop every server."""
    if fleet_key in config.stash:
        config.stash[fleet_key].stop()
