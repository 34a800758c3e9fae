"""The code of one operation in every implementation, side by side in the terminal."""

from collections.abc import Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from harness import ROOT
from harness.operation_code import Piece, Role, code_of
from harness.registry import Implementation
from harness.specification import Operation

NARROWEST_COLUMN = 60
"""Columns with less room than this, in characters, are stacked instead."""

SHOWN: tuple[Role, ...] = ("view", "access", "schemas", "service", "query", "model")
FARTHEST = 3
"""How many names away from the view a piece may be: the reader (`make read`) shows all the rest."""

LANGUAGE = "python"
THEME = "ansi_dark"


def show(operation: Operation, implementations: Sequence[Implementation], console: Console) -> None:
    """Print an operation's view, schemas, service, query and model in each implementation.

    One column each and one row for each role; one below the other where the terminal is narrow, or
    where it is none at all.
    """
    console.print(Text(f"{operation.id}  {operation.method} {operation.path}", style="bold"))
    console.print(f"{operation.summary} Rules: {', '.join(operation.rules)}.", highlight=False)
    code = {
        found.title: [piece for piece in code_of(found, operation) if _is_shown(piece)]
        for found in implementations
    }
    if console.is_terminal and console.width >= NARROWEST_COLUMN * len(code):
        console.print(_table(code))
    else:
        _stack(code, console)


def _is_shown(piece: Piece) -> bool:
    return piece.role in SHOWN and piece.distance <= FARTHEST


def _table(code: dict[str, list[Piece]]) -> Table:
    table = Table(box=box.MINIMAL, show_lines=True, expand=True, padding=(0, 1))
    for title in code:
        table.add_column(title, ratio=1, overflow="fold")
    for role in SHOWN:
        cells = [[piece for piece in pieces if piece.role == role] for pieces in code.values()]
        if any(cells):
            table.add_row(*[Group(Text(role, style="bold cyan"), *_cell(cell)) for cell in cells])
    return table


def _stack(code: dict[str, list[Piece]], console: Console) -> None:
    for role in SHOWN:
        for title, pieces in code.items():
            cell = [piece for piece in pieces if piece.role == role]
            if cell:
                console.print(Rule(f"{role}: {title}", align="left"))
                console.print(*_cell(cell), sep="\n")


def _cell(pieces: Sequence[Piece]) -> list[RenderableType]:
    shown: list[RenderableType] = []
    for piece in pieces:
        place = f"{piece.path.relative_to(ROOT)}:{piece.first_line}"
        syntax = Syntax(
            piece.code,
            LANGUAGE,
            theme=THEME,
            line_numbers=True,
            start_line=piece.first_line,
            word_wrap=True,
            background_color="default",
        )
        shown += [Text(place, style="dim underline"), syntax, Text()]
    return shown or [Text("nothing of its own", style="dim")]
