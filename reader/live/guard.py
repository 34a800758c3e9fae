"""Who may talk to the live server: its own pages, and the panels that it booted.

The pages of another site, open in the same browser, can send requests to this machine. What they
cannot do is choose the headers `Host` and `Origin`: a name that they had resolve to this machine
shows in the one, and they themselves in the other.
"""

from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE_METHODS = {"GET", "HEAD"}
LARGEST_BODY = 8 * 1024 * 1024
"""Bytes; a batch of spans is far smaller, and a request over the panels' own limit fits in."""
JSON = "application/json"
PROTOBUF = "application/x-protobuf"
TRACES = "/v1/traces"
SECURITY = [
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
]


class Guard:
    """Turns away what comes from elsewhere, before the application sees it.

    Args:
        app: what is guarded.
        host: the name that the server was told to listen on, which it answers to as well.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app = app
        self.names = {"localhost", host.lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or turn it away."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            status, reason = refusal
            await PlainTextResponse(f"{reason}\n", status)(scope, receive, send)
            return

        async def send_guarded(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *SECURITY]}  # type: ignore[misc]  # a list
            await send(message)

        await self.app(scope, receive, send_guarded)  # type: ignore[arg-type]  # a message

    def _refusal(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        headers = Headers(scope=scope)
        if not self._is_ours(headers.get("host", "")):
            return HTTPStatus.MISDIRECTED_REQUEST, "This server does not go by that name."
        if scope["method"] in SAFE_METHODS:
            return None
        origin = headers.get("origin")
        if origin is not None and origin != f"{scope['scheme']}://{headers['host']}":
            return HTTPStatus.FORBIDDEN, "Requests come from the pages of this server alone."
        expected = PROTOBUF if scope["path"] == TRACES else JSON
        if headers.get("content-type", "").partition(";")[0].strip() != expected:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"This must be {expected}."
        declared = headers.get("content-length", "")
        if not declared.isdecimal() or int(declared) > LARGEST_BODY:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is too large, or of unknown size."
        return None

    def _is_ours(self, host: str) -> bool:
        """Tell whether a Host is an address, or a name of ours: never one that others resolve."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        return name in self.names or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
