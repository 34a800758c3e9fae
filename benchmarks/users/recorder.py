"""What became of the requests, operation by operation."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from hdrh.histogram import HdrHistogram

from benchmarks.load_plan import LoadOutcome, RowOutcome

SHORTEST_MICROSECONDS = 1
LONGEST_MICROSECONDS = 60_000_000
DIGITS = 3
MOST_WORDS = 100
"""Different things that can be wrong before the rest are lumped together."""
OTHER = "(something else)"


def new_histogram() -> HdrHistogram:
    """Return an empty histogram of microseconds, up to a minute."""
    return HdrHistogram(SHORTEST_MICROSECONDS, LONGEST_MICROSECONDS, DIGITS)


@dataclass
class Row:
    """One operation's requests."""

    requests: int = 0
    failures: int = 0
    bytes: int = 0
    checked: int = 0
    histogram: HdrHistogram = field(default_factory=new_histogram)

    def outcome(self) -> RowOutcome:
        """Return the row as it is handed on."""
        return RowOutcome(
            requests=self.requests,
            failures=self.failures,
            bytes=self.bytes,
            histogram=self.histogram.encode().decode("ascii"),
            checked=self.checked,
        )


class Recorder:
    """Counts what belongs to the measured window."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.wrong: Counter[str] = Counter()
        self.stumbles = 0

    def right(self, operation_id: str, seconds: float, size: int, *, checked: bool) -> None:
        """Count a right answer, and how long it took."""
        row = self._row(operation_id)
        row.requests += 1
        row.bytes += size
        row.checked += checked
        microseconds = max(SHORTEST_MICROSECONDS, round(seconds * 1_000_000))
        row.histogram.record_value(min(microseconds, LONGEST_MICROSECONDS))

    def failed(self, operation_id: str, problem: str, size: int) -> None:
        """Count a wrong answer, or none: in words, and not as throughput."""
        row = self._row(operation_id)
        row.failures += 1
        row.bytes += size
        self.remark(f"{operation_id}: {problem}")

    def answers(self) -> int:
        """Return how many answers have been counted, right and wrong."""
        return sum(row.requests + row.failures for row in self.rows.values())

    def stumbled(self, problem: str) -> None:
        """Count a client that could not make sense of a right answer: it lacked something."""
        self.stumbles += 1
        self.remark(problem)

    def remark(self, problem: str, count: int = 1) -> None:
        """Count something wrong, in words."""
        if problem not in self.wrong and len(self.wrong) >= MOST_WORDS:
            problem = OTHER
        self.wrong[problem] += count

    def _row(self, operation_id: str) -> Row:
        if operation_id not in self.rows:
            self.rows[operation_id] = Row()
        return self.rows[operation_id]


def merge(outcomes: list[LoadOutcome]) -> LoadOutcome:
    """Return what several generator processes saw together in the same window."""
    ids = sorted({operation_id for outcome in outcomes for operation_id in outcome.rows})
    wrong: Counter[str] = Counter()
    for outcome in outcomes:
        wrong.update(outcome.wrong)
    intended = [outcome.intended_requests for outcome in outcomes]
    return LoadOutcome(
        seconds=max(outcome.seconds for outcome in outcomes),
        requests=sum(outcome.requests for outcome in outcomes),
        failures=sum(outcome.failures for outcome in outcomes),
        rows={each: _merge_rows([outcome.rows for outcome in outcomes], each) for each in ids},
        wrong=dict(wrong),
        connections_opened=sum(outcome.connections_opened for outcome in outcomes),
        generator_cpu_seconds=sum(outcome.generator_cpu_seconds for outcome in outcomes),
        intended_requests=None if None in intended else sum(each or 0 for each in intended),
        answered_late=sum(outcome.answered_late for outcome in outcomes),
    )


def _merge_rows(outcomes: list[Mapping[str, RowOutcome]], operation_id: str) -> RowOutcome:
    rows = [rows[operation_id] for rows in outcomes if operation_id in rows]
    histogram = new_histogram()
    for row in rows:
        histogram.decode_and_add(row.histogram)
    return RowOutcome(
        requests=sum(row.requests for row in rows),
        failures=sum(row.failures for row in rows),
        bytes=sum(row.bytes for row in rows),
        histogram=histogram.encode().decode("ascii"),
        checked=sum(row.checked for row in rows),
    )
