"""The generated OpenAPI document: what ninja cannot know by itself."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from pydantic.alias_generators import to_camel

from security import OptionalToken, Token


def operation_id(operation: Operation) -> str:
    """Return the operationId of a view: its name in camelCase."""
    return to_camel(operation.view_func.__name__)


class Document(OpenAPISchema):
    """Summaries from docstrings, one security scheme, and tokens that may be left out."""

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        """Describe an operation; its docstring is the summary."""
        details = super().operation_details(operation)
        details["summary"] = details.pop("description")
        return details

    def operation_security(self, operation: Operation) -> list[dict[str, Any]]:
        """Describe what an operation asks for: nothing, a token, or either."""
        alternatives: list[dict[str, Any]] = []
        for auth in operation.auth_callbacks:
            if isinstance(auth, OptionalToken):
                alternatives.append({})
            if isinstance(auth, Token):
                alternatives.append({"Token": []})
                self.securitySchemes["Token"] = auth.openapi_security_schema
        return alternatives
