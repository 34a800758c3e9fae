"""The frame of a page of HTML that is one file: nothing is loaded, and no script is needed."""

from html import escape
from pathlib import Path


def html_page(title: str, style: Path, body: str) -> str:
    """Return a page.

    Args:
        title: its title, as text.
        style: the file of its style sheet, which it takes in.
        body: what it shows, as HTML.
    """
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>
{style.read_text(encoding="utf-8")}</style>
</head>
<body>
{body}
</body>
</html>
"""
