"""The fields of request bodies, read off the spec."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx2

from harness import specification
from harness.specification import Operation
from shared_tests.general.stage import WITH_BODY, Stage


@dataclass(frozen=True)
class Field:
    """One field of one operation's body, under its envelope."""

    operation: Operation
    envelope: str
    name: str
    required: bool
    types: frozenset[str]
    """Its JSON types: `string`, `array`, `null`."""
    minimum: int
    """Length in characters."""
    maximum: int | None

    def __str__(self) -> str:
        """Return what a test's name says of the field."""
        return f"{self.operation.id}-{self.name}"

    @property
    def is_text(self) -> bool:
        """Whether it holds a text."""
        return "string" in self.types

    @property
    def nullable(self) -> bool:
        """Whether null is one of its values."""
        return "null" in self.types

    def body(self, stage: Stage, value: object) -> dict[str, Any]:
        """Return a body that is good but for this field's value."""
        return {self.envelope: stage.body(self.operation)[self.envelope] | {self.name: value}}

    def put(self, stage: Stage, value: object) -> httpx2.Response:
        """Send a body that is good but for this field's value."""
        return stage.call(self.operation, json=self.body(stage, value))

    def body_without(self, stage: Stage) -> dict[str, Any]:
        """Return a body that is good but for this field, which is missing."""
        fields = stage.body(self.operation)[self.envelope]
        return {self.envelope: {key: fields[key] for key in fields if key != self.name}}


def envelope_of(operation: Operation) -> str:
    """Return the one key at the top of an operation's body."""
    (name,) = _schema(operation)["properties"]
    return str(name)


@cache
def fields() -> tuple[Field, ...]:
    """Return every field of every operation that takes a body."""
    return tuple(field for operation in WITH_BODY for field in _fields(operation))


def text_fields() -> list[Field]:
    """Return the fields that hold a text."""
    return [field for field in fields() if field.is_text]


def _schema(operation: Operation) -> dict[str, Any]:
    item = specification.document()["paths"][operation.path][operation.method.lower()]
    content = specification.resolve(item["requestBody"])["content"]
    return specification.resolve(content[specification.JSON]["schema"])


def _fields(operation: Operation) -> list[Field]:
    ((envelope, inner),) = _schema(operation)["properties"].items()
    inner = specification.resolve(inner)
    resolved = {name: specification.resolve(raw) for name, raw in inner["properties"].items()}
    return [
        Field(
            operation=operation,
            envelope=envelope,
            name=name,
            required=name in inner.get("required", ()),
            types=frozenset([kind] if isinstance(kind := schema["type"], str) else kind),
            minimum=schema.get("minLength", 0),
            maximum=schema.get("maxLength"),
        )
        for name, schema in resolved.items()
    ]
