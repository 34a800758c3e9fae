"""The page `docs/out-of-the-box.md`: `python -m shared_tests.defaults.page` writes it."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from harness import ROOT, registry
from harness.lines_of_code import count_lines
from shared_tests.defaults.exchange import PATIENCE_SECONDS, Answer, exchange
from shared_tests.defaults.frameworks import FRAMEWORKS, Framework, serve
from shared_tests.defaults.probes import CHAPTERS, PROBES, Probe

PAGE = ROOT / "docs" / "out-of-the-box.md"

Answers = Mapping[str, Mapping[str, Answer]]
"""By the name of the framework, then of the probe."""

INTRODUCTION = """\
# Out of the box

What does a framework do *before* you fix it? Here is the barest application of each, one GET with
an integer in its query, one POST with a string and an integer in its body, and one handler that
raises, on the server that its panel uses; and what it answers to {probes} inputs on which
frameworks differ. Nothing of it is a judgement: the panels fix what the contract wants otherwise,
and the last column says where.

`make out-of-the-box` measures and writes this page; a test fails when it is no longer true.

{applications}
"""

LINES = """\
## What the panels add

Lines of code, without blanks, comments and docstrings, of every file that the last column of a
table above names for the panel, each counted once and as a whole: errors, strictness and the
types of fields, and what else stands in them. Not counted are the chapters' own schemas, which an
application has anyway.
"""


def measure() -> Answers:
    """Serve every application, all at once, and return what each answers to each probe."""
    with ThreadPoolExecutor(len(FRAMEWORKS)) as pool:
        answers = pool.map(_measure, FRAMEWORKS)
        return {each.name: told for each, told in zip(FRAMEWORKS, answers, strict=True)}


def _measure(framework: Framework) -> dict[str, Answer]:
    with serve(framework) as port:
        return {probe.name: exchange(port, probe.request) for probe in PROBES}


def render(answers: Answers) -> str:
    """Return the page."""
    applications = "\n".join(
        f"- {each.versions}: [{each.application.name}]"
        f"(../{each.application.relative_to(ROOT).as_posix()})"
        for each in FRAMEWORKS
    )
    parts = [INTRODUCTION.format(probes=len(PROBES), applications=applications)]
    for title, probes in CHAPTERS.items():
        rows = [_row(probe, answers) for probe in probes]
        names = [each.title for each in FRAMEWORKS]
        parts.append(f"## {title}\n\n" + _table(["input", *names, "mended in"], rows) + "\n")
    parts.append(LINES + "\n" + _table(["panel", "files", "lines"], map(_lines, FRAMEWORKS)))
    return "\n".join(parts) + "\n"


def _row(probe: Probe, answers: Answers) -> list[str]:
    told = [answers[framework.name][probe.name] for framework in FRAMEWORKS]
    return [f"**{probe.name}**<br>{probe.matters}", *map(_show, told), _mended(probe)]


def _show(answer: Answer) -> str:
    if not answer.status:
        return f"no answer within {PATIENCE_SECONDS:.0f} s"
    first = f"**{answer.status}** {answer.content_type}".strip()
    body = [f"`{answer.body}`"] if answer.body else []
    return "<br>".join([first, *(f"`{header}`" for header in answer.headers), *body])


def _mended(probe: Probe) -> str:
    if probe.mended_in is None:
        return ""
    places = zip(FRAMEWORKS, probe.mended_in, strict=True)
    return "<br>".join(_link(framework, file) for framework, file in places if file)


def _link(framework: Framework, file: str) -> str:
    folder = registry.get(framework.name).folder.name
    return f"[{framework.title}](../{folder}/{file})"


def _lines(framework: Framework) -> list[str]:
    place = FRAMEWORKS.index(framework)
    files = sorted({probe.mended_in[place] for probe in PROBES if probe.mended_in} - {""})
    folder = registry.get(framework.name).folder
    lines = {file: count_lines(folder / file) for file in files}
    told = ", ".join(f"{file} {number}" for file, number in lines.items())
    return [framework.title, told, str(sum(lines.values()))]


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    """Return a table in Markdown."""
    written = [heads, ["---"] * len(heads), *rows]
    lines = (" | ".join(cell.replace("|", "\\|") for cell in row) for row in written)
    return "\n".join(f"| {line} |" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(render(measure()), encoding="utf-8")
