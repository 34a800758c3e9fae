"""Waking up in time.

gevent's own timers are whole milliseconds, as long as many of the answers that are timed here.
Where Linux lends its timers of nanoseconds, those are taken.
"""

import ctypes
import os
import sys
import time

import gevent
from gevent.hub import get_hub

NANOSECONDS = 1_000_000_000
CLOCK_MONOTONIC = 1  # the clock of time.perf_counter() on Linux
TFD_NONBLOCK = os.O_NONBLOCK
TFD_TIMER_ABSTIME = 1
READABLE = 1


class _Timespec(ctypes.Structure):
    _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))


class _TimerSettings(ctypes.Structure):
    _fields_ = (("interval", _Timespec), ("first", _Timespec))


class Alarm:
    """Lets one greenlet sleep until a moment of `time.perf_counter()`."""

    def __init__(self) -> None:
        self._descriptor = -1
        if sys.platform == "linux":
            self._c_library = ctypes.CDLL(None, use_errno=True)
            self._descriptor = self._c_library.timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK)
        if self._descriptor >= 0:
            self._watcher = get_hub().loop.io(self._descriptor, READABLE)

    def sleep_until(self, moment: float) -> None:
        """Return at that moment, or at once when it is past."""
        if moment <= time.perf_counter():
            return
        if self._descriptor < 0:
            gevent.sleep(max(0.0, moment - time.perf_counter()))
            return
        seconds, rest = divmod(moment, 1)
        first = _Timespec(int(seconds), int(rest * NANOSECONDS))
        settings = _TimerSettings(_Timespec(0, 0), first)
        self._c_library.timerfd_settime(
            self._descriptor, TFD_TIMER_ABSTIME, ctypes.byref(settings), None
        )
        get_hub().wait(self._watcher)
        os.read(self._descriptor, 8)

    def close(self) -> None:
        """Give the timer back."""
        if self._descriptor >= 0:
            self._watcher.stop()
            self._watcher.close()
            os.close(self._descriptor)
            self._descriptor = -1
