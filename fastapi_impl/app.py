"""The map: every chapter is mounted here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.types import ASGIApp

import accounts.views
import articles.views
import comments.views
import health
import profiles.views
import tags.views
from config import get_settings
from cross_origin import CrossOriginMiddleware
from database import create_engine
from documentation import document, operation_id
from errors import HANDLERS
from incoming import MAXIMUM_BYTES, BodySizeMiddleware
from server_timing import ServerTimingMiddleware


class State(TypedDict):
    """What lives as long as the process; a request finds it in `request.state`."""

    engine: AsyncEngine


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[State]:
    """Open the engine when the server starts and close its connections when it stops."""
    engine = create_engine(get_settings())
    yield {"engine": engine}
    await engine.dispose()


def create_api() -> FastAPI:
    """Mount the chapters."""
    # FastAPI's own /docs load Swagger UI from another host; these bring it along.
    api = FastAPIOffline(
        title="Conduit",
        version="1.0",
        redoc_url=None,
        swagger_ui_parameters={"validatorUrl": None},
        lifespan=lifespan,
        exception_handlers=HANDLERS,
        generate_unique_id_function=operation_id,
        redirect_slashes=False,
        max_body_size=MAXIMUM_BYTES,  # for bodies that do not declare their size
    )
    # Routes are tried one after the other: those that are asked for most come first.
    api.include_router(articles.views.router, prefix="/api")
    api.include_router(comments.views.router, prefix="/api")
    api.include_router(tags.views.router, prefix="/api")
    api.include_router(profiles.views.router, prefix="/api")
    api.include_router(accounts.views.router, prefix="/api")
    api.include_router(health.router)
    document(api)
    return api


def create_app() -> ASGIApp:
    """Wrap the API, so that what surrounds it reaches every answer, that to a fault included."""
    settings = get_settings()
    api = create_api()
    if settings.otel_exporter_otlp_endpoint:
        import tracing  # noqa: PLC0415 (it brings the whole SDK)

        tracing.trace_api(api)
    app: ASGIApp = BodySizeMiddleware(api)
    app = CrossOriginMiddleware(app, settings.cors_origins)
    return ServerTimingMiddleware(app) if settings.server_timing else app


app = create_app()
