"""A receiver of traces: OTLP over HTTP, kept in memory."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from harness.servers import HOST
from harness.traces import PATH, Span, TraceError, is_whole, read_spans

WAIT_SECONDS = 10.0
POLL_SECONDS = 0.02
PROMPT = {
    "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
    "OTEL_BSP_SCHEDULE_DELAY": "50",
    "NO_PROXY": HOST,
}
"""What has an implementation send its spans soon, and in a form that is understood here.

These are the names that every language's SDK reads.
"""


class NoTraceError(Exception):
    """A trace has not come, or not all of it."""


class Receiver(ThreadingHTTPServer):
    """Listens on a port of this machine; a silent one takes everything and answers nothing."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, *, silent: bool) -> None:
        super().__init__((HOST, 0), _Request)
        self.silent = silent
        self.requests = 0
        self.spans: list[Span] = []

    @property
    def endpoint(self) -> str:
        """What OTEL_EXPORTER_OTLP_ENDPOINT is to be."""
        return f"http://{HOST}:{self.server_address[1]}"

    def trace(self, trace_id: str, seconds: float = WAIT_SECONDS) -> list[Span]:
        """Return the spans of a trace by time, as soon as all hang together below the server's own.

        Args:
            trace_id: of a request that was sent.
            seconds: how long to wait.

        Raises:
            NoTraceError: it has not come by then.
        """
        deadline = time.monotonic() + seconds
        while True:
            found = [span for span in self.spans if span.trace_id == trace_id]
            if is_whole(found):
                return sorted(found, key=lambda span: span.start)
            if time.monotonic() >= deadline:
                raise NoTraceError(f"of {trace_id} came {[span.name for span in found]}")
            time.sleep(POLL_SECONDS)


class _Request(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        self.server.requests += 1
        body = self._body()
        if self.server.silent:
            time.sleep(WAIT_SECONDS)
            return
        status = HTTPStatus.OK
        try:
            if self.path == PATH:
                self.server.spans += read_spans(body)
            else:
                status = HTTPStatus.NOT_FOUND  # metrics and logs
        except TraceError:
            status = HTTPStatus.BAD_REQUEST
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _body(self) -> bytes:
        """Return what was sent, in one piece or in chunks, as some languages' exporters do."""
        if "Content-Length" in self.headers:
            return self.rfile.read(int(self.headers["Content-Length"]))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        return body

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
