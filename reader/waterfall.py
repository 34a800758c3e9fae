"""From the spans of a request to what is drawn of them: a row each, one below the other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from harness.traces import Span

Role = Literal["server", "gap", "framework", "view", "service", "query", "database", "sql"]

PARAMETERS = ("db.query.parameter.", "db.statement.parameters", "db.operation.parameter.")
"""How the names of attributes begin that hold the parameters of a statement."""
NANOSECONDS_OF_A_MILLISECOND = 1_000_000
SHORTEST_GAP = 0.05
"""Milliseconds; less than this between two spans is not worth a row."""


@dataclass(frozen=True)
class Row:
    """One bar; times in milliseconds, from the beginning of the whole."""

    depth: int
    role: Role
    label: str
    start: float
    duration: float
    sql: str | None = None
    parameters: dict[str, str] | None = None
    """None where they are not recorded."""
    failed: bool = False


def waterfall(spans: Sequence[Span]) -> list[Row]:
    """Return the rows of a trace, from the server's span down; none without a server's span.

    What the server did before and after its first and last child is a row of its own: middleware,
    routing, and writing the answer. Spans whose parent is missing are left out.
    """
    known = {span.id for span in spans}
    roots = [span for span in spans if span.kind == "server" and span.parent_id not in known]
    if not roots:
        return []
    children: dict[str, list[Span]] = defaultdict(list)
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        children[span.parent_id].append(span)
    root = roots[0]
    return list(_rows(root, children, 0, root.start))


def _rows(span: Span, children: dict[str, list[Span]], depth: int, beginning: int) -> Iterator[Row]:
    role = _role(span)
    yield Row(
        depth=depth,
        role=role,
        label=_label(span, role),
        start=_milliseconds(span.start - beginning),
        duration=_milliseconds(span.end - span.start),
        sql=span.sql,
        parameters=_parameters(span),
        failed=span.failed,
    )
    below = children[span.id]
    outermost = role == "server" and below
    if outermost:
        label = "middleware and routing, before"
        yield from _gap(label, span.start, below[0].start, beginning)
    for child in below:
        yield from _rows(child, children, depth + 1, beginning)
    if outermost:
        last = max(child.end for child in below)
        yield from _gap("middleware and the answer, after", last, span.end, beginning)


def _gap(label: str, start: int, end: int, beginning: int) -> Iterator[Row]:
    duration = _milliseconds(end - start)
    if duration >= SHORTEST_GAP:
        yield Row(1, "gap", label, _milliseconds(start - beginning), duration)


def _milliseconds(nanoseconds: int) -> float:
    return round(nanoseconds / NANOSECONDS_OF_A_MILLISECOND, 3)


def _function(span: Span) -> str:
    return str(span.attributes.get("code.function.name", ""))


def _role(span: Span) -> Role:
    if span.kind == "server":
        return "server"
    if span.sql:
        return "sql"
    if span.kind == "client":
        return "database"
    rooms: dict[str, Role] = {"views": "view", "services": "service", "queries": "query"}
    for room, role in rooms.items():
        if f".{room}." in _function(span):
            named_after_it = span.name == _function(span) or span.name.endswith(".endpoint")
            return role if named_after_it else "framework"
    return "framework"


def _label(span: Span, role: Role) -> str:
    if role in {"view", "service", "query"}:
        return _function(span)
    if role == "database":
        return "connection" if span.name == "connect" else "connection check"
    return span.name


def _parameters(span: Span) -> dict[str, str] | None:
    found = {
        name: str(value) for name, value in span.attributes.items() if name.startswith(PARAMETERS)
    }
    return found or None
