"""Browsers on other origins: preflights, and who may read an answer."""

from http import HTTPStatus

import httpx2
import pytest

from harness.specification import Operation
from shared_tests.client import Account, Caller, unique
from shared_tests.general.flaws import Cast, possible
from shared_tests.general.stage import OPERATIONS, Stage, operation_id
from shared_tests.rules import rule

ORIGIN = {"Origin": "https://front-end.example"}
ALLOW_ORIGIN = "access-control-allow-origin"
HEADERS = {"authorization", "content-type", "x-requested-with"}

BY_FLAW = {
    flaw: [operation for operation in OPERATIONS if flaw in possible(operation)]
    for flaw in sorted({flaw for operation in OPERATIONS for flaw in possible(operation)})
}


def preflight(caller: Caller, method: str, path: str, headers: str) -> httpx2.Response:
    """Ask, as a browser does, whether a page may send a request."""
    asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}
    return caller.request("OPTIONS", path, headers=ORIGIN | asked)


def words(response: httpx2.Response, header: str) -> set[str]:
    """Return the words of a header that is a list."""
    return {word.strip().lower() for word in response.headers.get(header, "").split(",")}


@rule("GEN-19", "GEN-20")
@pytest.mark.parametrize("operation", OPERATIONS, ids=operation_id)
def test_200_preflight(standing: Stage, anonymous: Caller, operation: Operation) -> None:
    asked = ", ".join(sorted(HEADERS))

    response = preflight(anonymous, operation.method, standing.url(operation), asked)

    assert response.status_code == 200
    assert response.headers.get(ALLOW_ORIGIN) == "*"
    assert words(response, "access-control-allow-headers") >= HEADERS
    assert operation.method.lower() in words(response, "access-control-allow-methods")


@rule("GEN-19")
@pytest.mark.parametrize("headers", ["Authorization", "X-Requested-With", "CONTENT-TYPE", ""])
def test_200_preflight_for_some_of_the_headers(anonymous: Caller, headers: str) -> None:
    response = preflight(anonymous, "POST", "/api/articles", headers)

    assert response.status_code == 200
    if headers:
        assert headers.lower() in words(response, "access-control-allow-headers")


@rule("GEN-19")
def test_200_preflight_looks_nothing_up(anonymous: Caller) -> None:
    headers = {"Authorization": "Token garbage", "Access-Control-Request-Method": "DELETE"}

    response = anonymous.request("OPTIONS", f"/api/articles/{unique()}", headers=ORIGIN | headers)

    assert response.status_code == 200


@rule("GEN-20")
def test_every_success_may_be_read(stage: Stage) -> None:
    responses = {operation.id: stage.call(operation, headers=ORIGIN) for operation in OPERATIONS}

    allowed = {key: answer.headers.get(ALLOW_ORIGIN) for key, answer in responses.items()}
    assert allowed == dict.fromkeys(allowed, "*")
    assert all(answer.is_success for answer in responses.values())


@rule("GEN-20")
@pytest.mark.parametrize("flaw", BY_FLAW)
def test_every_refusal_may_be_read(
    standing: Stage, stranger: Account, anonymous: Caller, flaw: int
) -> None:
    cast = Cast(standing, stranger, anonymous)
    responses = {operation.id: cast.call(operation, {flaw}, ORIGIN) for operation in BY_FLAW[flaw]}

    assert {answer.status_code for answer in responses.values()} == {flaw}
    allowed = {key: answer.headers.get(ALLOW_ORIGIN) for key, answer in responses.items()}
    assert allowed == dict.fromkeys(allowed, "*")


@rule("GEN-20", "GEN-2", "GEN-3")
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", HTTPStatus.NOT_FOUND),
        ("POST", "/api/tags/", HTTPStatus.NOT_FOUND),
        ("PATCH", "/api/articles", HTTPStatus.METHOD_NOT_ALLOWED),
        ("DELETE", "/api/tags", HTTPStatus.METHOD_NOT_ALLOWED),
    ],
)
def test_an_unknown_path_or_method_may_be_read(
    anonymous: Caller, method: str, path: str, status: int
) -> None:
    response = anonymous.request(method, path, headers=ORIGIN, check=True)

    assert response.status_code == status
    assert response.headers.get(ALLOW_ORIGIN) == "*"


@rule("GEN-20")
def test_credentials_of_the_browser_are_not_asked_for(anonymous: Caller) -> None:
    response = anonymous.call("getTags", headers=ORIGIN)

    assert "access-control-allow-credentials" not in response.headers
    assert "set-cookie" not in response.headers
