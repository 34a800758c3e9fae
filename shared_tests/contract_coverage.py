"""How much of the contract a run has touched: statuses, properties, and both sides of every limit.

Each thing to touch is a line of words, such as `updateArticle: title of 201 characters refused`.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

import httpx2

from harness import specification
from harness.specification import JSON, Operation, resolve

Schema = dict[str, Any]

VALUES = {True: "true", False: "false"}

UNREACHABLE = {"TagsBody.tags: empty"}
"""What no test can bring about: the tags are those of everybody's articles, not of one test's."""


@cache
def demands() -> tuple[str, ...]:
    """Return everything that the spec gives a suite to touch, in its order."""
    found: dict[str, None] = {}
    for operation in specification.operations():
        found |= dict.fromkeys(_demands_of(operation))
    return tuple(demand for demand in found if demand not in UNREACHABLE)


def _demands_of(operation: Operation) -> Iterator[str]:
    for status in operation.statuses:
        yield f"{operation.id}: {status}"
        if schema := _response_schema(operation, status):
            yield from _demanded_of_answer(f"{operation.id} {status}", schema)
    for name, field, required in _body_fields(operation):
        yield from (f"{operation.id}: {name} {case}" for case in _cases(field, required))
    for name, schema in _bounded_query(operation):
        low, high = schema["minimum"], schema["maximum"]
        yield from (f"{operation.id}: {name}={number} accepted" for number in (low, high))
        yield from (f"{operation.id}: {name}={number} refused" for number in (low - 1, high + 1))


def _cases(field: Schema, required: bool) -> Iterator[str]:
    """Yield what is to be tried with a field of a body."""
    yield f"absent {'refused' if required else 'accepted'}"
    yield f"null {'accepted' if 'null' in field['type'] else 'refused'}"
    if field["type"] == "array":
        yield from (
            f"of {field['maxItems']} items accepted",
            f"of {field['maxItems'] + 1} items refused",
        )
        field = resolve(field["items"])
    low = field.get("minLength", 0)
    # Where the form alone rules so short a text out, nothing of that length can be accepted.
    if low and re.search(field.get("pattern", ""), "x" * low):
        yield from (f"of {low} characters accepted", f"of {low - 1} characters refused")
    if high := field.get("maxLength"):
        yield from (f"of {high} characters accepted", f"of {high + 1} characters refused")


def _demanded_of_answer(where: str, schema: Schema, owner: str = "") -> Iterator[str]:
    """Yield what is to be seen of every property: there, null or missing where it may be so.

    What a property can say at all, it has to say in some answer: both truths, a list with nothing
    in it and one with something. Not every operation can say all of it.
    """
    owner, schema = _named(schema, owner)
    for name, child in schema.get("properties", {}).items():
        place, property_ = f"{where} {name}", _named(child, "")[1]
        yield f"{place}: present"
        if name not in schema.get("required", ()):
            yield f"{place}: absent"
        if "null" in property_.get("type", ""):
            yield from (f"{place}: null", f"{owner}.{name}: not null")
        if property_.get("type") == "boolean":
            yield from (f"{owner}.{name}: {value}" for value in VALUES.values())
        if property_.get("type") == "array":
            yield from (f"{owner}.{name}: empty", f"{owner}.{name}: filled")
            yield from _demanded_of_answer(place, property_["items"])
        yield from _demanded_of_answer(place, child)


def touched(response: httpx2.Response) -> set[str]:
    """Return what one answer, and the request before it, have touched."""
    request, status = response.request, response.status_code
    path = request.url.raw_path.decode("ascii").partition("?")[0]
    operation = specification.operation_at(request.method, path)
    if operation is None:
        return set()
    found = {f"{operation.id}: {status}"}
    if schema := _response_schema(operation, status):
        answer = _read(response.content)
        found |= set(_seen_in_answer(f"{operation.id} {status}", schema, answer))
    outcome = _outcome(operation, status)
    if outcome is None:
        return found
    tried = {*_tried_in_body(operation, request), *_tried_in_query(request)}
    return found | {f"{operation.id}: {case} {outcome}" for case in tried}


def _outcome(operation: Operation, status: int) -> str | None:
    """Return what became of the values of a request; None where they were not the point."""
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        return "refused"
    wrong_credentials = operation.security == "none" and status == HTTPStatus.UNAUTHORIZED
    return "accepted" if status == operation.success_status or wrong_credentials else None


def _seen_in_answer(where: str, schema: Schema, value: object, owner: str = "") -> Iterator[str]:
    owner, schema = _named(schema, owner)
    if not isinstance(value, dict):
        return
    for name, child in schema.get("properties", {}).items():
        place = f"{where} {name}"
        if name not in value:
            yield f"{place}: absent"
            continue
        found = value[name]
        yield f"{place}: present"
        yield f"{place}: null" if found is None else f"{owner}.{name}: not null"
        if isinstance(found, bool):
            yield f"{owner}.{name}: {VALUES[found]}"
        if isinstance(found, list):
            yield f"{owner}.{name}: {'filled' if found else 'empty'}"
            for item in found:
                yield from _seen_in_answer(place, _named(child, "")[1]["items"], item)
        yield from _seen_in_answer(place, child, found)


def _tried_in_body(operation: Operation, request: httpx2.Request) -> Iterator[str]:
    body = _read(request.content) if operation.has_body else None
    inner = next(iter(body.values()), None) if isinstance(body, dict) else None
    if not isinstance(inner, dict):
        return
    for name, _, _ in _body_fields(operation):
        if name not in inner:
            yield f"{name} absent"
        elif inner[name] is None:
            yield f"{name} null"
        elif isinstance(inner[name], str):
            # Most texts are trimmed before they are measured.
            lengths = {len(inner[name]), len(inner[name].strip())}
            yield from (f"{name} of {length} characters" for length in lengths)
        elif isinstance(inner[name], list):
            yield f"{name} of {len(inner[name])} items"
            lengths = {len(item) for item in inner[name] if isinstance(item, str)}
            yield from (f"{name} of {length} characters" for length in lengths)


def _tried_in_query(request: httpx2.Request) -> Iterator[str]:
    for name, values in parse_qs(request.url.query.decode(errors="replace")).items():
        yield f"{name}={values[-1]}"


def _read(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _named(schema: Schema, owner: str) -> tuple[str, Schema]:
    """Return a schema without its `$ref`, and the name of the component that this points at."""
    name = schema.get("$ref", owner).rpartition("/")[2]
    return name, resolve(schema)


@cache
def _response_schema(operation: Operation, status: int) -> Schema | None:
    item = specification.document()["paths"][operation.path][operation.method.lower()]
    content = (
        resolve(item["responses"][str(status)]).get("content")
        if status in operation.statuses
        else None
    )
    schema: Schema | None = content[JSON]["schema"] if content else None
    return schema


@cache
def _body_fields(operation: Operation) -> tuple[tuple[str, Schema, bool], ...]:
    """Return each field of an operation's body: its name, its schema, whether it is required."""
    if not operation.has_body:
        return ()
    item = specification.document()["paths"][operation.path][operation.method.lower()]
    outer = resolve(resolve(item["requestBody"])["content"][JSON]["schema"])
    (inner,) = map(resolve, outer["properties"].values())
    required = inner.get("required", ())
    return tuple((name, resolve(it), name in required) for name, it in inner["properties"].items())


@cache
def _bounded_query(operation: Operation) -> tuple[tuple[str, Schema], ...]:
    item = specification.document()["paths"][operation.path]
    shared, own = item.get("parameters", []), item[operation.method.lower()].get("parameters", [])
    found = [resolve(entry) for entry in [*shared, *own]]
    return tuple((it["name"], it["schema"]) for it in found if "maximum" in it["schema"])
