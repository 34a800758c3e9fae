"""The documents name files, headings and commands that there are."""

import re
from pathlib import Path

import pytest

from harness import ROOT
from shared_tests.meta.sources import files, relative

DOCUMENTS = files(".md")
FENCE = re.compile(r"^```.*?^```|^    \S.*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
VARIABLE = re.compile(r"\$\(?(?:or \$\()?([A-Z_]+)\)|\$\(call needed,([A-Z]+)\)")
MAKE = re.compile(r"^\s*make((?: +[A-Za-z][\w-]*(?:=\S*)?)*)", re.MULTILINE)
PLACEHOLDER = re.compile(r"[<>*{}…]|\.\.\.")

ABOUT_DOCUMENT = pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
ROOMS = {path.name for path in ROOT.iterdir()}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
