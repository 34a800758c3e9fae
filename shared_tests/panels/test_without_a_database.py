"""What a server does whose database is out of reach."""

import pytest

from shared_tests.client import Caller
from shared_tests.panels.conftest import ORIGINS
from shared_tests.panels.test_health import OK, UNREACHABLE, answer
from shared_tests.panels.test_server_timing import one_of_each
from shared_tests.rules import rule


@rule("OPS-1", "OPS-2")
def test_503_the_database_is_unreachable(unreachable: Caller) -> None:
    for _ in range(2):
        assert answer(unreachable, "/readyz") == UNREACHABLE
        assert answer(unreachable, "/healthz") == OK


@rule("OPS-3")
def test_no_answer_tells_it_when_it_is_not_asked_for(unreachable: Caller) -> None:
    answers = one_of_each(unreachable)

    assert [str(answer.url) for answer in answers if "server-timing" in answer.headers] == []


@rule("GEN-20", "GEN-19")
@pytest.mark.parametrize("origin", ORIGINS)
def test_a_configured_origin_may_read_answers(unreachable: Caller, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}

    for response in [
        unreachable.request("GET", "/healthz", headers={"Origin": origin}),
        unreachable.call("getCurrentUser", headers={"Origin": origin}),
        unreachable.request("OPTIONS", "/api/tags", headers=asked),
    ]:
        assert response.headers.get("access-control-allow-origin") == origin
        # Or a cache would show one origin's answer to another.
        assert "origin" in response.headers.get("vary", "").lower()


@rule("GEN-20", "GEN-19")
@pytest.mark.parametrize("origin", ["https://three.example", "http://one.example", "null"])
def test_no_other_origin_may_read_answers(unreachable: Caller, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}

    for response in [
        unreachable.request("GET", "/healthz", headers={"Origin": origin}),
        unreachable.request("OPTIONS", "/api/tags", headers=asked),
    ]:
        assert response.headers.get("access-control-allow-origin") is None
