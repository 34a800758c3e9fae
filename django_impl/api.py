"""The map of the API: every chapter is mounted here."""

from typing import Any

from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Swagger
from ninja.errors import ValidationError, ValidationErrorContext
from ninja.operation import Operation

import errors
from accounts.views import router as accounts
from articles.views import router as articles
from comments.views import router as comments
from documentation import Document, operation_id
from incoming import StrictParser
from profiles.views import router as profiles
from rendering import CompactJSONRenderer
from tags.views import router as tags


class ConduitAPI(NinjaAPI):
    """ninja, with the project's own document, media type and reading of errors."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation as the specification does."""
        return operation_id(operation)

    def get_openapi_schema(self, **_: object) -> Document:
        """Generate the OpenAPI document."""
        return Document(self, path_prefix="")

    def get_content_type(self) -> str:
        """Declare JSON without a charset: it is UTF-8 by definition (RFC 8259)."""
        return "application/json"

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """Keep the input, which ninja leaves out: errors.py tells by it what is blank."""
        return ValidationError(
            [
                {**detail, "loc": (context.model.__ninja_param_source__, *detail["loc"])}
                for context in error_contexts
                for detail in context.pydantic_validation_error.errors()
            ]
        )


api = ConduitAPI(
    title="Conduit",
    version="1.0",
    # Swagger UI would have a server on the Internet check the document (OPS-4).
    docs=Swagger({"validatorUrl": None}),
    docs_decorator=require_safe,
    parser=StrictParser(),
    renderer=CompactJSONRenderer(),
)
errors.register(api)

# Paths are tried one after the other: those that are asked for most come first.
api.add_router("/api/articles", articles)
api.add_router("/api/articles/{slug}/comments", comments)
api.add_router("/api/tags", tags)
api.add_router("/api/profiles", profiles)
api.add_router("/api", accounts)
