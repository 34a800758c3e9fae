"""A report as one page of HTML: nothing is loaded from elsewhere, and no script is needed."""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

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
from benchmarks.report.drawing import SHAPES, mark, picture
from harness.html_page import html_page

STYLE = Path(__file__).with_name("page.css")
CODE = re.compile(r"`([^`]+)`")
STRONG = re.compile(r"\*\*([^*]+)\*\*")
LISTED_LEVEL = 2


def document(title: str, blocks: Sequence[Block]) -> str:
    """Return the page."""
    told = "\n".join(map(_block, blocks))
    body = f"""\
<main>
<h1>{escape(title)}</h1>
{_contents(blocks)}
{told}
</main>"""
    return html_page(title, STYLE, body)


def _contents(blocks: Sequence[Block]) -> str:
    listed = [
        each.text for each in blocks if isinstance(each, Heading) and each.level == LISTED_LEVEL
    ]
    links = "\n".join(f'<a href="#{anchor(text)}">{escape(text)}</a>' for text in listed)
    return f"<nav>\n{links}\n</nav>"


def anchor(text: str) -> str:
    """Return the anchor of a heading, as Markdown's readers make it too."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _prose(text: str) -> str:
    return STRONG.sub(r"<strong>\1</strong>", CODE.sub(r"<code>\1</code>", escape(text)))


def _block(block: Block) -> str:  # noqa: PLR0911 (one answer for each kind)
    match block:
        case Heading(level, text):
            return f'<h{level} id="{anchor(text)}">{_prose(text)}</h{level}>'
        case Prose(text, tone):
            return f"<p{_kind(tone)}>{_prose(text)}</p>"
        case Items(lines):
            return "<ul>\n" + "\n".join(f"<li>{_prose(each)}</li>" for each in lines) + "\n</ul>"
        case Table():
            return _table(block)
        case Pictures():
            return _pictures(block)
        case Code(text):
            return f"<pre>{escape(text)}</pre>"
        case Fold(summary, blocks):
            inside = "\n".join(map(_block, blocks))
            return f"<details>\n<summary>{_prose(summary)}</summary>\n{inside}\n</details>"


def _kind(name: str) -> str:
    return f' class="{name}"' if name else ""


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_prose(each)}</th>' for each in table.head)
    rows = "\n".join(
        f'<tr><th scope="row">{_cell(first)}</th>'
        f"{''.join(f'<td{_kind(each.tone)}>{_cell(each)}</td>' for each in rest)}</tr>"
        for first, *rest in table.rows
    )
    kind = f' class="words" style="--columns: {max(1, len(table.head) - 2)}"' if table.words else ""
    return (
        f'<div class="wide"><table{kind}>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _cell(cell: Cell) -> str:
    note = f"<small>{_prose(cell.note)}</small>" if cell.note else ""
    return f"{_prose(cell.text)}{note}"


def _pictures(block: Pictures) -> str:
    figures = "\n".join(
        f"<figure><figcaption>{escape(each.title)}</figcaption>{each.svg}</figure>"
        for each in block.pictures
    )
    return f"""\
<p class="caption">{_prose(block.caption)}</p>
{_key(block.key)}
<div class="multiples">
{figures}
</div>
<details>
<summary>The same as a table</summary>
{_table(block.table)}
</details>"""


def _key(names: Sequence[str]) -> str:
    if not names:
        return ""
    entries = "".join(
        f"<span>{picture(14, 14, name, [mark(7, 7, place % SHAPES)])}{escape(name)}</span>"
        for place, name in enumerate(names)
    )
    return f'<p class="key">{entries}</p>'
