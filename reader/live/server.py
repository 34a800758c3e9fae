"""The live server: the site, the console's requests, and the receiver of the panels' traces."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from harness import specification
from harness.specification import Operation, SpecificationError
from harness.traces import PATH as TRACES
from harness.traces import TraceError, read_spans
from reader.live.comparison import compare_bodies, compare_headers
from reader.live.forms import form
from reader.live.guard import Guard
from reader.live.panels import Panel
from reader.live.sending import Answer, Values, Wish, WishError, learn, open_client, prepare, send
from reader.live.story import story
from reader.live.traces import Traces
from reader.waterfall import waterfall

ASSETS = Path(__file__).with_name("assets")
PLACE = b'id="console"'
"""What a page has where the console belongs."""
SCRIPTS = (
    b'<link rel="stylesheet" href="/live/assets/console.css">'
    b'<script type="module" src="/live/assets/console.js"></script></head>'
)


class Live:
    """Everything that the console asks for."""

    def __init__(self, panels: Sequence[Panel]) -> None:
        self.panels = tuple(panels)
        self.traces = Traces()
        self.client = open_client()

    async def show_form(self, request: Request) -> Response:
        """Return an operation's form, and who will answer."""
        operation = _operation(request.path_params["operation"])
        panels = [{"name": panel.name, "title": panel.title} for panel in self.panels]
        return JSONResponse(form(operation) | {"panels": panels})

    async def send(self, request: Request) -> Response:
        """Send a request to every panel, and return the answers compared."""
        operation = _operation(request.path_params["operation"])
        wish = Wish.from_json(await _json(request))
        return JSONResponse(self._compared(operation, await self._ask(operation, wish)))

    async def tell_story(self, request: Request) -> Response:
        """Run the story in every panel; return its steps, and what is known afterwards."""
        values: dict[str, Values] = {panel.name: {} for panel in self.panels}
        steps = []
        for operation, wish in story():
            answers = await self._ask(operation, Wish(**(vars(wish) | {"values": values})))
            for name, learned in learn(answers).items():
                values[name] = values[name] | learned
            steps.append(self._compared(operation, answers))
        return JSONResponse({"steps": steps, "values": values})

    async def show_trace(self, request: Request) -> Response:
        """Return the waterfall of a request of the console's, once its spans have come."""
        trace_id = request.path_params["trace"]
        if not self.traces.expects(trace_id):
            raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such trace, or it was long ago")
        rows = waterfall(await self.traces.wait(trace_id))
        return JSONResponse({"rows": [asdict(row) for row in rows]})

    async def receive_traces(self, request: Request) -> Response:
        """Take what a panel sends over OTLP."""
        try:
            spans = read_spans(await request.body())
        except TraceError as error:
            raise HTTPException(HTTPStatus.BAD_REQUEST, str(error)) from error
        await self.traces.add(spans)
        return Response(media_type="application/x-protobuf")

    async def _ask(self, operation: Operation, wish: Wish) -> list[Answer]:
        """Send a request to one panel after the other, so that none slows another down."""
        coming = [prepare(self.client, panel, operation, wish) for panel in self.panels]
        answers = []
        for panel, answer in zip(self.panels, coming, strict=True):
            self.traces.expect(answer.trace_id)
            answers.append(await send(self.client, panel, operation, wish, answer))
        return answers

    def _compared(self, operation: Operation, answers: Sequence[Answer]) -> dict[str, Any]:
        bodies = compare_bodies({answer.panel: answer.body for answer in answers})
        headers = compare_headers({answer.panel: answer.headers for answer in answers})
        return {
            "operation": operation.id,
            "alike": len({answer.status for answer in answers}) == 1
            and all(line.mark != "different" for lines in bodies.values() for line in lines),
            "values": learn(answers),
            "answers": [
                {
                    "panel": answer.panel,
                    "status": answer.status,
                    "milliseconds": answer.milliseconds,
                    "problem": answer.problem,
                    "trace": answer.trace_id,
                    "body": [asdict(line) for line in bodies[answer.panel]],
                    "headers": [asdict(line) for line in headers[answer.panel]],
                }
                for answer in answers
            ],
        }


class Pages(StaticFiles):
    """The built site, with the console's script on the pages that have a place for it."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file of the site."""
        response = await super().get_response(path, scope)
        file = getattr(response, "path", None)
        if response.status_code == HTTPStatus.OK and file and str(file).endswith(".html"):
            page = await run_in_threadpool(Path(file).read_bytes)
            if PLACE in page:
                page = page.replace(b"</head>", SCRIPTS, 1)
            return Response(page, media_type="text/html", headers={"Cache-Control": "no-store"})
        return response


def live_app(panels: Sequence[Panel], site: Path, host: str) -> ASGIApp:
    """Return the live server's application.

    Args:
        panels: who answers.
        site: the folder with the built site.
        host: the name or address that the server listens on.
    """
    live = Live(panels)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with live.client:
            yield

    routes = [
        Route(TRACES, live.receive_traces, methods=["POST"]),
        Route("/live/operations/{operation}", live.show_form, methods=["GET"]),
        Route("/live/operations/{operation}", live.send, methods=["POST"]),
        Route("/live/story", live.tell_story, methods=["POST"]),
        Route("/live/traces/{trace}", live.show_trace, methods=["GET"]),
        Mount("/live/assets", StaticFiles(directory=ASSETS)),
        Mount("/", Pages(directory=site, html=True)),
    ]
    handlers: Any = {WishError: _explain, HTTPException: _explain}
    return Guard(Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers), host)


def _operation(name: str) -> Operation:
    try:
        return specification.operation(name)
    except SpecificationError as error:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"there is no operation {name!r}") from error


async def _json(request: Request) -> object:
    try:
        return await request.json()
    except (ValueError, RecursionError) as error:
        raise WishError("this is no JSON") from error


async def _explain(_: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        return JSONResponse({"problem": error.detail}, error.status_code)
    return JSONResponse({"problem": str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)
