"""How ninja writes its answers: compact UTF-8."""

from typing import Any

from ninja.renderers import JSONRenderer


class CompactJSONRenderer(JSONRenderer):
    """As short as those of Flask and FastAPI."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}  # noqa: RUF012 (ninja's)
