"""Code in aligned columns: rows by role, in each a cell for every implementation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from harness.operation_code import ROLES, Piece, Role, code_of
from harness.registry import Implementation
from harness.specification import Operation
from reader import addresses
from reader.notes import Notes
from reader.sources import Sources

TITLES: dict[Role, tuple[str, str]] = {
    "view": ("Route and view", "Where the request arrives, and what is called for it."),
    "access": ("Who asks, and for what", "The token's user, and what the path names."),
    "schemas": ("Input and output", "What comes in and goes out over the wire."),
    "service": ("Service", "What is written, under which rule, in which transaction."),
    "query": ("Query", "What is read, and how much of it at once."),
    "model": ("Model and table", "Which columns, keys and indexes there are."),
    "session": ("Session and connection", "How code reaches the database."),
    "errors": ("Error mapping", "How what goes wrong becomes a status and a message."),
    "more": ("Also run through", "What the pieces above call besides."),
}
FOLDED: tuple[Role, ...] = ("schemas", "model", "session", "errors", "more")
"""Roles in which the files of other chapters, and those that all chapters share, are folded."""


@dataclass(frozen=True)
class Segment:
    """Lines of a file without a gap."""

    first: int
    lines: Sequence[Markup]

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.first + len(self.lines) - 1


@dataclass(frozen=True)
class Card:
    """What is shown of one file."""

    path: Path
    name: str
    address: str
    segments: Sequence[Segment]
    symbols: Sequence[str]
    folded: bool

    @property
    def line_count(self) -> int:
        """How many lines are shown."""
        return sum(len(segment.lines) for segment in self.segments)

    @property
    def ranges(self) -> str:
        """The lines shown, for people to read."""
        return ", ".join(
            f"{each.first}-{each.last}" if each.last > each.first else str(each.first)
            for each in self.segments
        )


@dataclass(frozen=True)
class Cell:
    """One implementation's part of a row."""

    implementation: Implementation
    cards: Sequence[Card]
    instead: Markup | None = None
    """What the framework does in the place of code, or beside it."""


@dataclass(frozen=True)
class Row:
    """One role, in every implementation."""

    id: str
    title: str
    explanation: str
    cells: Sequence[Cell] = field(default_factory=list)


def operation_rows(
    operation: Operation,
    implementations: Sequence[Implementation],
    sources: Sources,
    notes: Notes,
) -> list[Row]:
    """Return the rows of an operation's code; a role that nobody needs has none."""
    code = {each.name: code_of(each, operation) for each in implementations}
    rows = []
    for role in ROLES:
        cells = []
        for each in implementations:
            pieces = [piece for piece in code[each.name] if piece.role == role]
            cards = _cards(pieces, each, operation, sources)
            said = notes.instead(each.name, role, operation.id, beside=bool(cards))
            cells.append(Cell(each, cards, said))
        if any(cell.cards or cell.instead for cell in cells):
            rows.append(Row(role, *TITLES[role], cells))
    return rows


def _cards(
    pieces: Sequence[Piece],
    implementation: Implementation,
    operation: Operation,
    sources: Sources,
) -> list[Card]:
    own = implementation.chapter_folder(operation.chapter)
    nearest = sorted(pieces, key=lambda piece: piece.distance)
    paths = list(dict.fromkeys(piece.path for piece in nearest))
    cards = []
    for path in paths:
        inside = [piece for piece in nearest if piece.path == path]
        folded = inside[0].role in FOLDED and path.parent != own
        spans = [(piece.first_line, piece.last_line) for piece in inside]
        spans += [found for piece in inside if (found := _class_line(piece, sources))]
        names = [piece.name for piece in inside]
        cards.append(card(path, spans, names, sources, folded=folded))
    return cards


def card(
    path: Path,
    spans: Iterable[tuple[int, int]],
    symbols: Sequence[str],
    sources: Sources,
    *,
    folded: bool = False,
) -> Card:
    """Return what is to be shown of a file: some spans of its lines, joined where they touch."""
    source = sources[path]
    texts = source.text.splitlines()
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        before = joined[-1] if joined else None
        if before and not any(text.strip() for text in texts[before[1] : first - 1]):
            joined[-1] = (before[0], max(before[1], last))
        else:
            joined.append((first, last))
    segments = [
        Segment(first, [Markup(line) for line in source.lines[first - 1 : last]])  # noqa: S704
        for first, last in joined
    ]
    address = addresses.file(path, joined[0][0], joined[0][1])
    return Card(path, source.name, address, segments, symbols, folded)


def _class_line(piece: Piece, sources: Sources) -> tuple[int, int] | None:
    """Return where the class of a method begins, so that a reader sees whose it is."""
    owner, dot, _ = piece.name.partition(".")
    if not dot:
        return None
    for number, line in enumerate(sources[piece.path].text.splitlines(), start=1):
        if line.startswith(f"class {owner}"):
            return number, number
    return None
