"""A reverse proxy that hands each request to the next of several servers.

It works on bytes: the heads of request and response are told to close the connection, and all the
rest flows untouched, so that nothing else that a panel answers is changed by it.
Blocking sockets and not asyncio, whose transports drop an answer that was received already when
sending the rest of the request fails.
"""

import itertools
import re
import socket
import socketserver
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

HOST = "127.0.0.1"
HEAD_LIMIT = 1 << 20
CHUNK = 1 << 16
SILENCE_SECONDS = 60.0
LINGER_SECONDS = 2.0
END_OF_HEAD = b"\r\n\r\n"
INTERIM = re.compile(rb"HTTP/1\.1 1\d\d ")


@contextmanager
def round_robin(base_urls: Sequence[str]) -> Iterator[str]:
    """Serve several base URLs in turn behind the one that is yielded, until the block ends.

    Raises:
        OSError: there is no port to listen on.
    """
    with _Proxy(base_urls) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://{HOST}:{proxy.server_address[1]}"
        finally:
            proxy.shutdown()
            thread.join()


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 1024

    def __init__(self, base_urls: Sequence[str]) -> None:
        super().__init__((HOST, 0), _Connection)
        parts = [urlsplit(url) for url in base_urls]
        self._addresses = itertools.cycle([(part.hostname, part.port) for part in parts])
        self._lock = threading.Lock()

    def next_address(self) -> tuple[str | None, int | None]:
        with self._lock:
            return next(self._addresses)


class _Connection(socketserver.BaseRequestHandler):
    """One request of a client; the connection ends with its response."""

    request: socket.socket
    server: _Proxy

    def handle(self) -> None:
        self.request.settimeout(SILENCE_SECONDS)
        with suppress(OSError):
            head, rest = _read_head(self.request)
            if not head:
                return
            with socket.create_connection(self.server.next_address(), SILENCE_SECONDS) as server:
                server.sendall(_closing(head) + rest)
                upload = threading.Thread(target=_upload, args=(self.request, server), daemon=True)
                upload.start()
                self._download(server)
                # Closing while the client still sends would reset its connection, and it might
                # lose an early answer such as a 413.
                upload.join(LINGER_SECONDS)

    def _download(self, server: socket.socket) -> None:
        with suppress(ConnectionResetError):  # the server answered without reading everything
            head, rest = _read_head(server)
            while INTERIM.match(head):
                self.request.sendall(head + END_OF_HEAD)
                head, rest = _read_head(server, rest)
            if head:
                self.request.sendall(_closing(head) + rest)
            while chunk := server.recv(CHUNK):
                self.request.sendall(chunk)
        self.request.shutdown(socket.SHUT_WR)


def _read_head(connection: socket.socket, received: bytes = b"") -> tuple[bytes, bytes]:
    """Return a message's head and what was received behind it; both empty when there is none."""
    while END_OF_HEAD not in received:
        chunk = connection.recv(CHUNK)
        if not chunk or len(received) > HEAD_LIMIT:
            return b"", b""
        received += chunk
    head, _, rest = received.partition(END_OF_HEAD)
    return head, rest


def _upload(client: socket.socket, server: socket.socket) -> None:
    """Pass on what the client sends; when the server has had enough, read it all the same."""
    wanted = True
    with suppress(OSError):
        while chunk := client.recv(CHUNK):
            if wanted:
                try:
                    server.sendall(chunk)
                except OSError:
                    wanted = False


def _closing(head: bytes) -> bytes:
    """Return a head with `Connection: close` in the place of any other."""
    lines = head.split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith((b"connection:", b"keep-alive:"))]
    return b"\r\n".join([*kept, b"Connection: close"]) + END_OF_HEAD
