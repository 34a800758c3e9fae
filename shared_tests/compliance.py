"""Levels, chapters and known deviations: what a run tells about an implementation of any kind."""

import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from harness import ROOT
from harness.contract_report import name_without_target
from harness.deviations import Deviation, DeviationError, load_deviations
from harness.levels import chapter_of, chapters, read_chapters
from harness.specification import SpecificationError
from shared_tests.conversation import Conversation
from shared_tests.fleet import fleet_key
from shared_tests.plugin import operation_of
from shared_tests.rules import level_of_test, rules_of

Deviations = dict[str, Deviation]

chapters_key = pytest.StashKey[tuple[str, ...]]()
deviations_key = pytest.StashKey[dict[str, Deviations]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options for implementations that somebody brings."""
    add = parser.getgroup("triptych").addoption
    add("--spec-chapters", metavar="NAMES", default="", help="accounts,articles,... (all)")
    add("--deviations", metavar="FILE", type=Path, help="what --base-url is known to fail (TOML)")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Read what was chosen, once the targets are known."""
    config.addinivalue_line("markers", "level(name): MUST or SHOULD, where its rules do not say")
    try:
        config.stash[chapters_key] = read_chapters(config.getoption("spec_chapters"))
        config.stash[deviations_key] = _deviations(config)
    except (SpecificationError, DeviationError) as error:
        raise pytest.UsageError(str(error)) from error
    if any(config.stash[deviations_key].values()) and config.getoption("numprocesses", None):
        _collect_ahead(config)


def _collect_ahead(config: pytest.Config) -> None:
    """Collect once without workers: in one of those, an error would end in a long traceback.

    Raises:
        pytest.UsageError: a deviation names a test that there is not.
    """
    collected = subprocess.run(
        [sys.executable, "-m", "pytest", *config.invocation_params.args, "--collect-only", "-n0"],
        cwd=config.invocation_params.dir,
        capture_output=True,
        text=True,
        check=False,
    )
    if collected.returncode == pytest.ExitCode.USAGE_ERROR:
        raise pytest.UsageError(collected.stderr.strip().removeprefix("ERROR: "))


def _deviations(config: pytest.Config) -> dict[str, Deviations]:
    """Return the known deviations of each target, by the test."""
    file = config.getoption("deviations")
    if file and not config.getoption("base_url"):
        raise pytest.UsageError("--deviations goes with --base-url; a panel lists its own")
    given = load_deviations(file) if file else ()
    return {
        target.name: {
            each.test: each
            for each in (target.implementation.deviations if target.implementation else given)
        }
        for target in config.stash[fleet_key].targets
    }


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None]:
    """Expect known deviations to fail, leave other chapters out, and say what each test is."""
    _expect_deviations(config, items)
    for item in items:
        numbers = rules_of(item)
        item.user_properties.append(("level", level_of_test(item)))
        item.user_properties.append(("chapter", chapter_of(operation_of(item), numbers)))
    _choose_chapters(config, items)
    yield


def _choose_chapters(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = config.stash[chapters_key]
    if wanted == chapters():
        return
    others = [item for item in items if dict(item.user_properties)["chapter"] not in wanted]
    items[:] = [item for item in items if item not in others]
    config.hook.pytest_deselected(items=others)


def _expect_deviations(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the known deviations, before anything is left out.

    Raises:
        pytest.UsageError: a deviation names a test that there is not.
    """
    collected: dict[str, list[pytest.Item]] = {}
    for item in items:
        if target := config.stash[fleet_key].name_in(item.nodeid):
            collected.setdefault(target, []).append(item)
    for target, deviations in config.stash[deviations_key].items():
        mine = collected.get(target, [])
        found = {name_without_target(item.nodeid, target): item for item in mine}
        missing = [t for t in deviations if t not in found and _is_missing(t, config, items)]
        if missing:
            raise pytest.UsageError(f"{target}: a deviation names no test: {', '.join(missing)}")
        for test, deviation in deviations.items():
            if test in found:
                _expect(found[test], deviation)


def _is_missing(test: str, config: pytest.Config, items: list[pytest.Item]) -> bool:
    """Tell whether a test that was not collected is not there, rather than not asked for."""
    path = ROOT / test.partition("::")[0]
    if not path.is_file():
        return True
    whole = not any("::" in argument for argument in config.args)
    return whole and any(item.path == path for item in items)


def _expect(item: pytest.Item, deviation: Deviation) -> None:
    item.add_marker(pytest.mark.xfail(reason=deviation.reason, strict=True))
    known = {"reason": deviation.reason, "link": deviation.link}
    item.user_properties.append(("deviation", known))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what a failed test said and heard, for its result."""
    report = yield
    conversation = item.stash.get(Conversation.key, None)
    if conversation and (report.failed or hasattr(report, "wasxfail")):
        report.user_properties.append(("exchanges", conversation.exchanges()))
    return report
