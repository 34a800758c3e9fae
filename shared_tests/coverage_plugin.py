"""`--contract-coverage`: a run fails that leaves a part of the contract untouched."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harness.stamp import stamp
from shared_tests.contract_coverage import demands, touched
from shared_tests.conversation import Conversation

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController  # type: ignore[import-untyped]

OUTPUT = "triptych_contract_coverage"
"""The name under which a worker of pytest-xdist hands over what its tests have touched."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("triptych").addoption(
        "--contract-coverage",
        metavar="FILE",
        type=Path,
        help="fail unless every status, property and limit of the spec is touched; write a report",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Watch the run, where that is asked for."""
    file = config.getoption("--contract-coverage")
    if file and not config.getoption("collectonly"):
        config.pluginmanager.register(CoverageWatch(file), "triptych-contract-coverage")


class CoverageWatch:
    """Gathers what the tests of a process touch, and in the end what those of all have touched."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.touched: set[str] = set()

    @property
    def missing(self) -> list[str]:
        """Return what no test has touched, in the order of the spec."""
        return [demand for demand in demands() if demand not in self.touched]

    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        """Take in what a test has said and heard."""
        conversation = item.stash.get(Conversation.key, None)
        for response in conversation.responses if conversation else ():
            self.touched |= touched(response)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: "WorkerController") -> None:
        """Take in what a worker has gathered."""
        self.touched |= set(getattr(node, "workeroutput", {}).get(OUTPUT, ()))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand over what was gathered; or write it down, and fail when it is not everything."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[OUTPUT] = sorted(self.touched.intersection(demands()))
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        counts = {"demanded": len(demands()), "touched": len(demands()) - len(self.missing)}
        report = {**stamp(), **counts, "missing": self.missing}
        self.file.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
        if self.missing and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print how much was touched, and everything that was not."""
        total = len(demands())
        terminalreporter.section("contract coverage")
        line = f"{total - len(self.missing)} of {total} statuses, properties and limits touched"
        terminalreporter.write_line(line, red=bool(self.missing), green=not self.missing)
        for demand in self.missing:
            terminalreporter.write_line(f"never: {demand}", red=True)
