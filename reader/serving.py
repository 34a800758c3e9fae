"""Serving the site as it lies there, for a look at it on this machine."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rich.console import Console


class ServingError(Exception):
    """The address cannot be listened on."""


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files that may be built anew at any time, and tells nobody of each."""

    def end_headers(self) -> None:
        """Have browsers ask again each time."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is Python's)
        """Say nothing."""


def serve(folder: Path, host: str, port: int, console: Console) -> None:
    """Serve a folder until interrupted.

    Raises:
        ServingError: the address is taken.
    """
    handler = partial(QuietHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer((host, port), handler)
    except OSError as error:
        raise ServingError(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another with PORT="
        ) from error
    console.print(f"http://{host}:{server.server_address[1]}/", soft_wrap=True)
    with server:
        server.serve_forever()
