"""The command `check`: smoke check, the suite, the report, and files for other people's CI."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from harness.check import badge, ctrf, junit, page, terminal
from harness.check.smoke import CannotTest, read_base_url, smoke
from harness.check.verdict import Report, ran, read_tests
from harness.compare import write_json
from harness.contract_report import Result
from harness.contract_run import SUITE, ContractError, run_suite
from harness.deviations import DeviationError, load_deviations
from harness.levels import LEVELS, Level, chapters, read_chapters
from harness.specification import SpecificationError

FOLDERS = ("operations", "general")
"""The tests that need nothing but an address."""
WRITERS: Mapping[str, Callable[[Report], str]] = {
    "junit": junit.document,
    "ctrf": ctrf.document,
    "html": page.document,
    "badge": badge.document,
}


@dataclass(frozen=True)
class Options:
    """What to test, and where to write what came out."""

    url: str
    spec_chapters: str = ""
    level: Level = "MUST"
    secret_key: str | None = None
    keyword: str | None = None
    processes: int = 2
    deviations: Path | None = None
    files: Mapping[str, Path] = field(default_factory=dict)
    """The file for each of WRITERS that is wanted."""
    json: Path | None = None


def check(options: Options, console: Console) -> bool:
    """Test what answers at an address; print and write what came out; return whether it passed.

    Raises:
        CannotTest: the input is no good, nothing speaks the protocol there, or no test ran.
    """
    base_url = read_base_url(options.url)
    chosen = _validate(options)
    smoke(base_url)
    console.print(f"{base_url} is up and speaks the protocol", soft_wrap=True)
    started = time.time()
    try:
        run = run_suite(_arguments(options, base_url), console)
    except ContractError as error:
        raise CannotTest(str(error)) from error
    (result,) = run.results
    report = Report(
        base_url,
        read_tests(result),
        options.level,
        _choice(options, chosen),
        started,
        time.time(),
        result["commit"],
    )
    if not any(ran(report.counts(level)) for level in LEVELS):
        raise CannotTest(f"every test was skipped: {', '.join(report.skips)}")
    terminal.show(report, console)
    _write(options, report, result, console)
    return report.passed


def _validate(options: Options) -> tuple[str, ...]:
    """Return the chapters, before anything is asked; complain of all that can be known by then."""
    try:
        chosen = read_chapters(options.spec_chapters)
        if options.deviations:
            load_deviations(options.deviations)
    except (SpecificationError, DeviationError) as error:
        raise CannotTest(str(error)) from error
    if options.processes < 1:
        raise CannotTest("--processes must be 1 or more")
    for path in options.files.values():
        if path.is_dir():
            raise CannotTest(f"{path} is a folder, where a file is to be written")
    return chosen


def _arguments(options: Options, base_url: str) -> list[str]:
    workers = ["-n", str(options.processes), "--dist", "loadfile", "--no-loadscope-reorder"]
    arguments = [
        *[str(SUITE / folder) for folder in FOLDERS],
        *["--base-url", base_url],
        *(workers if options.processes > 1 else []),
    ]
    optional = {
        "--spec-chapters": options.spec_chapters,
        "--secret-key": options.secret_key,
        "-k": options.keyword,
        "--deviations": options.deviations and str(options.deviations.resolve()),
    }
    return arguments + [word for name, value in optional.items() if value for word in (name, value)]


def _choice(options: Options, chosen: tuple[str, ...]) -> str:
    parts = [", ".join(chosen).lower() if chosen != chapters() else ""]
    parts += [os.environ.get("OP", ""), options.keyword or ""]
    return "; ".join(filter(None, parts))


def _write(options: Options, report: Report, result: Result, console: Console) -> None:
    paths = []
    for kind, path in options.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WRITERS[kind](report), "utf-8", "backslashreplace")
        paths.append(path)
    if options.json:
        paths.append(options.json / f"{result['target']}.json")
        write_json(paths[-1], result)
    for path in paths:
        console.print(f"wrote {path}", soft_wrap=True)
