"""Following one request by its spans: sent many times, and the one in the middle is kept."""

import os
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import httpx2

from harness.story import SECONDS, Storyteller
from harness.trace_receiver import NoTraceError, Receiver
from harness.traces import Span
from reader.waterfall import waterfall

FOLLOWED = "createArticleComment"
"""The operation: it has authentication, validation, a read, a write and a commit."""
TIMES = 21
WARM_UP = 20
"""How often it is sent before: by then connections are open, and nothing is a first time."""
BODY = {"comment": {"body": "Well told."}}
PATIENCE_SECONDS = 3.0


def follow(base_url: str, receiver: Receiver) -> dict[str, Any] | None:
    """Send a request until one can be called typical, and return where its time went.

    Each is waited for until its spans have come, so that none is sent while a server is busy with
    exporting those of another.

    Args:
        base_url: of a server that sends traces to the receiver, if any.
        receiver: of those traces.

    Returns:
        what is kept of it; None when its traces do not come.

    Raises:
        StoryError: an answer is none of success.
    """
    with httpx2.Client(base_url=base_url, timeout=SECONDS) as client:
        teller = Storyteller(client)
        slug = _article(teller)
        for _ in range(WARM_UP):
            teller.call(FOLLOWED, BODY, slug=slug)
        try:
            traces = [_trace(teller, slug, receiver) for _ in range(TIMES)]
        except NoTraceError:
            return None
    return {"operation": FOLLOWED, **typical(traces)}


def typical(traces: Sequence[Sequence[Span]]) -> dict[str, Any]:
    """Return the rows of the trace whose whole took the median time, and how long all took."""
    rows = sorted((waterfall(trace) for trace in traces), key=lambda found: found[0].duration)
    middle = rows[(len(rows) - 1) // 2]
    least, median, most = (found[0].duration for found in (rows[0], middle, rows[-1]))
    return {
        "sent": len(traces),
        "milliseconds": {"min": least, "median": median, "max": most},
        "rows": [asdict(row) for row in middle],
    }


def _article(teller: Storyteller) -> str:
    """Sign up, publish something to comment on, and return its slug."""
    for _ in teller.sign_up():
        pass
    article = {"title": "To be commented on", "description": "-", "body": "-", "tagList": []}
    step = teller.call("createArticle", {"article": article})
    return str(step.response.json()["article"]["slug"])


def _trace(teller: Storyteller, slug: str, receiver: Receiver) -> list[Span]:
    """Send the request as part of a trace of its own, and return the spans of that."""
    trace_id, caller = os.urandom(16).hex(), os.urandom(8).hex()
    teller.client.headers["traceparent"] = f"00-{trace_id}-{caller}-01"
    teller.call(FOLLOWED, BODY, slug=slug)
    return receiver.trace(trace_id, PATIENCE_SECONDS)
