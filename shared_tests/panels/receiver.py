"""A receiver of traces: OTLP over HTTP, kept in memory."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from harness.traces import PATH, Span, read_spans

WAIT_SECONDS = 10.0
POLL_SECONDS = 0.02


class Receiver(ThreadingHTTPServer):
    """Listens on a port of this machine; a silent one takes everything and answers nothing."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, *, silent: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.silent = silent
        self.requests = 0
        self.spans: list[Span] = []

    @property
    def endpoint(self) -> str:
        """What OTEL_EXPORTER_OTLP_ENDPOINT is to be."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def trace(self, trace_id: str) -> list[Span]:
        """Return the spans of a trace by time, as soon as the server's own is among them.

        Raises:
            AssertionError: it has not come within ten seconds.
        """
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            found = [span for span in self.spans if span.trace_id == trace_id]
            if _is_whole(found):
                return sorted(found, key=lambda span: span.start)
            time.sleep(POLL_SECONDS)
        raise AssertionError(f"of {trace_id} came {[span.name for span in found]}")


def _is_whole(spans: list[Span]) -> bool:
    known = {span.id for span in spans}
    roots = [span for span in spans if span.parent_id not in known]
    return [root.kind for root in roots] == ["server"]


class _Request(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        self.server.requests += 1
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.silent:
            time.sleep(WAIT_SECONDS)
            return
        assert self.path == PATH, self.path
        self.server.spans += read_spans(body)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name)
        """Keep quiet."""


@contextmanager
def receive(*, silent: bool = False) -> Iterator[Receiver]:
    """Yield a receiver that listens until the block ends."""
    with Receiver(silent=silent) as receiver:
        thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.shutdown()
            thread.join()
