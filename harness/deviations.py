"""Known deviations: tests that an implementation fails on purpose, each with its reason.

They still run. Failing is expected and reported as such; passing is a failure, since the entry is
then no longer needed.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

KEYS = ("test", "reason", "link")


class DeviationError(Exception):
    """A list of deviations that is malformed, or names a test that there is not."""


@dataclass(frozen=True)
class Deviation:
    """One test that an implementation is known to fail."""

    test: str
    """Its id as reports show it, without the target in its brackets."""
    reason: str
    link: str
    """Where the deviation is explained or tracked."""


def load_deviations(path: Path) -> tuple[Deviation, ...]:
    """Read a file of `[[deviations]]` and nothing else.

    Raises:
        DeviationError: it cannot be read, is no TOML, or an entry is malformed.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeviationError(f"{path}: {error}") from error
    if unknown := sorted(set(table) - {"deviations"}):
        raise DeviationError(f"{path}: unknown key: {', '.join(unknown)}")
    try:
        return read_deviations(table.get("deviations", []))
    except DeviationError as error:
        raise DeviationError(f"{path}: {error}") from error


def read_deviations(value: object) -> tuple[Deviation, ...]:
    """Return the deviations that the value of a TOML file's `deviations` describes.

    Raises:
        DeviationError: an entry is malformed, or two name the same test.
    """
    if not isinstance(value, list):
        raise DeviationError("`deviations` must be tables: [[deviations]]")
    found = [_read(entry, place) for place, entry in enumerate(value, start=1)]
    twice = [test for test, count in Counter(each.test for each in found).items() if count > 1]
    if twice:
        raise DeviationError(f"`deviations` names a test twice: {', '.join(twice)}")
    return tuple(found)


def _read(entry: object, place: int) -> Deviation:
    where = f"[[deviations]] number {place}"
    if not isinstance(entry, dict):
        raise DeviationError(f"{where} must be a table")
    if unknown := sorted(set(entry) - set(KEYS)):
        raise DeviationError(f"{where}: unknown key: {', '.join(unknown)}")
    for key in KEYS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise DeviationError(f"{where}: `{key}` must be a text")
    if urlsplit(entry["link"]).scheme not in {"http", "https"}:
        raise DeviationError(f"{where}: `link` must be an http or https address")
    return Deviation(**entry)
