"""The map: what the application is made of."""

from flask import Flask
from flask.typing import ResponseReturnValue
from flask_cors import CORS
from flask_openapi3 import Info

import config
import database
import errors
import incoming
import server_timing
from accounts.views import accounts
from articles.slugs import SlugConverter
from articles.views import articles
from comments.views import comments
from documentation import DocumentedFlask, documentation
from health import health
from profiles.views import profiles
from schemas import Errors
from tags.views import tags

TOKEN_SCHEME = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": "`Token <jwt>` or `Bearer <jwt>`.",
}
ALLOWED_HEADERS = ["Authorization", "Content-Type", "X-Requested-With"]
"""What a cross-origin request may carry (GEN-19)."""


class Conduit(DocumentedFlask):
    """The application: documented, and patient with its database."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Have the view answer, again where the database asks for it."""
        return database.try_again(super().dispatch_request)


def create_app() -> Flask:
    """Return the application, configured by the environment.

    Raises:
        SystemExit: the configuration is wrong (OPS-6).
    """
    app = Conduit(
        __name__,
        info=Info(title="Conduit", version="1.0"),
        security_schemes={"Token": TOKEN_SCHEME},
        validation_error_model=Errors,
        validation_error_callback=errors.answer_validation_error,
        doc_ui=False,  # documentation.py serves it
        static_folder=None,
    )
    app.config.from_mapping(config.from_environment())

    database.init_app(app)
    server_timing.init_app(app)
    # Takes CORS_ORIGINS from the configuration, and answers preflights too (GEN-19, GEN-20).
    CORS(app, allow_headers=ALLOWED_HEADERS, send_wildcard=True, always_send=False)
    incoming.init_app(app)
    errors.init_app(app)
    mount_chapters(app)
    if app.config["OTEL_EXPORTER_OTLP_ENDPOINT"]:
        import tracing  # noqa: PLC0415 (it brings the whole SDK)

        tracing.init_app(app)
    return app


def mount_chapters(app: DocumentedFlask) -> None:
    """Mount the chapters of the API, and what is no part of it."""
    app.url_map.converters["slug"] = SlugConverter
    for chapter in (accounts, profiles, articles, comments, tags):
        app.register_api(chapter)
    app.register_blueprint(health)
    app.register_blueprint(documentation)
