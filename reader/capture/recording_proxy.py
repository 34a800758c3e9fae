"""A TCP proxy before PostgreSQL that writes down what is executed through it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

from harness.servers import HOST
from reader.capture.wire import Client, Statement

CHUNK = 1 << 16
POSTGRESQL_PORT = 5432


class RecordingProxy:
    """Passes connections on to an address; `executed` grows in the order of execution."""

    def __init__(self, host: str, port: int) -> None:
        self.executed: list[Statement] = []
        self._destination = (host, port)
        self._listener = socket.create_server((HOST, 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Accept no more connections."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):  # it is closed
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(self._destination) as server:
            back = threading.Thread(target=_pass_back, args=(server, client), daemon=True)
            back.start()
            listener = Client(self.executed)
            while data := client.recv(CHUNK):
                onward, answer = listener.hear(data)
                server.sendall(onward)
                client.sendall(answer)
            server.shutdown(socket.SHUT_WR)
            back.join()


def _pass_back(server: socket.socket, client: socket.socket) -> None:
    with suppress(OSError):
        while data := server.recv(CHUNK):
            client.sendall(data)
        client.shutdown(socket.SHUT_WR)


@contextmanager
def recording(database_url: str) -> Iterator[tuple[RecordingProxy, str]]:
    """Yield a proxy before a PostgreSQL server, and the URL of the database through it."""
    parts = urlsplit(database_url)
    proxy = RecordingProxy(parts.hostname or HOST, parts.port or POSTGRESQL_PORT)
    credentials, at, _ = parts.netloc.rpartition("@")
    try:
        address = f"{credentials}{at}{HOST}:{proxy.port}"
        yield proxy, urlunsplit(parts._replace(netloc=address))
    finally:
        proxy.close()
