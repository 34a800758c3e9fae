"""One request, sent byte by byte as it is written down, and what comes back.

A raw socket, since an HTTP client would mend what is wrong about a request, or refuse to send it.
"""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from select import select

from harness.servers import HOST

PATIENCE_SECONDS = 3.0
ANSWERED_EARLY_SECONDS = 0.5
SHOWN_CHARACTERS = 90
LARGE_BODY = 1024 * 1024
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
TOLD_HEADERS = ("Allow", "Location")

VOLATILE = [
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1"),
    (re.compile(r"0x[0-9a-f]+"), "0x…"),
    (re.compile(r'File "[^"]*"'), 'File "…"'),
    (re.compile(r"\s+"), " "),
]
"""What differs from one run to the next, or from one machine to another."""


@dataclass(frozen=True)
class Request:
    """What is sent: a head, a body, and perhaps how many clients stall before it is."""

    line: str
    body: bytes = b""
    content_type: str | None = "application/json"
    stalled: int = 0
    """How many other clients are half-way through a body when the request comes."""

    @property
    def head(self) -> bytes:
        """Everything before the body."""
        lines = [f"{self.line} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        if self.line.startswith("POST"):
            lines.append(f"Content-Length: {len(self.body)}")
            if self.content_type:
                lines.append(f"Content-Type: {self.content_type}")
        return "\r\n".join([*lines, "", ""]).encode()


@dataclass(frozen=True)
class Answer:
    """What came back, without what is volatile; status 0 is no answer in time."""

    status: int
    content_type: str = ""
    headers: tuple[str, ...] = ()
    body: str = ""


def exchange(port: int, request: Request) -> Answer:
    """Send a request to a port of this machine, and return what is answered within 3 s."""
    with _stalled_clients(port, request.stalled), _connect(port) as connection:
        connection.sendall(request.head)
        # A large body that is refused by its size need not be sent, and would hide the answer.
        patience = ANSWERED_EARLY_SECONDS if len(request.body) > LARGE_BODY else 0
        if not select([connection], [], [], patience)[0]:
            connection.sendall(request.body)
        response = HTTPResponse(connection, method=request.line.partition(" ")[0])
        try:
            response.begin()
            body = response.read()
        except (TimeoutError, HTTPException):
            return Answer(0)
        return _record(response, body)


@contextmanager
def _connect(port: int) -> Iterator[socket.socket]:
    with socket.create_connection((HOST, port), timeout=PATIENCE_SECONDS) as connection:
        yield connection


@contextmanager
def _stalled_clients(port: int, number: int) -> Iterator[None]:
    """Keep clients half-way through their bodies until the block ends."""
    half = Request("POST /items", b'{"name": "a", "count": 1}')
    with ExitStack() as stack:
        for _ in range(number):
            connection = stack.enter_context(_connect(port))
            connection.sendall(half.head + half.body[:5])
        yield


def _record(response: HTTPResponse, body: bytes) -> Answer:
    headers = {name: response.getheader(name) for name in TOLD_HEADERS}
    if allowed := headers["Allow"]:  # a set, which stands in another order each time
        headers["Allow"] = ", ".join(sorted(allowed.split(", ")))
    told = [f"{name}: {value}" for name, value in headers.items() if value]
    text = _steady(body.decode("utf-8", errors="replace"))
    if title := TITLE.search(text):  # of a page in HTML, whose rest says no more
        text = f"<title>{title[1]}</title>"
    shown = text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
    media_type = (response.getheader("Content-Type") or "").partition(";")[0]
    return Answer(response.status, media_type, tuple(map(_steady, told)), shown)


def _steady(text: str) -> str:
    for pattern, replacement in VOLATILE:
        text = pattern.sub(replacement, text)
    return text.strip()
