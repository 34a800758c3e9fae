"""HTTP servers of the standard library, many of them in one process, each on a port of its own."""

import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import BinaryIO, cast

from shared_tests.inputs import LARGEST_BODY
from shared_tests.mutants.messages import Request, Response

HOST = "127.0.0.1"
MINUTE_SECONDS = 60.0
FRAMING = {"connection", "keep-alive", "content-length", "transfer-encoding", "date", "server"}
"""Headers that this server says by itself."""

Answering = Callable[[Request, BinaryIO], Response]
"""Answers a request; what is left of a body too large to be read comes from the stream."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, answering: Answering) -> None:
        super().__init__((HOST, 0), _Connection)
        self.answering = answering

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that have gone."""


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = MINUTE_SECONDS
    server: _Server

    def _answer(self) -> None:
        declared = int(self.headers.get("Content-Length") or 0)
        whole = declared <= LARGEST_BODY
        # Not self.path, from which leading slashes have been taken away.
        target = self.requestline.split()[1]
        body = self.rfile.read(declared) if whole else b""
        request = Request(self.command, target, self.headers.items(), declared, body)
        response = self.server.answering(request, cast("BinaryIO", self.rfile))
        self.close_connection = self.close_connection or not whole
        self._send(response)

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers:
            if name.lower() not in FRAMING:
                self.send_header(name, value)
        if response.status != HTTPStatus.NO_CONTENT or response.body:
            self.send_header("Content-Length", str(len(response.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_HEAD = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def listen(answering: Answering) -> int:
    """Serve from now until the process ends, and return the port."""
    server = _Server(answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return int(server.server_address[1])
