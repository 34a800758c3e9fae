"""/openapi.json and /docs, both from this host alone (OPS-4, OPS-5)."""

from pathlib import Path
from typing import Any

import flask_openapi3_swagger
from flask import Blueprint, current_app, render_template_string
from flask_openapi3 import OpenAPI
from flask_openapi3_swagger.templates import swagger_html_string
from pydantic.alias_generators import to_camel

# The page of flask-openapi3-swagger looks for its scripts under swagger/.
documentation = Blueprint(
    "documentation",
    __name__,
    static_folder=Path(flask_openapi3_swagger.__file__).parent / "templates" / "swagger",
    static_url_path="/swagger",
)


class DocumentedFlask(OpenAPI):
    """A Flask application whose document says no more than its operations do."""

    def generate_spec_json(self) -> None:
        """Build the document, without the 422 that flask-openapi3 adds to every operation."""
        super().generate_spec_json()  # type: ignore[no-untyped-call]  # flask-openapi3
        for path in self.spec_json["paths"].values():
            for operation in path.values():
                if _is_automatic(operation["responses"]["422"]):
                    del operation["responses"]["422"]


def _is_automatic(response: dict[str, Any]) -> bool:
    # Ours is one object, the automatic one a list of them.
    schema: dict[str, Any] = response["content"]["application/json"]["schema"]
    return schema.get("type") == "array"


def operation_id(*, name: str, path: str, method: str) -> str:
    """Return the operationId of a view: its name in camel case."""
    return to_camel(name)


@documentation.get("/openapi.json")
def openapi() -> dict[str, Any]:
    """Answer the generated document."""
    return current_app.api_doc  # type: ignore[attr-defined, no-any-return]  # a DocumentedFlask


@documentation.get("/docs")
def docs() -> str:
    """Answer the interactive page."""
    return render_template_string(
        swagger_html_string,
        doc_url="openapi.json",
        # Else Swagger UI has the document judged by a host of its maker's.
        swagger_config={"validatorUrl": None},
        oauth_config=None,
    )
