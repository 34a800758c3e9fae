"""The fields of every body: blank, of the wrong type, too short and too long."""

import json
from typing import Any

import pytest

from harness.specification import Operation
from shared_tests.client import refusal
from shared_tests.general.fields import Field, fields, text_fields
from shared_tests.general.stage import WITH_BODY, Stage, operation_id
from shared_tests.inputs import BLANK, BLANKS, INVALID, NOT_TEXT, too_long, too_short
from shared_tests.rules import level, rule

FALSY = [
    pytest.param(0, id="zero"),
    pytest.param(False, id="false"),
    pytest.param([], id="empty-list"),
    pytest.param({}, id="empty-object"),
    pytest.param(1.5, id="fraction"),
    pytest.param(10**400, id="400-digits"),
]

REQUIRED = [field for field in fields() if field.required]
NEEDED = [field for field in text_fields() if not field.nullable]
SHORT = [field for field in text_fields() if field.minimum > 1 and field.name == "password"]
BOUNDED = [field for field in text_fields() if field.maximum is not None]


def filled(field: Field, length: int) -> str:
    """Return a text for a field that has just this length, in characters of four bytes."""
    end = "@x" if field.name == "email" else ""
    return "🎉" * (length - len(end)) + end


def content(body: dict[str, Any]) -> bytes:
    """Return a body as JSON in UTF-8, so that a long text stays under a body's largest size."""
    return json.dumps(body, ensure_ascii=False).encode()


@rule("GEN-9")
@pytest.mark.parametrize("field", REQUIRED, ids=str)
def test_422_missing(standing: Stage, field: Field) -> None:
    response = standing.call(field.operation, json=field.body_without(standing))

    assert refusal(response) == (422, {field.name: BLANK})


@rule("GEN-9")
@pytest.mark.parametrize("value", BLANKS)
def test_422_blank(standing: Stage, value: object) -> None:
    refusals = {str(field): refusal(field.put(standing, value)) for field in NEEDED}

    assert refusals == {str(field): (422, {field.name: BLANK}) for field in NEEDED}


@rule("GEN-9", "GEN-1")
@level("SHOULD")
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_422_every_blank_field_at_once(standing: Stage, operation: Operation) -> None:
    needed = [field for field in NEEDED if field.operation == operation]
    blanks = [None, "", " \n"]
    values = {field.name: blanks[place % 3] for place, field in enumerate(needed)}

    response = standing.call(operation, json={needed[0].envelope: values})

    assert refusal(response) == (422, dict.fromkeys(values, BLANK))


@rule("GEN-10")
@pytest.mark.parametrize("value", [*NOT_TEXT, *FALSY])
def test_422_no_text(standing: Stage, value: object) -> None:
    refusals = {str(field): refusal(field.put(standing, value)) for field in text_fields()}

    assert refusals == {str(field): (422, {field.name: INVALID}) for field in text_fields()}


@rule("GEN-10", "GEN-12")
@pytest.mark.parametrize("field", text_fields(), ids=str)
def test_422_number_of_5000_digits(standing: Stage, field: Field) -> None:
    body = field.body(standing, "the number")
    text = json.dumps(body).replace('"the number"', "1" * 5000)

    response = standing.call(field.operation, content=text.encode())

    assert response.status_code == 422


@rule("GEN-10", "ART-6")
@pytest.mark.parametrize(
    "value", ["a, b", 7, True, {}, {"a": 1}, [7], [["a"]], ["a", {}]], ids=repr
)
@pytest.mark.parametrize("field", [f for f in fields() if not f.is_text], ids=str)
def test_422_no_list_of_texts(standing: Stage, field: Field, value: object) -> None:
    assert refusal(field.put(standing, value)) == (422, {field.name: INVALID})


@rule("GEN-11")
@pytest.mark.parametrize("field", SHORT, ids=str)
def test_422_too_short(standing: Stage, field: Field) -> None:
    response = field.put(standing, filled(field, field.minimum - 1))

    assert refusal(response) == (422, {field.name: too_short(field.minimum)})


@rule("GEN-11")
@pytest.mark.parametrize("field", BOUNDED, ids=str)
def test_422_too_long(standing: Stage, field: Field) -> None:
    assert field.maximum is not None
    body = field.body(standing, filled(field, field.maximum + 1))

    response = standing.call(field.operation, content=content(body))

    assert refusal(response) == (422, {field.name: too_long(field.maximum)})


@rule("GEN-11")
@pytest.mark.parametrize("field", BOUNDED, ids=str)
def test_422_far_too_long(standing: Stage, field: Field) -> None:
    assert field.maximum is not None
    body = field.body(standing, "x" * 900_000)

    response = standing.call(field.operation, content=content(body))

    assert refusal(response) == (422, {field.name: too_long(field.maximum)})


@rule("GEN-11")
@pytest.mark.parametrize("field", [f for f in BOUNDED if f.name != "username"], ids=str)
def test_a_text_of_the_largest_length(stage: Stage, field: Field) -> None:
    assert field.maximum is not None
    unique_start = stage.article.slug[-16:]
    text = (unique_start + filled(field, field.maximum))[: field.maximum]
    if field.name == "email":
        text = text[: -len("@x")] + "@x"

    response = stage.call(field.operation, content=content(field.body(stage, text)))

    assert response.status_code == field.operation.success_status


@rule("GEN-1")
@pytest.mark.parametrize("operation", WITH_BODY, ids=operation_id)
def test_422_one_key_for_each_thing_that_is_wrong(standing: Stage, operation: Operation) -> None:
    wrong = [field for field in fields() if field.operation == operation]
    values = {field.name: 7 for field in wrong}

    response = standing.call(operation, json={wrong[0].envelope: values})

    assert refusal(response) == (422, dict.fromkeys(values, INVALID))
