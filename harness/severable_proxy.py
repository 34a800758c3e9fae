"""A TCP proxy that can be cut and restored: how tests take a database away without stopping it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

from harness.servers import HOST, free_port

CHUNK = 1 << 16


class SeverableProxy:
    """Passes connections on to an address, until it is cut: then it refuses and drops them."""

    def __init__(self, host: str, port: int) -> None:
        """Take the address to pass connections on to; nothing is passed on before `restore()`."""
        self._destination = (host, port)
        self._listener: socket.socket | None = None
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.port = free_port()

    def restore(self) -> None:
        """Accept connections.

        Raises:
            OSError: somebody else has taken the port meanwhile.
        """
        listener = socket.create_server((HOST, self.port), backlog=128)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """Refuse new connections, and drop those that are open."""
        if self._listener is not None:
            # Closing alone would not wake the thread that waits for the next connection.
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        with self._lock:
            dropped, self._open = self._open, set()
        for connection in dropped:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):  # it is closed
            while True:
                client, _ = listener.accept()
                threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(self._destination) as server:
            with self._lock:
                self._open |= {client, server}
            back = threading.Thread(target=_pass_on, args=(server, client), daemon=True)
            back.start()
            _pass_on(client, server)
            back.join()
            with self._lock:
                self._open -= {client, server}


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(CHUNK):
            sink.sendall(chunk)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def severable(database_url: str) -> Iterator[tuple[SeverableProxy, str]]:
    """Yield a proxy before a PostgreSQL server, open, and the URL of the database through it."""
    parts = urlsplit(database_url)
    proxy = SeverableProxy(parts.hostname or HOST, parts.port or 5432)
    proxy.restore()
    credentials, at, _ = parts.netloc.rpartition("@")
    address = f"{credentials}{at}{HOST}:{proxy.port}"
    try:
        yield proxy, urlunsplit(parts._replace(netloc=address))
    finally:
        proxy.cut()
