"""Values that fields are tried with, and the messages that the rules give for them."""

import secrets
from typing import Any

import pytest

MISSING: Any = object()
"""Stands for a field that is left out."""

BLANKS = [
    pytest.param(None, id="null"),
    pytest.param("", id="empty"),
    pytest.param(" \t\r\n", id="white-space"),
    pytest.param("\u2003\u3000", id="unicode-white-space"),
]
MISSING_OR_BLANK = [pytest.param(MISSING, id="missing"), *BLANKS]

NOT_TEXT = [
    pytest.param(7, id="number"),
    pytest.param(True, id="boolean"),
    pytest.param(["text"], id="list"),
    pytest.param({"text": "text"}, id="object"),
]
NOT_STORABLE = [
    pytest.param("nul \x00 inside", id="nul"),
    pytest.param("lone \ud800 surrogate", id="surrogate"),
]

OTHER_MEDIA_TYPES = [
    pytest.param(None, id="none"),
    pytest.param("text/plain", id="text"),
    pytest.param("application/x-www-form-urlencoded", id="form"),
    pytest.param("application/json-seq", id="json-seq"),
    pytest.param("application/merge-patch+json", id="patch"),
]

LIMIT_RANGE = ["must be a whole number from 1 to 100"]
OFFSET_RANGE = ["must be a whole number from 0 to 2147483647"]
NO_LIMITS = ["0", "101", "-1", "abc", "1.5", "1.0", "1e1", "", " ", " 1", "+1", "1_0", "0x1", "٣"]
NO_OFFSETS = ["-1", "2147483648", "9" * 30, "abc", "0.0", "1e1", "", " 1", "+1", "1_0", "٣"]

LARGEST_BODY = 1_048_576
"""In bytes."""

BLANK = ["can't be blank"]
INVALID = ["is invalid"]
TAKEN = ["has already been taken"]

NO_TOKEN = (401, {"token": ["is missing"]})
BAD_TOKEN = (401, {"token": ["is invalid"]})
TOO_LARGE = (413, {"body": ["is too large"]})
NOT_JSON = (415, {"body": ["must be application/json"]})


def too_short(minimum: int) -> list[str]:
    """Return the messages for a text under its minimum length."""
    return [f"is too short (minimum is {minimum} characters)"]


def too_long(maximum: int) -> list[str]:
    """Return the messages for a text over its maximum length."""
    return [f"is too long (maximum is {maximum} characters)"]


def envelope(name: str, **fields: object) -> dict[str, dict[str, object]]:
    """Return a body: the fields under the envelope's name, without those that are MISSING."""
    return {name: {key: value for key, value in fields.items() if value is not MISSING}}


def rare_character() -> str:
    """Return one character out of twenty thousand."""
    return chr(0x4E00 + secrets.randbelow(20_000))
