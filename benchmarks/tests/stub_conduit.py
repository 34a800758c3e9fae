"""A small Conduit that answers at once, and misbehaves as it is told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks.load_plan import World

MOMENT = "2026-02-18T03:22:56.637Z"
Answer = tuple[int, Any]
"""Status and JSON."""

WORLD = World(
    slugs=tuple(f"article-{number}" for number in range(30)),
    usernames=("jake", "anna"),
    tokens=("token-0", "token-1"),
    tags=("dragons", "training"),
)


@dataclass
class StubConduit:
    """Users, articles and what is wrong with the server."""

    keep_alive: bool = True
    wrong: Callable[[int, str], Answer | None] = lambda _number, _path: None
    """Takes the request's number, from 1, and its path; returns an answer in place of the right
    one."""
    stall_after: float | None = None
    """Seconds from the first request to when it stops answering for half a second."""
    stall_seconds: float = 0.5
    users: dict[str, str] = field(default_factory=lambda: {"token-0": "jake", "token-1": "anna"})
    """Names by token."""
    articles: list[str] = field(default_factory=lambda: list(WORLD.slugs))
    follows: set[tuple[str, str]] = field(default_factory=set)
    requests: int = 0
    with_token: int = 0
    """Requests of somebody known."""
    began: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, method: str, url: str, body: Any, token: str) -> Answer:  # noqa: ANN401 (JSON)
        """Answer a request, or be silent for a while first."""
        with self.lock:
            self.requests += 1
            self.with_token += token in self.users
            number = self.requests
            self.began = self.began or time.monotonic()
            if self.stall_after and time.monotonic() - self.began > self.stall_after:
                self.stall_after = None
                time.sleep(self.stall_seconds)
        parts = urlsplit(url)
        wrong = self.wrong(number, parts.path)
        return wrong or self.right(method, parts.path, parse_qs(parts.query), body, token)

    def right(  # noqa: PLR0911 (one for each operation)
        self,
        method: str,
        path: str,
        query: dict[str, list[str]],
        body: Any,  # noqa: ANN401 (JSON)
        token: str,
    ) -> Answer:
        """Return what the spec says."""
        name = self.users.get(token, "")
        match [method, *path.split("/")[2:]]:
            case ["GET", "tags"]:
                return 200, {"tags": ["dragons", "training"]}
            case ["POST", "users"]:
                token = f"token-{len(self.users)}"
                self.users[token] = body["user"]["username"]
                email = body["user"]["email"]
                user = {"username": self.users[token], "email": email, "token": token}
                return 201, {"user": {**user, "bio": None, "image": None}}
            case ["GET", "articles"]:
                return 200, self.page(query)
            case ["GET", "articles", slug]:
                return 200, {"article": {**article(slug), "body": "Text."}}
            case ["POST", "articles"]:
                slug = body["article"]["title"].lower().replace(" ", "-")
                self.articles.insert(0, slug)
                return 201, {"article": {**article(slug), **body["article"]}}
            case ["POST", "profiles", followed, "follow"]:
                self.follows.add((name, followed))
                return 200, {"profile": {**profile(followed), "following": True}}
        return 404, {"errors": {"path": ["not found"]}}

    def page(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """Return a page of articles."""
        limit, offset = (int(query.get(name, ["20"])[0]) for name in ("limit", "offset"))
        offset = offset if "offset" in query else 0
        shown = [article(slug) for slug in self.articles[offset : offset + limit]]
        return {"articles": shown, "articlesCount": len(self.articles)}


def profile(username: str) -> dict[str, Any]:
    """Return a profile."""
    return {"username": username, "bio": None, "image": None, "following": False}


def article(slug: str) -> dict[str, Any]:
    """Return an article as lists show it."""
    return {
        "slug": slug,
        "title": slug,
        "description": "About it.",
        "tagList": ["dragons"],
        "createdAt": MOMENT,
        "updatedAt": MOMENT,
        "favorited": False,
        "favoritesCount": 0,
        "author": profile("jake"),
    }


@contextmanager
def serving(stub: StubConduit) -> Iterator[str]:
    """Serve it; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet an answer

        def respond(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(size) or b"{}")
            token = self.headers.get("Authorization", "").removeprefix("Token ")
            status, value = stub.answer(self.command, self.path, body, token)
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            if not stub.keep_alive:
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = respond  # noqa: N815 (http.server's names)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128  # with the usual five, some clients wait seconds to connect

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
