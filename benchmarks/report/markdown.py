"""A report as Markdown: the same words and tables, without the pictures."""

from collections.abc import Sequence

from benchmarks.report.blocks import (
    Block,
    Cell,
    Code,
    Fold,
    Heading,
    Items,
    Pictures,
    Prose,
    Table,
)


def document(title: str, blocks: Sequence[Block]) -> str:
    """Return the text."""
    return "\n\n".join([f"# {title}", *map(_block, blocks)]) + "\n"


def _block(block: Block) -> str:  # noqa: PLR0911 (one answer for each kind)
    match block:
        case Heading(level, text):
            return f"{'#' * level} {text}"
        case Prose(text):
            return text
        case Items(lines):
            return "\n".join(f"- {each}" for each in lines)
        case Table():
            return _table(block)
        case Pictures(caption, _, _, table):
            return f"{caption}\n\n{_table(table)}"
        case Code(text):
            return f"```\n{text}\n```"
        case Fold(summary, blocks):
            return "\n\n".join([f"**{summary}**", *map(_block, blocks)])


def _table(table: Table) -> str:
    lines = [_row(table.head), _row(["---", *["---:" for _ in table.head[1:]]])]
    lines += [_row([_cell(cell) for cell in row]) for row in table.rows]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _cell(cell: Cell) -> str:
    return f"{cell.text} ({cell.note})" if cell.note else cell.text
