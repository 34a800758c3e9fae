"""A fault of the server: here its database has no tables."""

from typing import Any

import pytest

from shared_tests.client import Caller, refusal, unique
from shared_tests.general.stage import OPERATIONS
from shared_tests.general.tokens import signed
from shared_tests.panels.running import Running
from shared_tests.panels.test_server_timing import FORM
from shared_tests.rules import rule

FAULT = (500, {"server": ["internal error"]})
LATER = 2_000_000_000
ORIGIN = {"Origin": "https://front-end.example"}
BODIES: dict[str, dict[str, object]] = {
    "user": {"username": "jake", "email": "jake@jake.jake", "password": "jakejake"},
    "article": {"title": "T", "description": "D", "body": "B"},
    "comment": {"body": "C"},
}
PATH: dict[str, Any] = {"username": "jake", "slug": "a-slug", "id": 1}
INSIDES = ["traceback", "sqlalchemy", "django", "select ", "no such table", 'file "', ".py"]
"""What an answer must not show, in lower case."""


@rule("OPS-7")
@pytest.mark.parametrize("with_token", [False, True], ids=["anonymous", "with-token"])
def test_500_whatever_is_called(helpless: Caller, with_token: bool) -> None:
    """Who has a token is looked up first; who has none fails where an operation reads or writes."""
    if with_token:
        assert helpless.target.secret_key is not None
        token = signed({"sub": "1", "iat": 0, "exp": LATER}, helpless.target.secret_key)
        helpless = helpless.with_token(token)
    for operation in OPERATIONS:
        if operation.security == "required" and not with_token:
            continue
        response = helpless.call(
            operation.id,
            json=BODIES,
            headers=ORIGIN,
            check=False,
            **{name: PATH[name] for name in operation.path_parameters},
        )

        assert refusal(response) == FAULT, operation.id
        assert response.headers["content-type"].startswith("application/json")
        assert response.headers.get("access-control-allow-origin") == "*"
        shown = f"{response.text} {dict(response.headers)}".lower()
        assert [inside for inside in INSIDES if inside in shown] == []


@rule("OPS-7")
def test_a_fault_is_logged_with_its_traceback(helpless: Caller, unmigrated: Running) -> None:
    before = unmigrated.log_at_rest()

    helpless.call("getTags", check=False)

    # It may be written a moment after the answer.
    logged = unmigrated.log_with("tag_counts", before)
    assert "Traceback (most recent call last)" in logged
    assert "tag_counts" in logged


@rule("OPS-7")
def test_a_fault_logs_neither_password_nor_token(helpless: Caller, unmigrated: Running) -> None:
    assert helpless.target.secret_key is not None
    secret = unique("secret-")
    token = signed({"sub": "1", "iat": 0, "exp": LATER}, helpless.target.secret_key)
    user = {"username": unique(), "email": f"{unique()}@example.org", "password": secret}

    helpless.call("createUser", json={"user": user}, check=False)
    helpless.call("login", json={"user": user}, check=False)
    helpless.with_token(token).call("getCurrentUser", check=False)

    logged = unmigrated.log_with("Traceback")
    assert "Traceback" in logged
    assert secret not in logged
    assert token not in logged


@rule("OPS-3", "OPS-7")
def test_a_fault_tells_what_it_cost(helpless: Caller) -> None:
    answer = helpless.call("getTags", check=False)

    assert answer.status_code == 500
    assert FORM.fullmatch(answer.headers.get("server-timing", "none"))


def test_a_refusal_is_no_fault(helpless: Caller) -> None:
    """What needs no database is answered without one."""
    assert helpless.request("GET", "/api/nothing").status_code == 404
    assert helpless.request("PATCH", "/api/tags").status_code == 405
    assert helpless.call("getCurrentUser").status_code == 401
    assert helpless.call("login", json={}).status_code == 422
    assert helpless.call("login", content=b"{", headers={"Content-Type": "x/y"}).status_code == 415
