"""What every chapter says over the wire: texts, times, errors and answers."""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any

from flask import Response
from flask_openapi3.types import ResponseDict
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


def _refuse_unstorable(text: str) -> str:
    if re.search("[\0\ud800-\udfff]", text):
        raise PydanticCustomError("unstorable", "is invalid")
    return text


def _refuse_blank(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("blank", "can't be blank")
    return value


Storable = AfterValidator(_refuse_unstorable)
"""For any text: no database can keep U+0000 and lone surrogates (GEN-17)."""

NotBlank = BeforeValidator(_refuse_blank)
"""For text that has to say something, before its length and form are looked at (GEN-9)."""


def timestamp(moment: datetime) -> str:
    """Return a time as it goes over the wire: UTC with exactly milliseconds and Z (GEN-18)."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Timestamp = Annotated[
    str,
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$"}),
]
"""What timestamp() returns: a serializer in Python would take pydantic longer than all else."""


class RequestModel(BaseModel):
    """What a client sends: camelCase, and keys unknown here are ignored (GEN-16)."""

    model_config = ConfigDict(alias_generator=to_camel)

    @classmethod
    @cache  # Since flask-openapi3 asks for it with every request.
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:  # type: ignore[override]  # noqa: ANN401
        """Return the JSON schema of the model."""
        return super().model_json_schema(*args, **kwargs)


class ResponseModel(BaseModel):
    """What a client gets, in camelCase."""

    model_config = ConfigDict(
        alias_generator=AliasGenerator(serialization_alias=to_camel),
        serialize_by_alias=True,
        extra="forbid",
    )


class Errors(ResponseModel):
    """One key for each thing that is wrong, and what is wrong with it (GEN-1)."""

    errors: dict[str, list[str]]


def errors(*statuses: int) -> ResponseDict:
    """Return the documentation of the errors that an operation can answer."""
    return dict.fromkeys(statuses, Errors)


def respond(body: ResponseModel, status: int = 200) -> Response:
    """Return an answer in JSON."""
    return Response(body.model_dump_json(), status, mimetype="application/json")


def respond_empty() -> Response:
    """Return an answer that says only that it is done: 204, and no type of what is not there."""
    response = Response(status=204)
    del response.headers["Content-Type"]
    return response
