"""`Server-Timing`: on every answer when it is asked for, else on none."""

import re

import httpx2
import pytest

from harness.targets import Target
from shared_tests.client import Account, Caller
from shared_tests.inputs import LARGEST_BODY
from shared_tests.rules import rule

FORM = re.compile(
    r'app;dur=(?P<app>\d+(\.\d+)?), db;dur=(?P<db>\d+(\.\d+)?);desc="(?P<count>\d+) queries"'
)
PREFLIGHT = {"Origin": "https://front-end.example", "Access-Control-Request-Method": "GET"}


def one_of_each(caller: Caller) -> list[httpx2.Response]:
    """Return answers of every kind that needs no account."""
    return [
        caller.request("GET", "/healthz"),
        caller.request("GET", "/readyz"),
        caller.request("GET", "/openapi.json"),
        caller.request("GET", "/api/nothing"),
        caller.request("PATCH", "/api/tags"),
        caller.request("OPTIONS", "/api/tags", headers=PREFLIGHT),
        caller.call("getCurrentUser"),
        caller.call("getCurrentUser", headers={"Authorization": "Token garbage"}),
        caller.call("login", json={}),
        caller.call("login", content=b"{}", headers={"Content-Type": "text/plain"}),
        caller.call_declaring("login", LARGEST_BODY + 1),
    ]


@pytest.fixture
def timed(booted: Target, anonymous: Caller) -> Caller:
    """Return a caller of a panel of ours, which was booted with SERVER_TIMING=1."""
    assert booted.implementation is not None
    return anonymous


@rule("OPS-3")
def test_every_answer_tells_what_it_cost(timed: Caller, alice: Account) -> None:
    answers = [*one_of_each(timed), timed.call("getTags"), alice.call("getCurrentUser")]

    for answer in answers:
        header = answer.headers.get("server-timing", "none")
        assert FORM.fullmatch(header), f"{header} on {answer.request.method} {answer.url}"


@rule("OPS-3")
def test_it_tells_milliseconds_and_queries(timed: Caller, alice: Account) -> None:
    answers = [
        timed.request("GET", "/healthz"),
        timed.call("getTags"),
        alice.call("getCurrentUser"),
        alice.call("updateCurrentUser", json={"user": {"bio": "Keeps time."}}),
    ]
    found = [FORM.fullmatch(answer.headers["server-timing"]) for answer in answers]
    costs = [(int(m["count"]), float(m["app"]), float(m["db"])) for m in found if m]

    assert [count for count, _, _ in costs[:3]] == [0, 1, 1]
    assert costs[3][0] > 1
    assert costs[0][2] == 0
    for answer, (_, app, database) in zip(answers, costs, strict=True):
        assert database <= app <= answer.elapsed.total_seconds() * 1000
