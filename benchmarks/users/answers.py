"""Answers: whether they are right, and what is in them."""

import json
from collections.abc import Mapping
from functools import cached_property

from benchmarks.users.facts import Asked, Json, wrong_facts
from harness.response_validation import validate_response
from harness.specification import Operation

LONGEST_PROBLEM = 300


class Answer:
    """The body of a right answer, read when somebody looks into it."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    @cached_property
    def value(self) -> Json:
        """The body's JSON; None where there is no body."""
        return json.loads(self.body) if self.body else None

    def __getitem__(self, key: str) -> Json:
        return self.value[key]


def wrong_status(called: Operation, status: int, body: bytes) -> str:
    """Return what is wrong about an answer's status, in words; "" where it is right."""
    if status == called.success_status:
        return ""
    said = body[:LONGEST_PROBLEM].decode("utf-8", errors="replace")
    return f"status {status} {said}".strip()


def wrong_body(called: Operation, asked: Asked, headers: Mapping[str, str], answer: Answer) -> str:
    """Return what is wrong about the body of an answer with the right status; "" if nothing is.

    Args:
        called: the operation.
        asked: the request.
        headers: the answer's headers.
        answer: its body.
    """
    found = validate_response(called.id, called.success_status, headers, answer.body)
    if not found:
        found = wrong_facts(asked, answer.value)
    return found[0][:LONGEST_PROBLEM] if found else ""
