"""What request bodies may look like, in every operation that takes one."""

import json

import pytest

from harness.specification import Operation
from shared_tests.client import ABSENT, Account, Caller, refusal
from shared_tests.general.fields import envelope_of
from shared_tests.general.stage import WITH_BODY, WITHOUT_BODY, Stage, operation_id
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
    pytest.param(
        b'{"extra":' + b"[" * DEPTH + b"]" * DEPTH + b"}", id="nested-where-nobody-looks"
    ),
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

NO_OBJECT = [
    pytest.param("text", id="text"),
    pytest.param(7, id="number"),
    pytest.param(0, id="zero"),
    pytest.param(True, id="true"),
    pytest.param(False, id="false"),
    pytest.param([], id="empty-array"),
    pytest.param([{}], id="array"),
]


@rule("GEN-12")
@pytest.mark.parametrize("content", NO_JSON_OBJECT)
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_422_no_json_object(standing: Stage, operation: Operation, content: bytes) -> None:
    response = standing.call(operation, content=content)

    assert refusal(response) == UNREADABLE


@rule("GEN-12")
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_422_number_of_5000_digits(standing: Stage, operation: Operation) -> None:
    field = next(iter(standing.body(operation)[envelope_of(operation)]))
    content = f'{{"{envelope_of(operation)}": {{"{field}": {"1" * 5000}}}}}'.encode()

    response = standing.call(operation, content=content)

    assert response.status_code == 422


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
@pytest.mark.parametrize("value", NO_OBJECT)
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_422_envelope_that_is_no_object(
    standing: Stage, operation: Operation, value: object
) -> None:
    envelope = envelope_of(operation)

    response = standing.call(operation, json={envelope: value})

    assert refusal(response) == (422, {envelope: INVALID})


@rule("GEN-16")
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_unknown_keys_are_ignored(stage: Stage, operation: Operation) -> None:
    unknown = {"id": 1, "unknown": {"nested": [1, None]}, "": "x", "ключ": "🎉", "__class__": "x"}
    body = stage.body(operation)
    envelope = envelope_of(operation)

    response = stage.call(operation, json=unknown | {envelope: body[envelope] | unknown})

    assert response.status_code == operation.success_status


@rule("GEN-16")
@pytest.mark.parametrize("operation", [*WITH_BODY, *WITHOUT_BODY], ids=operation_id)
def test_unknown_query_parameters_are_ignored(stage: Stage, operation: Operation) -> None:
    params = {"unknown": "1", "page": "abc", "limit[]": "x", "ключ": "🎉", "slug": "x", "": ""}

    response = stage.call(operation, params=params)

    assert response.status_code == operation.success_status


@rule("GEN-22")
@pytest.mark.parametrize("operation", WITHOUT_BODY, ids=operation_id)
def test_a_content_type_without_a_body(stage: Stage, operation: Operation) -> None:
    response = stage.call(operation, headers={"Content-Type": "application/json"})

    assert response.status_code == operation.success_status


@rule("GEN-22")
@pytest.mark.parametrize("operation", WITHOUT_BODY, ids=operation_id)
def test_a_body_declared_empty(stage: Stage, operation: Operation) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": "0"}

    response = stage.call(operation, content=b"", headers=headers)

    assert response.status_code == operation.success_status


@rule("GEN-14")
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_a_body_of_the_largest_size(stage: Stage, operation: Operation) -> None:
    content = json.dumps(stage.body(operation)).encode().ljust(LARGEST_BODY)

    response = stage.call(operation, content=content)

    assert len(content) == LARGEST_BODY
    assert response.status_code == operation.success_status


@rule("GEN-14")
@pytest.mark.parametrize("size", [LARGEST_BODY + 1, 32 * LARGEST_BODY], ids=str)
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_413_a_body_declared_larger(standing: Stage, operation: Operation, size: int) -> None:
    path = standing.path_parameters(operation)

    response = standing.author.call_declaring(operation.id, size, **path)

    assert refusal(response) == TOO_LARGE


@rule("GEN-15")
@pytest.mark.parametrize("media_type", JSON_MEDIA_TYPES)
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_json_media_type_with_parameters(
    stage: Stage, operation: Operation, media_type: str
) -> None:
    response = stage.call(operation, headers={"Content-Type": media_type})

    assert response.status_code == operation.success_status


@rule("GEN-15")
def test_200_the_body_is_utf_8_whatever_charset_says(alice: Account) -> None:
    content = json.dumps({"user": {"bio": "café 🎉"}}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=latin-1"}

    response = alice.call("updateCurrentUser", content=content, headers=headers)

    assert response.json()["user"]["bio"] == "café 🎉"


@rule("GEN-15")
@pytest.mark.parametrize("media_type", OTHER_MEDIA_TYPES)
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_415_other_media_type(
    standing: Stage, operation: Operation, media_type: str | None
) -> None:
    response = standing.call(operation, headers={"Content-Type": media_type})

    assert refusal(response) == NOT_JSON


@rule("GEN-15")
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_415_nothing_at_all(standing: Stage, operation: Operation) -> None:
    assert refusal(standing.call(operation, json=ABSENT)) == NOT_JSON


def test_200_a_good_call_behind_refused_ones(anonymous: Caller, standing: Stage) -> None:
    """A body that was not read must not be taken for the connection's next request."""
    for content in [b"{", b"GET /api/tags HTTP/1.1\r\nHost: x\r\n\r\n" * 100]:
        unread = {"Content-Type": "text/plain"}
        standing.author.call("createArticle", content=content, headers=unread)
        standing.author.request("POST", "/api/nothing", content=content)

        assert anonymous.call("getTags").status_code == 200
