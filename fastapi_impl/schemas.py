"""What the chapters' schemas share: types of text and numbers, times, and the errors' envelope."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from annotated_types import Ge, GroupedMetadata, Le
from pydantic import (
    AfterValidator,
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from errors import BLANK

LARGEST_ID = 2**63 - 1

# The zeros in front do not count towards the length, which has room for the largest id.
DECIMAL_DIGITS = re.compile(r"0*([0-9]{1,19})")


class RequestModel(BaseModel):
    """A JSON object that comes in: camelCase on the wire, snake_case here."""

    model_config = ConfigDict(alias_generator=to_camel)


class ResponseModel(BaseModel):
    """A JSON object that goes out: snake_case here, camelCase on the wire."""

    model_config = ConfigDict(alias_generator=AliasGenerator(serialization_alias=to_camel))


def _refuse_unstorable(text: str) -> str:
    if "\0" in text:
        raise ValueError("PostgreSQL cannot store U+0000")
    text.encode()  # a lone surrogate raises UnicodeEncodeError, which is a ValueError
    return text


def _refuse_blank(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("blank", BLANK)
    return value


Storable = AfterValidator(_refuse_unstorable)
"""Refuses text with U+0000 or a lone surrogate (GEN-17)."""

NotBlank = BeforeValidator(_refuse_blank)
"""Refuses text that is empty or only white space (GEN-9)."""


def read_whole_number(text: str, minimum: int, maximum: int) -> int | None:
    """Read ASCII decimal digits: None for anything else (`1.0`, `+1`, `1_0`) and out of range."""
    digits = DECIMAL_DIGITS.fullmatch(text)
    number = int(digits[1]) if digits else None
    return number if number is not None and minimum <= number <= maximum else None


@dataclass(frozen=True)
class WholeNumber(GroupedMetadata):
    """Annotates a number in a path or a query: decimal digits, within a range (GEN-23)."""

    minimum: int
    maximum: int

    def __iter__(self) -> Iterator[object]:
        yield Ge(self.minimum)
        yield Le(self.maximum)
        yield BeforeValidator(self._read)

    def _read(self, value: object) -> int:
        number = read_whole_number(str(value), self.minimum, self.maximum)
        if number is None:
            raise PydanticCustomError(
                "whole_number",
                "must be a whole number from {minimum} to {maximum}",
                {"minimum": self.minimum, "maximum": self.maximum},
            )
        return number


def timestamp(moment: datetime) -> str:
    """Show a time on the wire: UTC, exactly milliseconds (GEN-18)."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Timestamp = Annotated[
    str,
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$"}),
]
"""What timestamp() returns: a serializer in Python would take pydantic longer than all else."""


class Errors(BaseModel):
    """What every error answers (GEN-1)."""

    errors: dict[str, list[str]]


DESCRIPTIONS = {
    401: "The token is missing or no good, or the credentials are wrong.",
    403: "Somebody else's.",
    404: "There is no such thing.",
    409: "Somebody else has it.",
    413: "The body is over 1 MiB.",
    415: "The body is not declared as JSON.",
    422: "The body or the query breaks a rule.",
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the errors that an operation answers, for its `responses`."""
    return {status: {"model": Errors, "description": DESCRIPTIONS[status]} for status in statuses}
