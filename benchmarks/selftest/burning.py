"""A WSGI application around another that costs a known share more CPU, and does nothing else.

Served in the place of a panel's own application: the panel's code stays as it is. SELFTEST_SHARE
says how much (0.05 for 5%), SELFTEST_APPLICATION around what (`app:create_app()`).
"""

import os
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from threading import Lock
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Burning:
    """Burns a fixed share of what its process has used without it, request by request.

    The debt is reckoned on the processor time of the whole process, so that parsing, threads and
    the server itself are in it, whatever a request costs.
    """

    def __init__(self, application: Application, share: float) -> None:
        """Wrap an application.

        Args:
            application: what answers.
            share: of its own CPU that is added, such as 0.05.
        """
        self.application = application
        self.share = share
        self.burnt = 0.0
        self._start: float | None = None
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
        """Answer a request, having paid what is owed."""
        self.pay()
        return self.application(environ, start_response)

    def pay(self) -> None:
        """Burn what is owed by now."""
        with self._lock:
            if self._start is None:  # workers are forked: what came before was not theirs
                self._start = time.process_time()
            used = time.process_time() - self._start - self.burnt
            owed = self.share * used - self.burnt
            begun = time.thread_time()
            while (spent := time.thread_time() - begun) < owed:
                pass
            self.burnt += spent if owed > 0 else 0.0


def create_app() -> Burning:
    """Return the application that the environment names, made dearer."""
    module, _, name = os.environ["SELFTEST_APPLICATION"].partition(":")
    found = getattr(import_module(module), name.removesuffix("()"))
    return Burning(found() if name.endswith("()") else found, float(os.environ["SELFTEST_SHARE"]))
