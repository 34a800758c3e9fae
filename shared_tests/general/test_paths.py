"""Paths and methods that the spec does not have."""

import pytest

from harness.specification import Operation
from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.general.stage import OPERATIONS, Stage, operation_id
from shared_tests.rules import rule

NO_SUCH_PATH = (404, {"path": ["not found"]})
NO_SUCH_METHOD = (405, {"method": ["not allowed"]})

METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]
ALWAYS_POSSIBLE = {"HEAD", "OPTIONS"}
"""What a path may have besides the methods of the spec."""

UNKNOWN_PATHS = [
    "/api",
    "/api/nothing",
    "/api/users/jake",
    "/api/users/login/now",
    "/api/user/settings",
    "/api/profiles",
    "/api/profiles/jake/followers",
    "/api/profiles/jake/follow/now",
    "/api/articles/a-slug/favorites",
    "/api/articles/a-slug/comments/1/replies",
    "/api/articles/feed/today",
    "/api/tags/dragons",
    "/API/articles",
    "/api/Articles",
    "/articles",
    "/api//articles",
    "//api/articles",
    "/api/articles//comments",
    "/api/profiles//follow",
    "/api/tags.json",
    "/api/tags%00",
    "/api/tags%20",
    "/api/t%C3%A4gs",
    "/api/tags%ED%A0%80",
    "/api/tags/%2e",
]

BY_PATH = {
    path: [operation for operation in OPERATIONS if operation.path == path]
    for path in dict.fromkeys(operation.path for operation in OPERATIONS)
}
REFUSED_METHODS = [
    pytest.param(path, method, id=f"{method}-{path}")
    for path, operations in BY_PATH.items()
    for method in METHODS
    if method not in {operation.method for operation in operations}
]


@rule("GEN-2")
@pytest.mark.parametrize("path", UNKNOWN_PATHS)
def test_404_unknown_path(anonymous: Caller, path: str) -> None:
    for method in METHODS:
        response = anonymous.request(method, path, check=True)

        assert refusal(response) == NO_SUCH_PATH, method


@rule("GEN-2", "GEN-4")
def test_404_unknown_path_whatever_is_sent_there(anonymous: Caller, alice: Account) -> None:
    path = f"/api/{unique()}?limit=0"
    text = {"Content-Type": "text/plain"}

    for caller in [anonymous, alice, anonymous.with_token("garbage")]:
        sent = [
            caller.request("POST", path, json={}, check=True),
            caller.request("POST", path, content=b"{", check=True),
            caller.request("PUT", path, content=b"text", headers=text, check=True),
        ]
        assert [refusal(response) for response in sent] == [NO_SUCH_PATH] * 3


@rule("GEN-2")
def test_404_head_of_an_unknown_path_has_no_body(anonymous: Caller) -> None:
    response = anonymous.request("HEAD", f"/api/{unique()}")

    assert response.status_code == 404
    assert response.content == b""


@rule("GEN-2", "ACC-4")
@pytest.mark.parametrize("operation_path", ["/api/profiles/{}", "/api/articles/{}/comments"])
def test_404_a_slash_is_no_part_of_a_name(anonymous: Caller, operation_path: str) -> None:
    response = anonymous.request("GET", operation_path.format("a%2Fb"), check=True)

    assert response.status_code == 404


@rule("GEN-21")
@pytest.mark.parametrize("operation", OPERATIONS, ids=operation_id)
def test_404_trailing_slash(standing: Stage, operation: Operation) -> None:
    path = standing.url(operation) + "/"

    response = standing.author.request(operation.method, path, check=True)

    assert refusal(response) == NO_SUCH_PATH
    assert "location" not in response.headers


@rule("GEN-21")
@pytest.mark.parametrize("operation", OPERATIONS, ids=operation_id)
def test_404_trailing_slash_before_anything_else_is_looked_at(
    standing: Stage, anonymous: Caller, operation: Operation
) -> None:
    path = standing.url(operation) + "/?limit=0"
    headers = {"Content-Type": "text/plain"}

    response = anonymous.request(operation.method, path, content=b"{", headers=headers, check=True)

    assert refusal(response) == NO_SUCH_PATH


@rule("GEN-3")
@pytest.mark.parametrize(("path", "method"), REFUSED_METHODS)
def test_405_method_that_a_path_does_not_have(
    standing: Stage, anonymous: Caller, path: str, method: str
) -> None:
    operations = BY_PATH[path]
    url = standing.url(operations[0])
    methods = {operation.method for operation in operations}

    for caller in [anonymous, standing.author]:
        response = caller.request(method, url, check=True)

        assert refusal(response) == NO_SUCH_METHOD
        allowed = {word.strip() for word in response.headers["allow"].split(",")}
        assert methods <= allowed
        assert allowed - methods <= ALWAYS_POSSIBLE


@rule("GEN-3", "GEN-4")
@pytest.mark.parametrize(("path", "method"), REFUSED_METHODS)
def test_405_whatever_is_sent_there(anonymous: Caller, path: str, method: str) -> None:
    url = path.format(slug=unique(), username=unique(), id="abc")
    headers = {"Content-Type": "text/plain", "Authorization": "Token garbage"}

    response = anonymous.request(
        method, url, content=b"{", headers=headers, params={"limit": "0"}, check=True
    )

    assert refusal(response) == NO_SUCH_METHOD


def test_200_a_slug_is_not_looked_up_as_a_path(anonymous: Caller, article: Article) -> None:
    for slug in [article.slug, f"{article.slug}?x=1", f"{article.slug}#comments"]:
        assert anonymous.request("GET", f"/api/articles/{slug}").status_code == 200
