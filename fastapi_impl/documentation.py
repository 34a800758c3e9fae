"""The generated OpenAPI document, brought to the specification's terms."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic.alias_generators import to_camel

AUTOMATIC_SCHEMAS = ("HTTPValidationError", "ValidationError")


def operation_id(route: APIRoute) -> str:
    """Name an operation after its view: `create_article_comment` is `createArticleComment`."""
    return to_camel(route.name)


def document(app: FastAPI) -> None:
    """Have the document show docstrings as summaries, and no 422 that is not declared.

    FastAPI gives a 422 to everything with a parameter; here one in a path is answered 404.
    """
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        return app.openapi_schema or _correct(generate())

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend it


def _correct(generated: dict[str, Any]) -> dict[str, Any]:
    for path in generated["paths"].values():
        for operation in path.values():
            operation["summary"] = operation.pop("description")
            if "HTTPValidationError" in str(operation["responses"].get("422")):
                del operation["responses"]["422"]
    for schema in AUTOMATIC_SCHEMAS:
        generated["components"]["schemas"].pop(schema, None)
    return generated
