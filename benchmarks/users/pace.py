"""When a client sends its next request: as soon as it can, or when one is due."""

import time
from collections import deque
from collections.abc import Sequence
from typing import Protocol

from gevent.event import AsyncResult
from locust.exception import StopUser

from benchmarks.users.alarm import Alarm


class Pace(Protocol):
    """How hard clients drive a server."""

    def next_start(self) -> float:
        """Wait until this client's next request starts; return its start by `perf_counter`.

        Raises:
            StopUser: there will be no more.
        """

    def moment(self, start: float, finish: float) -> float:
        """Return which of a request's times decides whether it belongs to the window."""

    def end(self) -> None:
        """Send nothing new; what was due within the window is still sent."""


class ClosedLoop:
    """Each client sends its next request when it has its answer."""

    def __init__(self) -> None:
        self._ended = False

    def next_start(self) -> float:
        """Return the present moment."""
        if self._ended:
            raise StopUser
        return time.perf_counter()

    def moment(self, _start: float, finish: float) -> float:
        """Return when the answer came: that is the throughput."""
        return finish

    def end(self) -> None:
        """Send nothing new."""
        self._ended = True


class OpenLoop:
    """Requests arrive when they are due, whether or not others are answered.

    The client that was busy last takes the next one up, so that no more connections are used than
    needed. Where no client is free the request waits, and its waiting counts: its start is the
    moment when it was due.
    """

    def __init__(self) -> None:
        self._due: deque[float] = deque()
        self._free: list[AsyncResult[float]] = []

    def send_at(self, moments: Sequence[float]) -> None:
        """Let requests arrive at these moments of `perf_counter`; return after the last."""
        alarm = Alarm()
        try:
            for moment in moments:
                alarm.sleep_until(moment)
                self._arrive(moment)
        finally:
            alarm.close()

    def next_start(self) -> float:
        """Wait for a request that is due, and return when it was."""
        if self._due:
            return self._due.popleft()
        call: AsyncResult[float] = AsyncResult()
        self._free.append(call)
        moment = call.get()
        assert moment is not None  # noqa: S101 (tells mypy)
        return moment

    def _arrive(self, moment: float) -> None:
        if self._free:
            self._free.pop().set(moment)
        else:
            self._due.append(moment)

    def moment(self, start: float, _finish: float) -> float:
        """Return when the request was due: dropping slow ones at the end would hide them."""
        return start

    def end(self) -> None:
        """Do nothing: there are no arrivals after the window, and those in it are all sent."""
