"""A live server in front of a panel that writes down what it is asked."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest

from reader.live.panels import Panel
from reader.live.server import live_app

ADDRESS = "http://127.0.0.1:8090"
PAGE = '<!doctype html><head><title>x</title></head><section id="console"></section>'

Ask = Callable[..., httpx2.Response]


class Panelist(ThreadingHTTPServer):
    """Answers everything with the same, and remembers the first lines of requests."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.lines: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.status = 200
        self.location = ""

    @property
    def panel(self) -> Panel:
        """The panel as the live server knows it."""
        return Panel("made-up", "Made up", f"http://127.0.0.1:{self.server_address[1]}")


class _Request(BaseHTTPRequestHandler):
    server: Panelist

    def _answer(self) -> None:
        self.server.lines.append(self.requestline)
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.server.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        body = b'{"user": {"token": "t.o.k", "username": "jake"}, "article": {"slug": "a-slug"}}'
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 (their names)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name)
        """Keep quiet."""


@pytest.fixture
def panelist() -> Iterator[Panelist]:
    """Yield a panel that remembers."""
    with Panelist() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def ask(panelist: Panelist, tmp_path: Path) -> Ask:
    """Return a function that sends a request to a live server in front of the panel."""
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "plain.html").write_text("<head></head>", encoding="utf-8")

    def ask(method: str, path: str, **options: Any) -> httpx2.Response:  # noqa: ANN401 (httpx2's)
        async def scenario() -> httpx2.Response:
            app = live_app([panelist.panel], tmp_path, "127.0.0.1")
            transport = httpx2.ASGITransport(app=app)
            async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS) as client:
                return await client.request(method, path, **options)

        return run(scenario)

    return ask


def run(scenario: Callable[[], Awaitable[httpx2.Response]]) -> httpx2.Response:
    """Run a coroutine function to its end."""

    async def whole() -> httpx2.Response:
        return await scenario()

    return asyncio.run(whole())
