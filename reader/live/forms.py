"""What the console asks for an operation: its parameters, an example of its body, its token."""

import json
from typing import Any

from harness import specification
from harness.specification import JSON, Operation, resolve


def form(operation: Operation) -> dict[str, Any]:
    """Return the form of an operation, as plain JSON."""
    path_item = specification.document()["paths"][operation.path]
    item = path_item[operation.method.lower()]
    parameters = [resolve(each) for each in path_item.get("parameters", [])]
    parameters += [resolve(each) for each in item.get("parameters", [])]
    return {
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "security": operation.security,
        "pathParameters": [_field(each) for each in parameters if each["in"] == "path"],
        "queryParameters": [_field(each) for each in parameters if each["in"] == "query"],
        "body": _example(resolve(item["requestBody"])) if operation.has_body else None,
    }


def _field(parameter: dict[str, Any]) -> dict[str, str]:
    schema = resolve(parameter["schema"])
    return {
        "name": parameter["name"],
        "example": str(parameter.get("example", "")),
        "hint": f"{schema['default']} when absent" if "default" in schema else "",
    }


def _example(request: dict[str, Any]) -> str:
    content = request["content"][JSON]
    schema = resolve(content["schema"])
    example = content.get("example", next(iter(schema.get("examples", ())), {}))
    return json.dumps(example, indent=2, ensure_ascii=False)
