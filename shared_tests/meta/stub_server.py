"""Tiny servers to point the check at: some that are nothing of the kind, and one poor one."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, str, bytes]
"""Status, media type and body."""
Answering = Callable[[str, str, dict[str, Any], str], Answer]
"""Takes method, path, the body's JSON and the token."""

MOMENT = "2026-02-18T03:22:56.637Z"


@contextmanager
def serving(answer: Answering) -> Iterator[str]:
    """Serve what a function answers; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def respond(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(size) or b"{}")
            token = self.headers.get("Authorization", "").removeprefix("Token ")
            status, media_type, content = answer(self.command, self.path, body, token)
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = respond  # noqa: N815 (http.server's names)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def always(status: int, media_type: str, body: str) -> Answering:
    """Return what answers everything alike."""
    return lambda *_: (status, media_type, body.encode())


def as_json(status: int, value: object) -> Answer:
    """Return an answer in JSON."""
    return status, "application/json", json.dumps(value).encode()


class PoorConduit:
    """Registers, publishes and lists tags: neither trimmed nor by use, as the rules want them."""

    def __init__(self) -> None:
        self.users: dict[str, dict[str, Any]] = {}
        self.tags: set[str] = set()

    def __call__(self, method: str, path: str, body: dict[str, Any], token: str) -> Answer:
        """Answer a request."""
        match method, path:
            case "GET", "/api/tags":
                return as_json(200, {"tags": sorted(self.tags)})
            case "POST", "/api/users":
                return as_json(201, {"user": self.register(body["user"])})
            case "GET", "/api/user":
                return as_json(200, {"user": self.users[token]})
            case "POST", "/api/articles":
                return as_json(201, {"article": self.publish(body["article"], token)})
        return as_json(404, {"errors": {"path": ["not found"]}})

    def register(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return a new user, whose token is their name."""
        name = given["username"]
        self.users[name] = {
            "username": name,
            "email": given["email"],
            "token": name,
            "bio": None,
            "image": None,
        }
        return self.users[name]

    def publish(self, given: dict[str, Any], token: str) -> dict[str, Any]:
        """Return a new article."""
        tags = [tag for tag in given["tagList"] if tag.strip()]
        self.tags.update(tags)
        author = {"username": token, "bio": None, "image": None, "following": False}
        shown = {key: given[key] for key in ("title", "description", "body")}
        return {
            **shown,
            "tagList": tags,
            "slug": given["title"].lower().replace(" ", "-"),
            "author": author,
            "createdAt": MOMENT,
            "updatedAt": MOMENT,
            "favorited": False,
            "favoritesCount": 0,
        }
