"""The traces of the console's own requests, kept until they are looked at."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable

from harness.traces import Span, is_whole

KEPT = 200
"""Traces; the oldest is forgotten for a new one."""
SPANS_OF_A_TRACE = 2000
PATIENCE_SECONDS = 3.0
"""How long a trace is waited for after its request was answered."""


class Traces:
    """What has been received of the traces that the console began, and of no other."""

    def __init__(self) -> None:
        self._spans: OrderedDict[str, list[Span]] = OrderedDict()
        self._arrived = asyncio.Condition()

    def expect(self, trace_id: str) -> None:
        """Keep what comes of a trace from now on."""
        self._spans[trace_id] = []
        while len(self._spans) > KEPT:
            self._spans.popitem(last=False)

    def expects(self, trace_id: str) -> bool:
        """Tell whether a trace is one of the console's."""
        return trace_id in self._spans

    async def add(self, spans: Iterable[Span]) -> None:
        """Keep those that belong to a trace that is expected."""
        for span in spans:
            kept = self._spans.get(span.trace_id)
            if kept is not None and len(kept) < SPANS_OF_A_TRACE:
                kept.append(span)
        async with self._arrived:
            self._arrived.notify_all()

    async def wait(self, trace_id: str, seconds: float = PATIENCE_SECONDS) -> list[Span]:
        """Return the spans of a trace once they are complete, or what has come until then.

        Args:
            trace_id: of a trace that is expected.
            seconds: how long to wait.
        """
        try:
            async with asyncio.timeout(seconds), self._arrived:
                await self._arrived.wait_for(lambda: is_whole(self._spans.get(trace_id, [])))
        except TimeoutError:
            pass
        return list(self._spans.get(trace_id, []))
