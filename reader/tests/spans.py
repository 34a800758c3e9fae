"""Spans made up for tests."""

from harness.traces import Kind, Span

TRACE = "ab" * 16


def span(  # noqa: PLR0913 (the parts of a span)
    name: str,
    *,
    start: float = 0,
    end: float = 10,
    parent: str = "",
    kind: Kind = "internal",
    trace: str = TRACE,
    **attributes: str,
) -> Span:
    """Return a span whose id is its name; times are milliseconds."""
    return Span(
        trace_id=trace,
        id=name,
        parent_id=parent,
        service="conduit-made-up",
        name=name,
        kind=kind,
        start=round(start * 1e6),
        end=round(end * 1e6),
        failed=False,
        message="",
        events=0,
        attributes={key.replace("_", "."): value for key, value in attributes.items()},
    )
