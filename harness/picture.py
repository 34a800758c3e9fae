"""The comparison as a picture, for pages that cannot run it."""

import io
import re
from collections.abc import Callable
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

WIDTH = 100
"""Characters to a line, so that it is still read on a page beside text."""

# Rich has the reader's browser fetch a font from another host; the reader's own will do.
SVG_FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def draw(path: Path, title: str, show: Callable[[Console], None]) -> None:
    """Write what `show` prints as an SVG file."""
    page = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    show(page)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.save_svg(str(path), title=title, code_format=SVG_FORMAT)
