"""The command line of `check`."""

import argparse
from pathlib import Path

from rich.console import Console

from harness.check.command import WRITERS, Options, check
from harness.levels import chapters

FORMATS = {
    "junit": "JUnit XML",
    "ctrf": "CTRF JSON",
    "html": "one page of HTML",
    "badge": "a badge (SVG)",
}
DESCRIPTION = "Test whatever answers at a URL, in any language, without touching its database."
EXIT_STATUSES = """\
exit status: 0 when every MUST passed (with --level should: every SHOULD as well), 1 when one failed
or a known deviation is no longer needed, 2 when it could not be tested."""


def add_check(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.description, parser.epilog = DESCRIPTION, EXIT_STATUSES
    add = parser.add_argument
    add("url", metavar="URL", help="such as http://127.0.0.1:3000; /api at the end is all right")
    add("--spec-chapters", metavar="NAMES", default="", help=f"of {', '.join(chapters())} (all)")
    add("--level", choices=["must", "should"], default="must", help="what counts (must)")
    add(
        "--secret-key", metavar="KEY", help="what it signs tokens with; else some tests are skipped"
    )
    add("-k", dest="keyword", metavar="EXPRESSION", help="only tests whose name matches")
    add("--processes", type=int, default=2, metavar="N", help="how many ask at the same time (2)")
    add("--deviations", type=Path, metavar="FILE", help="tests known to fail (TOML)")
    for kind, what in FORMATS.items():
        add(f"--{kind}", type=Path, metavar="FILE", help=f"write {what}")
    add("--json", type=Path, metavar="DIR", help="write the results as JSON into this folder")
    parser.set_defaults(run=_run)


def _run(given: argparse.Namespace) -> int:
    files = {kind: getattr(given, kind) for kind in WRITERS if getattr(given, kind)}
    options = Options(
        url=given.url,
        spec_chapters=given.spec_chapters,
        level="SHOULD" if given.level == "should" else "MUST",
        secret_key=given.secret_key,
        keyword=given.keyword,
        processes=given.processes,
        deviations=given.deviations,
        files=files,
        json=given.json,
    )
    return 0 if check(options, Console()) else 1
