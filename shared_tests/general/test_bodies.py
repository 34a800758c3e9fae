"""What request bodies may look like, in every operation that takes one."""

import json

import pytest

from harness import specification
from harness.specification import Operation
from shared_tests.client import ABSENT, Account, refusal
from shared_tests.general.fields import envelope_of
from shared_tests.general.stage import (
    OPERATIONS,
    WITH_BODY,
    WITHOUT_BODY,
    Stage,
    everywhere,
    operation_id,
    success,
)
from shared_tests.inputs import BLANK, INVALID, LARGEST_BODY, NOT_JSON, TOO_LARGE
from shared_tests.rules import rule

UNREADABLE = (422, {"body": INVALID})
DEPTH = 100_000

NO_JSON_OBJECT = [
    pytest.param(b"", id="empty"),
    pytest.param(b" \r\n\t", id="white-space"),
    pytest.param(b"null", id="null"),
    pytest.param(b"[]", id="array"),
    pytest.param(b'[{"user": {}}]', id="array-of-an-object"),
    pytest.param(b'"user"', id="string"),
    pytest.param(b"7", id="number"),
    pytest.param(b"true", id="boolean"),
    pytest.param(b"{", id="brace"),
    pytest.param(b'{"user": {"email": "jake', id="truncated"),
    pytest.param(b'{"user": {}', id="truncated-brace"),
    pytest.param(b"{'user': {}}", id="single-quotes"),
    pytest.param(b'{"user": {},}', id="trailing-comma"),
    pytest.param(b'{"user": {}} {}', id="two-documents"),
    pytest.param(b"user=jake&password=x", id="form"),
    pytest.param(b'\xef\xbb\xbf{"user": {}}', id="byte-order-mark"),
    pytest.param(b'{"user": \xff}', id="byte-ff"),
    pytest.param(b'{"user": {"email": "\xe9"}}', id="latin-1"),
    pytest.param(b'{"user": {"email": "\xed\xa0\x80"}}', id="encoded-surrogate"),
    pytest.param(b'{"user": {"email": "\xc0\x80"}}', id="overlong-nul"),
    pytest.param('{"user": {}}'.encode("utf-16"), id="utf-16"),
    pytest.param('{"user": {}}'.encode("utf-16-be"), id="utf-16-without-mark"),
    pytest.param('{"user": {}}'.encode("utf-32"), id="utf-32"),
    pytest.param(b'{"user": {"email": NaN}}', id="nan"),
    pytest.param(b'{"user": {}, "extra": [-Infinity]}', id="infinity"),
    pytest.param(b'{"user": {"email": "a\nb"}}', id="raw-line-break"),
    pytest.param(b'{"user": {"email": "\\x41"}}', id="unknown-escape"),
    pytest.param(b"[" * DEPTH, id="nested-open"),
    pytest.param(b"[" * DEPTH + b"]" * DEPTH, id="nested-arrays"),
    pytest.param(b'{"user":' * DEPTH + b"1" + b"}" * DEPTH, id="nested-objects"),
    pytest.param(b'{"x":' + b"[" * DEPTH + b"]" * DEPTH + b"}", id="nested-in-an-unknown-key"),
]

JSON_MEDIA_TYPES = [
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    'application/json; charset="utf-8"',
    "application/json; charset=latin-1",
    "application/json; charset=nonsense",
    "application/json; profile=x; y=z",
    "Application/JSON",
    "application/json ; charset=utf-8",
]
OTHER_MEDIA_TYPES = [
    pytest.param(None, id="none"),
    *[
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/vnd.api+json",
        "application/jsonp",
        "application/octet-stream",
        "application/xml",
        "json",
        "*/*",
        "text/plain, application/json",
    ],
]


@rule("GEN-12")
@pytest.mark.parametrize("content", NO_JSON_OBJECT)
def test_422_no_json_object(standing: Stage, content: bytes) -> None:
    refusals = standing.refusals(WITH_BODY, content=content)

    assert refusals == everywhere(WITH_BODY, UNREADABLE)


@rule("GEN-13")
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_422_without_its_envelope(standing: Stage, operation: Operation) -> None:
    envelope = envelope_of(operation)
    fields = standing.body(operation)[envelope]

    for body in [{}, fields, {"data": fields}, {envelope.upper(): fields}, {"": fields}]:
        response = standing.call(operation, json=body)

        assert refusal(response) == (422, {envelope: BLANK})


@rule("GEN-9", "GEN-13")
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_422_null_in_the_place_of_its_envelope(standing: Stage, operation: Operation) -> None:
    envelope = envelope_of(operation)

    response = standing.call(operation, json={envelope: None})

    assert refusal(response) == (422, {envelope: BLANK})


@rule("GEN-13")
@pytest.mark.parametrize("value", ["text", 7, 0, True, False, [], [{}]], ids=repr)
def test_422_envelope_that_is_no_object(standing: Stage, value: object) -> None:
    refusals = {
        operation.id: refusal(standing.call(operation, json={envelope_of(operation): value}))
        for operation in WITH_BODY
    }

    assert refusals == {
        operation.id: (422, {envelope_of(operation): INVALID}) for operation in WITH_BODY
    }


@rule("GEN-16")
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_unknown_keys_are_ignored(stage: Stage, operation: Operation) -> None:
    unknown = {"id": 1, "unknown": {"nested": [1, None]}, "": "x", "ключ": "🎉", "__class__": "x"}
    body = stage.body(operation)
    envelope = envelope_of(operation)

    response = stage.call(operation, json=unknown | {envelope: body[envelope] | unknown})

    assert response.status_code == operation.success_status


@rule("GEN-16")
def test_unknown_query_parameters_are_ignored(stage: Stage) -> None:
    unknown = {"unknown": "1", "page": "abc", "limit[]": "x", "ключ": "🎉", "slug": "x", "": ""}

    assert stage.statuses(OPERATIONS, params=unknown) == success(OPERATIONS)


@rule("GEN-22")
def test_a_content_type_without_a_body(stage: Stage) -> None:
    statuses = stage.statuses(WITHOUT_BODY, headers={"Content-Type": "application/json"})

    assert statuses == success(WITHOUT_BODY)


@rule("GEN-22")
def test_a_body_that_is_declared_empty(stage: Stage) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": "0"}

    assert stage.statuses(WITHOUT_BODY, content=b"", headers=headers) == success(WITHOUT_BODY)


@rule("GEN-14")
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_a_body_of_the_largest_size(stage: Stage, operation: Operation) -> None:
    content = json.dumps(stage.body(operation)).encode().ljust(LARGEST_BODY)

    response = stage.call(operation, content=content)

    assert len(content) == LARGEST_BODY
    assert response.status_code == operation.success_status


@rule("GEN-14")
@pytest.mark.parametrize("size", [LARGEST_BODY + 1, 32 * LARGEST_BODY])
def test_413_a_body_declared_larger(standing: Stage, size: int) -> None:
    refusals = {
        operation.id: refusal(
            standing.author.call_declaring(
                operation.id, size, **standing.path_parameters(operation)
            )
        )
        for operation in WITH_BODY
    }

    assert refusals == everywhere(WITH_BODY, TOO_LARGE)


@rule("GEN-15")
@pytest.mark.parametrize("media_type", JSON_MEDIA_TYPES)
def test_json_media_type_with_parameters(standing: Stage, media_type: str) -> None:
    operations = [*map(specification.operation, ["login", "createUser", "createArticle"])]

    statuses = standing.statuses(operations, headers={"Content-Type": media_type})

    assert statuses == success(operations)


@rule("GEN-15")
def test_200_the_body_is_utf_8_whatever_charset_says(alice: Account) -> None:
    content = json.dumps({"user": {"bio": "café 🎉"}}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=latin-1"}

    response = alice.call("updateCurrentUser", content=content, headers=headers)

    assert response.json()["user"]["bio"] == "café 🎉"


@rule("GEN-15")
@pytest.mark.parametrize("media_type", OTHER_MEDIA_TYPES)
def test_415_other_media_type(standing: Stage, media_type: str | None) -> None:
    refusals = standing.refusals(WITH_BODY, headers={"Content-Type": media_type})

    assert refusals == everywhere(WITH_BODY, NOT_JSON)


@rule("GEN-15")
def test_415_nothing_at_all(standing: Stage) -> None:
    assert standing.refusals(WITH_BODY, json=ABSENT) == everywhere(WITH_BODY, NOT_JSON)


def test_200_a_good_call_behind_a_refused_one(standing: Stage) -> None:
    """A body that was not read must not be taken for the connection's next request."""
    smuggled = b"GET /api/tags HTTP/1.1\r\nHost: x\r\n\r\n" * 100

    for content_type in ["text/plain", "application/json"]:
        headers = {"Content-Type": content_type}
        standing.call(specification.operation("createArticle"), content=smuggled, headers=headers)
        standing.author.request("POST", "/api/nothing", content=smuggled)

        assert standing.author.call("getCurrentUser").status_code == 200
