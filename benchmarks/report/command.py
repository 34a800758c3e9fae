"""`python -m benchmarks report`: reads the result files, writes the page and the Markdown."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from benchmarks.errors import ResultsError
from benchmarks.report import html, markdown
from benchmarks.report.story import SECTIONS, TITLE, blocks
from benchmarks.statistics.results import RESULTS, Study, read


def add_report(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    parser = parsers.add_parser("report", help="say what the result files mean")
    parser.add_argument(
        "--results", type=Path, default=RESULTS, metavar="FOLDER", help="where the files are"
    )
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> None:
    console = Console()
    studies = read_all(options.results, console)
    for path in write(studies, options.results):
        console.print(Text(f"wrote {path}"), soft_wrap=True)


def read_all(folder: Path, console: Console) -> list[Study]:
    """Read the result files of a folder; say which files there are none.

    Raises:
        ResultsError: one is damaged, two are of the same kind, or there is none.
    """
    studies: dict[str, Study] = {}
    for path in sorted(folder.glob("*.json")):
        if (kind := _kind(path)) not in SECTIONS:
            console.print(Text(f"left out {path.name}: not of a kind that is reported"))
            continue
        if kind in studies:
            both = f"{studies[kind].path.name} and {path.name}"
            raise ResultsError(f"{both} in {folder} are both of the kind {kind!r}: keep one")
        studies[kind] = read(path)
    if not studies:
        raise ResultsError(f"there are no results in {folder}: `make bench` makes them")
    return list(studies.values())


def _kind(path: Path) -> str:
    """Return which study a file says it is; a file that cannot be read is for `read` to refuse."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResultsError(f"{path} cannot be read: {error}") from error
    return str(data.get("kind")) if isinstance(data, dict) else ""


def write(studies: Sequence[Study], folder: Path) -> list[Path]:
    """Write the report in both forms into a folder, and return the files."""
    told = blocks(studies)
    pages = {"report.html": html.document(TITLE, told), "report.md": markdown.document(TITLE, told)}
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages]
