"""Whether a response keeps to the specification."""

import json
import textwrap
from collections.abc import Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from harness.specification import (
    FIRST_ERROR_STATUS,
    JSON,
    document,
    operation,
    operations,
    resolve,
)

LONGEST_MESSAGE = 300


def validate_response(
    operation_id: str | None, status: int, headers: Mapping[str, str], body: bytes
) -> list[str]:
    """Return how a response breaks the specification: one readable line each, none if it does not.

    Args:
        operation_id: the operation that was called; None for a path or method that the spec does
            not have, where nothing but an error in the shape of `Errors` is right.
        status: the response's status.
        headers: its headers; names in any case.
        body: its body, undecoded.
    """
    if operation_id is None:
        if status < FIRST_ERROR_STATUS:
            return [f"status {status} where only an error is right"]
        return _validate_json(_errors_validator(), headers, body)
    called = operation(operation_id)
    if status not in called.statuses:
        documented = ", ".join(map(str, called.statuses))
        return [f"status {status} is not documented for {operation_id} (only {documented})"]
    validator = _validators()[operation_id, status]
    if validator is None:
        return [f"a body of {len(body)} bytes where there must be none"] if body else []
    return _validate_json(validator, headers, body)


@cache
def _validators() -> dict[tuple[str, int], jsonschema_rs.Validator | None]:
    """Compile one validator per operation and status; None where there must be no body."""
    validators = {}
    for found in operations():
        item = document()["paths"][found.path][found.method.lower()]
        for status, response in item["responses"].items():
            content = resolve(response).get("content")
            validators[found.id, int(status)] = (
                _compile(content[JSON]["schema"]) if content else None
            )
    return validators


@cache
def _errors_validator() -> jsonschema_rs.Validator:
    return _compile({"$ref": "#/components/schemas/Errors"})


def _compile(schema: dict[str, Any]) -> jsonschema_rs.Validator:
    # The components travel along so that "#/components/..." points into the same document.
    return jsonschema_rs.Draft202012Validator({**schema, "components": document()["components"]})


def _validate_json(
    validator: jsonschema_rs.Validator, headers: Mapping[str, str], body: bytes
) -> list[str]:
    lowered = {name.lower(): value for name, value in headers.items()}
    media_type = lowered.get("content-type", "").partition(";")[0].strip().lower()
    violations = [] if media_type == JSON else [f"media type {media_type!r}, not {JSON!r}"]
    try:
        instance = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        return [*violations, f"the body is not JSON: {error}"]
    return violations + [_describe(error) for error in validator.iter_errors(instance)]


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _describe(error: jsonschema_rs.ValidationError) -> str:
    place = ".".join(map(str, error.instance_path)) or "the body"
    return f"{place}: {textwrap.shorten(error.message, LONGEST_MESSAGE)}"
