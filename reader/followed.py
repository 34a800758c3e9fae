"""One request through an implementation, as the capture has followed it, ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from harness.registry import Implementation
from reader.capture.capture import captured
from reader.highlight import highlight
from reader.results import Missing
from reader.sql import format_sql
from reader.waterfall import Role

WORDS: dict[Role, str] = {
    "server": "server",
    "gap": "framework",
    "framework": "framework",
    "view": "view",
    "service": "service",
    "query": "query",
    "database": "driver",
    "sql": "SQL",
}
"""What each role is called, in the order in which a request meets them."""
LONGEST_SUMMARY = 64
"""Characters of a statement that stand for it until it is opened."""


@dataclass(frozen=True)
class Step:
    """One bar; its place and length are shares of the whole, in percent."""

    depth: int
    role: Role
    label: str
    milliseconds: float
    start: float
    length: float
    failed: bool
    sql: Sequence[Markup] = ()
    """The lines of its statement, if it is one."""

    @property
    def word(self) -> str:
        """What its role is called."""
        return WORDS[self.role]


@dataclass(frozen=True)
class Followed:
    """The request in the middle of some, and how those differed."""

    operation: str
    sent: int
    least: float
    median: float
    most: float
    database: str
    machine: str
    date: str
    steps: Sequence[Step]

    @property
    def in_sql(self) -> float:
        """Milliseconds for which statements were waited for."""
        return sum(step.milliseconds for step in self.steps if step.sql)

    @property
    def statements(self) -> int:
        """How many there were."""
        return sum(bool(step.sql) for step in self.steps)


def followed(implementation: Implementation) -> Followed | Missing:
    """Return the way of one request through an implementation, if that is known and still true."""
    found = captured(implementation, "trace")
    if isinstance(found, Missing):
        return found
    way = found["followed"]
    if way is None:
        return Missing(f"{implementation.title} sends no traces", "")
    machine = found["machine"]
    return Followed(
        operation=way["operation"],
        sent=way["sent"],
        least=way["milliseconds"]["min"],
        median=way["milliseconds"]["median"],
        most=way["milliseconds"]["max"],
        database=found["database"],
        machine=f"{machine['processor']}, {machine['cores']} cores",
        date=found["date"][:10],
        steps=[_step(row, way["rows"][0]["duration"]) for row in way["rows"]],
    )


def _step(row: dict[str, Any], whole: float) -> Step:
    sql = row["sql"]
    return Step(
        depth=row["depth"],
        role=row["role"],
        label=_shortened(sql) if sql else row["label"],
        milliseconds=row["duration"],
        start=100 * row["start"] / whole,
        length=100 * row["duration"] / whole,
        failed=row["failed"],
        sql=[Markup(line) for line in highlight("sql", format_sql(sql))] if sql else (),  # noqa: S704
    )


def _shortened(sql: str) -> str:
    line = " ".join(sql.replace('"', "").split())
    return line if len(line) <= LONGEST_SUMMARY else f"{line[:LONGEST_SUMMARY]}…"
