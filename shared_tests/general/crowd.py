"""Many clients who do something at the same moment."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx2

Action = Callable[[], httpx2.Response]

CLIENTS = 20
SECONDS = 60.0


def at_once(actions: Iterable[Action]) -> list[httpx2.Response]:
    """Start actions together, each in a thread of its own, and return their answers in order.

    Raises:
        Failed: one of them, as `Caller.call` does when an answer breaks the spec.
    """
    waiting = list(actions)
    barrier = Barrier(len(waiting))

    def act(action: Action) -> httpx2.Response:
        barrier.wait(SECONDS)
        return action()

    with ThreadPoolExecutor(len(waiting)) as pool:
        return list(pool.map(act, waiting))


def counted(responses: Iterable[httpx2.Response]) -> dict[int, int]:
    """Return how often each status was answered."""
    return dict(Counter(response.status_code for response in responses))
