"""What a report is made of; `html` and `markdown` each have their way of showing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["", "good", "warn", "faint"]


@dataclass(frozen=True)
class Heading:
    """A heading; those of level 2 are listed at the top."""

    level: int
    text: str


@dataclass(frozen=True)
class Prose:
    """A paragraph; what stands between backticks is code, between double asterisks stressed."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Cell:
    """A value, and what goes with it in smaller type, such as its interval."""

    text: str
    note: str = ""
    tone: Tone = ""


@dataclass(frozen=True)
class Table:
    """Rows under a head; the first column names the row."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    words: bool = False
    """The last column is text to be read, not a figure."""


@dataclass(frozen=True)
class Picture:
    """One of several small pictures of a kind."""

    title: str
    svg: str


@dataclass(frozen=True)
class Pictures:
    """Small multiples, the key to their colours, and all that they show as a table."""

    caption: str
    key: Sequence[str]
    """Names of the series, in the order of their colours."""
    pictures: Sequence[Picture]
    table: Table


@dataclass(frozen=True)
class Code:
    """Commands to be copied."""

    text: str


@dataclass(frozen=True)
class Fold:
    """Details that open on demand."""

    summary: str
    blocks: "Sequence[Block]"


Block = Heading | Prose | Items | Table | Pictures | Code | Fold
