"""Wire basics that the chapters share: text, times and errors in JSON.

Plain pydantic models, not `ninja.Schema`: that one reads the attributes of any value, and would
take a JSON list for an object whose keys are all missing.
"""

from datetime import datetime

from pydantic import (
    AfterValidator,
    AliasGenerator,
    BaseModel,
    ConfigDict,
)
from pydantic.alias_generators import to_camel


def _storable(text: str) -> str:
    text.encode()  # a UnicodeEncodeError, for lone surrogates, is a ValueError
    if "\0" in text:
        raise ValueError("PostgreSQL stores no U+0000")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("blank")
    return text


def timestamp(moment: datetime) -> str:
    """Return a time on the wire: UTC with exactly three decimals (GEN-18)."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


STORABLE = AfterValidator(_storable)
"""Text that every database can hold (GEN-17)."""
NOT_BLANK = AfterValidator(_not_blank)
"""Text that says something (GEN-9)."""


class RequestModel(BaseModel):
    """Something that clients send: camelCase becomes snake_case, unknown keys are ignored."""

    model_config = ConfigDict(alias_generator=AliasGenerator(validation_alias=to_camel))


class ResponseModel(BaseModel):
    """Something that clients get: snake_case becomes camelCase."""

    model_config = ConfigDict(alias_generator=AliasGenerator(serialization_alias=to_camel))


class Errors(ResponseModel):
    """The body of every error."""

    errors: dict[str, list[str]]


def errors(*statuses: int) -> dict[int, type[Errors]]:
    """Return the part of an operation's `response` that documents its errors."""
    return dict.fromkeys(statuses, Errors)
