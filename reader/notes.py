"""The hand-written notes of `spec/notes/`: Markdown with a head in YAML, and one table in TOML.

A place in a note is `path:symbol`, or a path alone; `missing_places` finds those that are gone.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import yaml
from markdown_it import MarkdownIt
from markupsafe import Markup

from harness import ROOT
from harness.named_code import definition_lines
from harness.python_modules import Modules, Place

FOLDER = ROOT / "spec" / "notes"
HEAD = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)


class NoteError(Exception):
    """A note cannot be read, or names something that is gone."""


@dataclass(frozen=True)
class Note:
    """One file of notes."""

    path: Path
    head: dict[str, Any]
    text: str

    @property
    def name(self) -> str:
        """What its address is made of."""
        return self.path.stem

    @property
    def title(self) -> str:
        """Its heading."""
        return str(self.head["title"])

    @property
    def places(self) -> list[str]:
        """All places of the repository that it names."""
        found = list(self.head.get("symbols", ()))
        for row in self.head.get("rows", ()):
            found += [place for places in row["panels"].values() for place in places]
        return found

    def is_about(self, operation_id: str) -> bool:
        """Tell whether it is to be shown with an operation."""
        operations = self.head.get("operations", ())
        return operations == "all" or operation_id in operations


@dataclass(frozen=True)
class Replacement:
    """What a step of Learn has one break, so that a test can do it as well."""

    file: str
    old: str
    """Stands in the file once."""
    new: str

    @classmethod
    def of(cls, step: Note) -> Self:
        """Return what a step replaces."""
        return cls(**step.head["replacement"])


@dataclass(frozen=True)
class Notes:
    """All notes, each kind in its order."""

    panels: dict[str, Note] = field(default_factory=dict)
    concepts: list[Note] = field(default_factory=list)
    differences: list[Note] = field(default_factory=list)
    steps: list[Note] = field(default_factory=list)
    without: list[dict[str, Any]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Note]:
        yield from [*self.panels.values(), *self.concepts, *self.differences, *self.steps]

    def instead(self, panel: str, role: str, operation_id: str, *, beside: bool) -> Markup | None:
        """Return what is said of a role in a panel; None if nothing.

        The first entry that fits is taken.

        Args:
            panel: the name of an implementation.
            role: of a row.
            operation_id: of the page.
            beside: whether there is code that it stands beside, rather than in the place of.
        """
        for entry in self.without:
            fits = entry["role"] == role and panel in entry["panels"]
            fits = fits and operation_id in entry.get("operations", [operation_id])
            if fits and (not beside or entry.get("beside")):
                return Markup(_parser.renderInline(entry["text"]))  # noqa: S704 (our own)
        return None


_parser = MarkdownIt("commonmark")


def load() -> Notes:
    """Read all notes.

    Raises:
        NoteError: one has no head, or a head without a title.
    """
    return Notes(
        panels={note.name: note for note in _read("panels")},
        concepts=_read("concepts"),
        differences=_read("differences"),
        steps=_read("learn"),
        without=tomllib.loads((FOLDER / "instead.toml").read_text("utf-8"))["instead"],
    )


def _read(kind: str) -> list[Note]:
    notes = [_note(path) for path in (FOLDER / kind).glob("*.md")]
    return sorted(notes, key=lambda note: (note.head.get("order", 0), note.name))


def _note(path: Path) -> Note:
    match = HEAD.fullmatch(path.read_text(encoding="utf-8"))
    head = yaml.safe_load(match[1]) if match else None
    if not match or not isinstance(head, dict) or "title" not in head:
        raise NoteError(f"{path.relative_to(ROOT)} must begin with a head that gives its title")
    return Note(path, head, match[2].strip())


def find(place: str) -> tuple[Path, int, int] | None:
    """Return the file of a place and its first and last line, or None when it is gone."""
    name, _, symbol = place.partition(":")
    path = ROOT / name
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    if not symbol:
        return path, 1, len(lines)
    if path.suffix != ".py":
        found = definition_lines(lines, symbol)
        return (path, *found) if found else None
    try:
        return (path, *Modules(path.parent).lines(Place(path, symbol)))
    except LookupError:
        return None


def missing_places(notes: Notes) -> list[str]:
    """Return what notes name and the repository does not have, each with its note."""
    return [
        f"{note.path.relative_to(ROOT)}: {place}"
        for note in notes
        for place in note.places
        if find(place) is None
    ]
