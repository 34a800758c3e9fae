"""How requests are read: strict JSON in UTF-8, and the query likewise."""

import json
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser


class StrictParser(Parser):
    """Reads bodies and queries for ninja, once the token is known and the path looked up."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 (JSON may say anything)
        """Return what the body's JSON says, or None, which no operation takes (GEN-12, GEN-15)."""
        if request.content_type != "application/json":
            return None
        try:
            return json.loads(request.body.decode(), parse_constant=_refuse)
        except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested too deeply
            return None

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return the query's parameters, the last of each name.

        In `data`, Django has replaced bytes that are no UTF-8. Here they become lone surrogates,
        which pydantic refuses in text (GEN-17).
        """
        query = request.META["QUERY_STRING"].encode("latin-1").decode(errors="surrogateescape")
        return dict(parse_qsl(query, keep_blank_values=True, errors="surrogateescape"))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
