"""Where each page of the site is, from the site's root, and how one leads to another."""

import posixpath
from pathlib import Path

from harness import ROOT
from harness.registry import Implementation

HOME = "index.html"
TESTS = "tests.html"
RULES = "rules.html"
FACTS = "facts.html"
BENCHMARKS = "benchmarks.html"
DOCUMENTS = "documents.html"
CONCEPTS = "concepts.html"
DIFFERENCES = "why-they-differ.html"
LEARN = "learn.html"
FILES = "files.html"


def operation(operation_id: str) -> str:
    """Return the page of an operation."""
    return f"operations/{operation_id}.html"


def chapter(name: str) -> str:
    """Return the page of a chapter of the spec."""
    return f"chapters/{name.lower()}.html"


def rule(number: str) -> str:
    """Return the page of a rule."""
    return f"rules/{number}.html"


def concept(name: str) -> str:
    """Return the page of a concept."""
    return f"concepts/{name}.html"


def difference(name: str) -> str:
    """Return where a note on a difference stands, among all of them."""
    return f"{DIFFERENCES}#note-{name}"


def panel(implementation: Implementation) -> str:
    """Return where the files of an implementation are listed."""
    return f"{FILES}#{implementation.name}"


def file(path: Path, first: int | None = None, last: int | None = None) -> str:
    """Return the page of a file of the repository, or of a range of its lines."""
    address = f"files/{path.relative_to(ROOT).as_posix()}.html"
    if first is None:
        return address
    return f"{address}#L{first}" + (f"-L{last}" if last and last != first else "")


def document(path: Path) -> str:
    """Return the page of a document in Markdown."""
    inside = path.relative_to(ROOT).with_suffix(".html").as_posix()
    return f"documents/{inside.removeprefix('docs/').lower()}"


def relative(target: str, here: str) -> str:
    """Return the link from one page to another; it works below any folder, and without a server."""
    address, hash_sign, anchor = target.partition("#")
    if address == here or not address:
        return f"#{anchor}" if anchor else posixpath.basename(here)
    return posixpath.relpath(address, posixpath.dirname(here) or ".") + hash_sign + anchor
