"""The specification is valid by itself, and its examples are what it asks for."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from harness import specification
from harness.specification import Operation

Found = tuple[str, dict[str, Any], object]
OPERATIONS = specification.operations()


def examples(node: object, place: str = "#") -> Iterator[Found]:
    """Yield every example below a node: where it stands, the schema it must keep to, and it."""
    if isinstance(node, dict):
        # `properties` holds fields by name, and a field may well be called `example`.
        if not place.endswith("/properties"):
            schema = node.get("schema", node)
            if "example" in node:
                yield f"{place}/example", schema, node["example"]
            for number, example in enumerate(node.get("examples", [])):
                yield f"{place}/examples/{number}", schema, example
        for key, child in node.items():
            if key not in {"example", "examples"}:
                yield from examples(child, f"{place}/{key}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from examples(child, f"{place}/{number}")


def test_the_document_is_valid_openapi_3_1() -> None:
    document = specification.document()
    errors = [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()]

    assert document["openapi"].startswith("3.1")
    assert errors == []


@pytest.mark.parametrize(
    ("schema", "example"),
    [
        pytest.param(schema, example, id=place)
        for place, schema, example in examples(specification.document())
    ],
)
def test_an_example_keeps_to_its_schema(schema: dict[str, Any], example: object) -> None:
    whole = {**schema, "components": specification.document()["components"]}
    validator = jsonschema_rs.Draft202012Validator(whole)

    assert [error.message for error in validator.iter_errors(example)] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_a_body_has_an_example(operation: Operation) -> None:
    item = specification.document()["paths"][operation.path][operation.method.lower()]
    bodies = [item["requestBody"]] if operation.has_body else []
    bodies += [response for response in item["responses"].values() if "204" not in response]

    for body in map(specification.resolve, bodies):
        for content in body.get("content", {}).values():
            schema = specification.resolve(content["schema"])
            assert "example" in content or schema.get("examples"), body["description"]


def test_operation_ids_are_distinct_and_readable() -> None:
    ids = [operation.id for operation in OPERATIONS]
    unreadable = [name for name in ids if not (name.isalpha() and name[0].islower())]

    assert len(set(ids)) == len(ids)
    assert unreadable == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_statuses_follow_from_what_an_operation_is(operation: Operation) -> None:
    """A body may be too large, of another type or no good; a token may be missing (GEN-4)."""
    takes_text = operation.has_body or bool(operation.query_parameters)
    expected = {
        401: operation.security == "required" or operation.id == "login",
        404: bool(operation.path_parameters),
        413: operation.has_body,
        415: operation.has_body,
        422: takes_text,
    }

    assert {status: status in operation.statuses for status in expected} == expected


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_a_summary_is_a_sentence(operation: Operation) -> None:
    assert operation.summary[0].isupper()
    assert operation.summary.endswith(".")


def test_every_component_is_used() -> None:
    text = specification.OPENAPI_FILE.read_text(encoding="utf-8")
    components = specification.document()["components"]
    unused = [
        f"{kind}/{name}"
        for kind in ("parameters", "responses", "schemas")
        for name in components[kind]
        if f"'#/components/{kind}/{name}'" not in text
    ]

    assert unused == []
