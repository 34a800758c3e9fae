"""Real runs: the same panel twice, the same made dearer, and servers with a fault each."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console

from benchmarks.runner import database
from benchmarks.runner.settings import Settings
from benchmarks.runner.study import run_study
from benchmarks.scenarios import Scenario
from benchmarks.selftest.checks import Check, share_of_runs
from benchmarks.selftest.served import (
    AGAIN,
    DEARER,
    PANEL,
    WITHOUT_DATABASE,
    dearer,
    healthy,
    stub,
)
from benchmarks.selftest.stub import STALL_SECONDS
from benchmarks.statistics.comparisons import Comparison, compare, times
from benchmarks.statistics.measures import P99, SERVER_CPU, THROUGHPUT
from benchmarks.statistics.results import Study, read
from benchmarks.subjects import Subject

ROUNDS = 10
FEW_ROUNDS = 3
STUB_SECONDS = 3.0
SHARE = 0.05
ONE_OPERATION = Scenario("getArticle", "getArticle")
AT_ONCE = Scenario("at once", "getTags", clients=8)
AT_A_RATE = Scenario("at a rate", "getTags", "latency", clients=256, rate=200)
STALL_SEEN = STALL_SECONDS * 1000 / 2
"""Milliseconds of p99 from which a stall shows."""
STALL_HIDDEN = STALL_SECONDS * 1000 / 10
"""Milliseconds of p99 under which nobody would suspect one."""


@dataclass(frozen=True)
class RealRuns:
    """How often, and where progress is shown."""

    console: Console
    repeats: int = 1
    """Of the panel against itself."""
    rounds: int = ROUNDS
    seconds: float = 4.0

    def checks(self) -> list[Check]:
        """Return what real runs showed.

        Raises:
            StudyError: a study could not be run.
            ServerError: the panel could not be served.
            DatabaseServerError: there is no PostgreSQL.
        """
        first = self._panels(1, [healthy(PANEL), healthy(AGAIN), dearer(SHARE)])
        further = [
            self._panels(number, [healthy(PANEL), healthy(AGAIN)])
            for number in range(2, self.repeats + 1)
        ]
        return [
            *_ties([first, *further]),
            *_dearer(first),
            *self._stall(),
            self._saturated(),
            self._wrong_body(),
        ]

    def _panels(self, seed: int, subjects: Sequence[Subject]) -> Study:
        settings = Settings(
            users=100,
            articles=1000,
            rounds=self.rounds,
            warmup_seconds=1.5,
            seconds=self.seconds,
            seed=seed,
        )
        database.start("postgresql")
        return read(run_study("selftest", subjects, [ONE_OPERATION], settings, self.console))

    def _stubs(self, fault: str, scenarios: Sequence[Scenario]) -> Study:
        subject = stub(fault)
        settings = Settings(
            engine=None, rounds=FEW_ROUNDS, warmup_seconds=1.0, seconds=STUB_SECONDS
        )
        prepared = {subject.name: WITHOUT_DATABASE}
        path = run_study(
            "selftest", [subject], scenarios, settings, self.console, prepared=prepared
        )
        return read(path)

    def _stall(self) -> list[Check]:
        study = self._stubs("stall", [AT_ONCE, AT_A_RATE])
        hidden, seen = (_p99(study, each) for each in (AT_ONCE, AT_A_RATE))
        return [
            Check(
                "stalls of 500 ms, at a fixed rate",
                f"p99 over {STALL_SEEN:.0f} ms",
                _milliseconds(study, AT_A_RATE, seen),
                seen is not None and seen > STALL_SEEN,
            ),
            Check(
                "the same at saturation",
                f"p99 hides them: under {STALL_HIDDEN:.0f} ms",
                _milliseconds(study, AT_ONCE, hidden),
                hidden is not None and hidden < STALL_HIDDEN,
            ),
        ]

    def _saturated(self) -> Check:
        study = self._stubs("none", [AT_ONCE])
        return caught_for(study, "a load generator that cannot keep up", "the load generator was")

    def _wrong_body(self) -> Check:
        study = self._stubs("wrong-body", [AT_A_RATE])
        return caught_for(study, "a body that the spec forbids", "wrong answers")


def _ties(studies: Sequence[Study]) -> list[Check]:
    found = []
    for measure in (THROUGHPUT, SERVER_CPU):
        compared = [compare(each, ONE_OPERATION.name, measure, (PANEL, AGAIN)) for each in studies]
        name = f"{PANEL} against itself, {measure.title.partition(',')[0]}"
        if len(compared) == 1:
            found.append(as_expected(name, compared[0], "tie"))
            continue
        right = sum(each.outcome == "tie" for each in compared)
        found.append(share_of_runs(name, "a tie", right, len(compared)))
    return found


def _dearer(study: Study) -> list[Check]:
    found = []
    for measure, expected in ((SERVER_CPU, "more"), (THROUGHPUT, "less")):
        noun = measure.title.partition(",")[0]
        name = f"{PANEL} with {SHARE:.0%} more CPU in each request, {noun}"
        compared = compare(study, ONE_OPERATION.name, measure, (DEARER, PANEL))
        found.append(as_expected(name, compared, expected))
    return found


def as_expected(name: str, found: Comparison, expected: str) -> Check:
    """Return whether a comparison came out with this verdict."""
    seen = f"{found.outcome}: {found.reasons}"
    if found.ratio is not None:
        ratio = found.ratio
        seen = (
            f"{found.outcome}: {times(ratio.estimate)} ({times(ratio.low)} to {times(ratio.high)})"
        )
    return Check(name, expected, seen, found.outcome == expected)


def _p99(study: Study, scenario: Scenario) -> float | None:
    (subject,) = study.subjects
    found = P99.estimate(list(study.valid(scenario.name, subject).values()))
    return found.estimate if found else None


def _milliseconds(study: Study, scenario: Scenario, found: float | None) -> str:
    if found is not None:
        return f"p99 {found:.1f} ms"
    (subject,) = study.subjects
    return f"no valid round: {'; '.join(study.why_invalid(scenario.name, subject))}"


def caught_for(study: Study, name: str, reason: str) -> Check:
    """Return whether each round of the only subject is invalid, for this reason among others."""
    (subject,), (scenario,) = study.subjects, study.scenarios
    rounds = study.rounds(scenario, subject)
    caught = [each for each in rounds if any(reason in said for said in each.reasons)]
    first = next((said for each in caught for said in each.reasons if reason in said), "no reason")
    return Check(
        name,
        f"every round is invalid: “{reason} …”",
        f"{len(caught)} of {len(rounds)}: {first}",
        bool(rounds) and len(caught) == len(rounds),
    )
