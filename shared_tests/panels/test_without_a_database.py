"""What a server does whose database is out of reach."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpx2
import pytest

from harness.specification import Operation
from shared_tests.client import Caller, refusal
from shared_tests.general.stage import OPERATIONS
from shared_tests.general.tokens import signed
from shared_tests.panels.conftest import ORIGINS
from shared_tests.panels.test_faults import BODIES, LATER, PATH
from shared_tests.panels.test_health import OK, UNREACHABLE, answer
from shared_tests.panels.test_server_timing import one_of_each
from shared_tests.rules import rule

AT_ONCE = 8
"""A pool may wait seconds for its database, and a request as long: together they wait once."""


@rule("OPS-1", "OPS-2")
def test_503_the_database_is_unreachable(unreachable: Caller) -> None:
    for _ in range(2):
        assert answer(unreachable, "/readyz") == UNREACHABLE
        assert answer(unreachable, "/healthz") == OK


@rule("OPS-9", "OPS-7")
def test_503_whatever_is_called(unreachable: Caller) -> None:
    token = signed({"sub": "1", "iat": 0, "exp": LATER}, str(unreachable.target.secret_key))
    for caller, securities in [
        (unreachable, {"none", "optional"}),
        (unreachable.with_token(token), {"required"}),
    ]:
        operations = [each for each in OPERATIONS if each.security in securities]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            responses = list(pool.map(partial(_ask, caller), operations))

        for operation, response in zip(operations, responses, strict=True):
            assert refusal(response) == (503, UNREACHABLE[1]["errors"]), operation.id
            assert int(response.headers["retry-after"]) > 0
            assert response.headers["access-control-allow-origin"] == ORIGINS[0]


def _ask(caller: Caller, operation: Operation) -> httpx2.Response:
    path = {name: PATH[name] for name in operation.path_parameters}
    headers = {"Origin": ORIGINS[0]}
    return caller.call(operation.id, json=BODIES, headers=headers, check=False, **path)


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
