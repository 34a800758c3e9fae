"""What the spec says of an operation, ready to be shown: input, answers, examples."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from markupsafe import Markup

from harness import specification
from harness.specification import JSON, Operation, resolve
from reader.highlight import highlight

SECURITY = {
    "required": "needs a token",
    "optional": "takes a token, and does without",
    "none": "takes no token",
}


@dataclass(frozen=True)
class Field:
    """One parameter, or one property of a body."""

    name: str
    place: str
    type: str
    limits: str
    required: bool


@dataclass(frozen=True)
class Answer:
    """One status that an operation can answer."""

    status: int
    phrase: str
    description: str
    example: list[Markup]


@dataclass(frozen=True)
class Specified:
    """All that the spec says of one operation."""

    security: str
    fields: list[Field]
    request: list[Markup]
    """An example of the body; empty where there is none."""
    answers: list[Answer]


def specified(operation: Operation) -> Specified:
    """Return what the spec says of an operation."""
    path_item = specification.document()["paths"][operation.path]
    item = path_item[operation.method.lower()]
    parameters = [*path_item.get("parameters", []), *item.get("parameters", [])]
    fields = [_parameter(resolve(entry)) for entry in parameters]
    body = resolve(item["requestBody"])["content"][JSON]["schema"] if operation.has_body else None
    if body:
        fields += _properties(resolve(body), "")
    return Specified(
        SECURITY[operation.security],
        fields,
        _json(_example({"schema": body}) if body else None),
        [_answer(int(status), resolve(found)) for status, found in item["responses"].items()],
    )


def _parameter(entry: dict[str, Any]) -> Field:
    schema = resolve(entry["schema"])
    required = bool(entry.get("required"))
    return Field(entry["name"], entry["in"], _type(schema), _limits(schema), required)


def _properties(schema: dict[str, Any], before: str) -> Iterator[Field]:
    for name, found in schema.get("properties", {}).items():
        inner = resolve(found)
        whole = f"{before}{name}"
        if "properties" in inner:
            yield from _properties(inner, f"{whole}.")
        else:
            required = name in schema.get("required", ())
            yield Field(whole, "body", _type(inner), _limits(inner), required)


def _type(schema: dict[str, Any]) -> str:
    found = schema.get("type", "any")
    if found == "array":
        return f"list of {_type(resolve(schema['items']))}"
    return " or ".join(found) if isinstance(found, list) else str(found)


def _limits(schema: dict[str, Any]) -> str:
    parts = []
    for low, high, unit in (
        ("minLength", "maxLength", " characters"),
        ("minimum", "maximum", ""),
        ("minItems", "maxItems", " items"),
    ):
        if low in schema and high in schema:
            parts.append(f"{schema[low]} to {schema[high]:,}{unit}")
        elif high in schema:
            parts.append(f"at most {schema[high]:,}{unit}")
        elif low in schema:
            parts.append(f"at least {schema[low]}{unit}")
    if "default" in schema:
        parts.append(f"{schema['default']} when absent")
    return ", ".join(parts)


def _answer(status: int, found: dict[str, Any]) -> Answer:
    content = found.get("content", {}).get(JSON)
    example = _json(_example(content)) if content else []
    return Answer(status, HTTPStatus(status).phrase, found["description"], example)


def _example(content: dict[str, Any]) -> object:
    if "example" in content:
        return content["example"]
    schema = resolve(content["schema"])
    return next(iter(schema.get("examples", ())), None)


def _json(value: object) -> list[Markup]:
    if value is None:
        return []
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return [Markup(line) for line in highlight("json", text)]  # noqa: S704 (escaped there)
