"""Reading bodies: what the spec's schemas and the general rules say of each field."""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from harness import specification
from harness.specification import Operation
from shared_tests.mutants.messages import Request
from shared_tests.mutants.reference.refusals import BLANK, INVALID, Refusal

KEPT_AS_GIVEN = {"password", "body"}
"""Fields that are not trimmed (ACC-5, ART-2, COM-1)."""
NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")

Schema = dict[str, Any]
Broken = Callable[[str], bool]
"""Tells whether a fault is the one that this server has."""


class Wrong(Exception):
    """A field that breaks a rule; the message is the rules'."""


def storable(text: str) -> bool:
    """Tell whether a text can be stored (GEN-17)."""
    return not NOT_STORABLE.search(text)


def check_media_type(request: Request) -> None:
    """Refuse a body that is not declared as JSON (GEN-15)."""
    media_type = request.header("content-type").partition(";")[0].strip().lower()
    if media_type != specification.JSON:
        raise Refusal(415, body=f"must be {specification.JSON}")


def read_fields(operation: Operation, request: Request, broken: Broken) -> dict[str, Any]:
    """Return the fields of a body, tidied; those that were not sent are left out.

    Raises:
        Refusal: 422, with every field that is wrong.
    """
    envelope, inner = _schema(operation.id)
    document = _parse(request.body, broken)
    sent = document.get(envelope)
    if sent is None and broken("envelope-optional") and document and envelope not in document:
        sent = document
    if sent is None:
        raise Refusal(422, **{envelope: BLANK})
    if not isinstance(sent, dict):
        raise Refusal(422, **{envelope: INVALID})
    if broken("unknown-key-refused") and (unknown := sorted(set(sent) - set(inner["properties"]))):
        raise Refusal(422, **dict.fromkeys(map(ascii, unknown), INVALID))
    return _check_all(inner, sent, broken)


def _check_all(inner: Schema, sent: dict[str, Any], broken: Broken) -> dict[str, Any]:
    values, problems = {}, {}
    for name, schema in inner["properties"].items():
        if name not in sent and name not in inner.get("required", ()):
            continue
        try:
            values[name] = _check(name, specification.resolve(schema), sent.get(name), broken)
        except Wrong as wrong:
            problems[name] = str(wrong)
    if problems and broken("first-error-only"):
        problems = dict(list(problems.items())[:1])
    if problems:
        raise Refusal(422, **problems)
    return values


@cache
def _schema(operation_id: str) -> tuple[str, Schema]:
    operation = specification.operation(operation_id)
    item = specification.document()["paths"][operation.path][operation.method.lower()]
    content = specification.resolve(item["requestBody"])["content"][specification.JSON]
    whole = specification.resolve(content["schema"])
    ((envelope, inner),) = whole["properties"].items()
    return envelope, specification.resolve(inner)


def _parse(body: bytes, broken: Broken) -> dict[str, Any]:
    try:
        text = body.decode(errors="replace" if broken("bytes-replaced") else "strict")
        document = json.loads(text, parse_constant=None if broken("nan-read") else _refuse_constant)
    except (ValueError, RecursionError):
        raise Refusal(422, body=INVALID) from None
    if not isinstance(document, dict):
        raise Refusal(422, body=INVALID)
    return document


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _check(name: str, schema: Schema, value: object, broken: Broken) -> object:
    if schema.get("type") == "array":
        return _check_tags(schema, value, broken)
    if value is None:
        if "null" in schema["type"]:
            return None
        raise Wrong(BLANK)
    if isinstance(value, int) and broken("number-taken-for-text"):
        value = str(value)
    if not isinstance(value, str) or not (storable(value) or broken("nul-accepted")):
        raise Wrong(INVALID)
    if not value.strip() and not (broken("blank-accepted") and value):
        if "null" in schema["type"]:
            return "" if broken("blank-bio-kept") else None
        raise Wrong(BLANK)
    return _check_text(schema, _trim(name, value, broken), broken)


def _trim(name: str, text: str, broken: Broken) -> str:
    if broken("nothing-trimmed"):
        return text
    return text.strip() if name not in KEPT_AS_GIVEN or broken("everything-trimmed") else text


def _check_text(schema: Schema, text: str, broken: Broken) -> str:
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    length = len(text.encode("utf-16-le")) // 2 if broken("counted-in-utf-16") else len(text)
    if length < least - broken("one-too-short-accepted") and least > 1:
        raise Wrong(f"is too short (minimum is {least} characters)")
    if most is not None and length > most + broken("one-too-long-accepted"):
        raise Wrong(f"is too long (maximum is {most} characters)")
    if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), text):
        raise Wrong(INVALID)
    return text


def _check_tags(schema: Schema, value: object, broken: Broken) -> list[str]:
    if value is None:
        if broken("null-tags-clear"):
            return []
        raise Wrong(BLANK)
    if not isinstance(value, list) or len(value) > schema["maxItems"]:
        raise Wrong(INVALID)
    for tag in value:
        if not isinstance(tag, str) or not storable(tag):
            raise Wrong(INVALID)
    trimmed = [tag.strip() for tag in value]
    if any(len(tag) > schema["items"]["maxLength"] for tag in trimmed):
        most = schema["items"]["maxLength"]
        raise Wrong(f"is too long (maximum is {most} characters)")
    return _tidy(value, trimmed, broken)


def _tidy(given: list[str], trimmed: list[str], broken: Broken) -> list[str]:
    if broken("tags-untrimmed"):
        trimmed = given
    kept = [tag for tag in trimmed if tag.strip()]
    if broken("tags-as-given"):
        return list(dict.fromkeys(kept))
    if broken("tags-by-letter"):
        return sorted(set(kept), key=str.lower)
    return sorted(set(kept))
