"""Marking where answers differ: what has to be the same, and what is another thing each time."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Mark = Literal["same", "apart", "different"]
Path = tuple[str | int, ...]

APART = {"id", "token", "createdAt", "updatedAt"}
"""Properties whose values are each panel's own."""
HEADERS_APART = {
    "connection",
    "content-length",
    "date",
    "keep-alive",
    "server",
    "server-timing",
    "transfer-encoding",
}
INDENT = "  "


@dataclass(frozen=True)
class Line:
    """A line of an answer as it is shown."""

    text: str
    mark: Mark


def compare_bodies(bodies: Mapping[str, str]) -> dict[str, list[Line]]:
    """Return the lines of each body, marked; a body that is no JSON is compared line by line.

    Args:
        bodies: the answers' bodies, by panel.
    """
    return _marked({panel: list(_lines_of(body)) for panel, body in bodies.items()})


def compare_headers(headers: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, list[Line]]:
    """Return each answer's headers as lines, marked, by name.

    Args:
        headers: names and values, by panel; names in small letters.
    """
    placed = {
        panel: [((name,), f"{name}: {value}") for name, value in sorted(pairs)]
        for panel, pairs in headers.items()
    }
    return _marked(placed, apart=HEADERS_APART)


def _marked(
    placed: Mapping[str, Sequence[tuple[Path, str]]], apart: set[str] = APART
) -> dict[str, list[Line]]:
    texts: dict[Path, list[str]] = {}
    for lines in placed.values():
        for path, text in lines:
            texts.setdefault(path, []).append(_without_comma(text))
    return {
        panel: [Line(text, _mark(path, texts[path], len(placed), apart)) for path, text in lines]
        for panel, lines in placed.items()
    }


def _mark(path: Path, texts: list[str], panels: int, apart: set[str]) -> Mark:
    own = any(part in apart for part in path)
    if len(texts) != panels:
        return "apart" if own and apart is HEADERS_APART else "different"
    if len(set(texts)) == 1:
        return "same"
    return "apart" if own else "different"


def _without_comma(text: str) -> str:
    """Leave out what depends on whether another line follows."""
    return text.removesuffix(",")


def _lines_of(body: str) -> Iterator[tuple[Path, str]]:
    try:
        value = json.loads(body)
    except ValueError:
        yield from (((number,), line) for number, line in enumerate(body.splitlines()))
        return
    yield from _lines(value, (), "", "")


def _lines(value: object, path: Path, before: str, indent: str) -> Iterator[tuple[Path, str]]:
    """Yield a JSON value line by line, each with the path of what it shows."""
    items: list[tuple[str | int, str, object]]
    match value:
        case dict() if value:
            items = [(key, f"{json.dumps(key)}: ", item) for key, item in sorted(value.items())]
            brackets = "{}"
        case list() if value:
            items = [(place, "", item) for place, item in enumerate(value)]
            brackets = "[]"
        case _:
            yield path, f"{indent}{before}{json.dumps(value, ensure_ascii=False)}"
            return
    yield path, f"{indent}{before}{brackets[0]}"
    for number, (key, name, item) in enumerate(items, start=1):
        lines = list(_lines(item, (*path, key), name, indent + INDENT))
        comma = "," if number < len(items) else ""
        yield from lines[:-1]
        yield lines[-1][0], lines[-1][1] + comma
    yield (*path, brackets[1]), f"{indent}{brackets[1]}"
