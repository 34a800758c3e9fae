"""CORS: which pages of other hosts may call this API from a browser."""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp


class CrossOriginMiddleware(CORSMiddleware):
    """Starlette's, with the specification's methods and headers (GEN-19, GEN-20)."""

    def __init__(self, app: ASGIApp, origins: str) -> None:
        super().__init__(
            app,
            allow_origins=[origin.strip() for origin in origins.split(",")],
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "X-Requested-With"],
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """Answer 200 always: what is allowed is in the headers, and the browser is the judge."""
        response = super().preflight_response(request_headers)
        response.status_code = 200
        return response
