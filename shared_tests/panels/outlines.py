"""An OpenAPI document reduced to what clients rely on, so that two can be compared."""

from typing import Any

from harness.specification import METHODS

Document = dict[str, Any]
Outline = dict[str, Any]

JSON = "application/json"


def outlines(document: Document) -> dict[str, Outline]:
    """Return the outline of every operation of a document, by method and path."""
    return {
        f"{method.upper()} {path}": _operation(document, item, item[method])
        for path, item in document["paths"].items()
        for method in item
        if method in METHODS
    }


def _operation(document: Document, item: Document, operation: Document) -> Outline:
    parameters = [
        _resolved(document, node)
        for node in [*item.get("parameters", []), *operation.get("parameters", [])]
    ]
    body = _resolved(document, operation.get("requestBody", {}))
    security: Any = operation.get("security", document.get("security", []))
    return {
        "operationId": operation.get("operationId"),
        "tags": operation.get("tags"),
        "summary": operation.get("summary"),
        "parameters": sorted(
            f"{'required' if node.get('required') else 'optional'} {node['in']} {node['name']}"
            for node in parameters
        ),
        "body is required": body.get("required", False) if body else None,
        "body": _content(document, body),
        "responses": {
            status: _content(document, _resolved(document, node))
            for status, node in operation["responses"].items()
        },
        "security": sorted(
            _scheme(document, name) for need in security for name in (need or {"": []})
        ),
    }


def _scheme(document: Document, name: str) -> str:
    if not name:
        return "nobody"
    scheme = document["components"]["securitySchemes"][name]
    return f"{name}: {scheme['type']} in {scheme.get('in')} {scheme.get('name')}"


def _content(document: Document, node: Document) -> object:
    """Return the shape of a body or a response for each media type."""
    content = node.get("content", {})
    return {media_type: shape(document, content[media_type]["schema"]) for media_type in content}


def shape(document: Document, schema: Document) -> object:
    """Return what values a schema takes: names of types, and of an object its fields.

    Fields that must be there end in "!". Bounds, formats and texts are left out.
    """
    schema = _resolved(document, schema)
    if "anyOf" in schema:
        return sorted((shape(document, each) for each in schema["anyOf"]), key=str)
    if "allOf" in schema and len(schema["allOf"]) == 1:
        return shape(document, schema["allOf"][0])
    kinds = schema.get("type", "anything")
    if isinstance(kinds, list):
        return sorted((shape(document, {**schema, "type": kind}) for kind in kinds), key=str)
    if kinds == "array":
        return [shape(document, schema.get("items", {}))]
    if kinds != "object":
        return kinds
    required = schema.get("required", ())
    fields = {
        f"{name}!" if name in required else name: shape(document, node)
        for name, node in sorted(schema.get("properties", {}).items())
    }
    more = schema.get("additionalProperties")
    return {**fields, "any name": shape(document, more)} if isinstance(more, dict) else fields


def _resolved(document: Document, node: Document) -> Document:
    while "$ref" in node:
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node
