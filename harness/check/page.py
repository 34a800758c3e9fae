"""The report as one page of HTML: nothing is loaded from elsewhere, and no script is needed."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from harness.check.verdict import Group, Report, Tested, ran
from harness.html_page import html_page
from harness.levels import LEVELS

STYLE = Path(__file__).with_name("page.css")
CODE = re.compile(r"`([^`]+)`")
FILTERS = {"all": "all", "only-must": "MUST only", "only-should": "SHOULD only"}
COLOURS = {"passed": "good", "failed": "bad", "skipped": "faint", "deviating": "warn"}


def document(report: Report) -> str:
    """Return the HTML."""
    title = f"{report.base_url} and the Conduit contract"
    body = "\n".join(
        [
            f"<h1>{escape(title)}</h1>",
            _head(report),
            _counts(report),
            _skips(report),
            _deviations(report),
            _failures(report),
            _all_tests(report),
        ]
    )
    return html_page(title, STYLE, body)


def _prose(text: str) -> str:
    """Return a rule's words, with what stands between backticks as code."""
    return CODE.sub(r"<code>\1</code>", escape(text))


def _head(report: Report) -> str:
    colour, said = ("good", "Passes") if report.passed else ("bad", "Fails")
    when = datetime.fromtimestamp(report.ended, UTC).strftime("%d %B %Y, %H:%M UTC")
    part = f" Only a part of the suite ran: {escape(report.choice)}." if report.choice else ""
    counting = "MUST" if report.level == "MUST" else "MUST and SHOULD"
    return f"""\
<p class="verdict {colour}">{said}: {escape(report.verdict)}</p>
<p class="faint">{when}. What counts: {counting}.{part}
Suite at commit <code>{escape(report.commit[:12])}</code>.</p>"""


def _counts(report: Report) -> str:
    rows = "\n".join(_row(report, chapter) for chapter in [*report.chapters, None])
    return f"""\
<h2>By chapter</h2>
<table>
<thead><tr><th>chapter</th><th>MUST passed</th><th>SHOULD passed</th><th>known to fail</th>\
<th>skipped</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>"""


def _row(report: Report, chapter: str | None) -> str:
    counts = [report.counts(level, chapter) for level in LEVELS]
    cells = [
        f'<td class="{"bad" if counted["failed"] else "good" if ran(counted) else "faint"}">'
        f"{counted['passed']}/{ran(counted)}</td>"
        for counted in counts
    ]
    for outcome in ("deviating", "skipped"):
        count = sum(counted[outcome] for counted in counts)
        cells.append(f'<td class="{COLOURS[outcome] if count else "faint"}">{count}</td>')
    kind = "" if chapter else ' class="all"'
    return f"<tr{kind}><td>{chapter or 'all'}</td>{''.join(cells)}</tr>"


def _skips(report: Report) -> str:
    lines = [f"{count}: {escape(reason)}" for reason, count in report.skips.most_common()]
    return f"<h2>Skipped</h2>\n{_list(lines)}" if lines else ""


def _deviations(report: Report) -> str:
    lines = []
    for test in report.having("deviating"):
        known = test.deviation or {}
        link = f'<a href="{escape(known["link"])}">{escape(known["link"])}</a>'
        lines.append(f"<code>{escape(test.id)}</code>: {escape(known['reason'])} ({link})")
    return f"<h2>Known deviations</h2>\n{_list(lines)}" if lines else ""


def _list(lines: Iterable[str], kind: str = "") -> str:
    items = "\n".join(f"<li>{line}</li>" for line in lines)
    return f"<ul{kind}>\n{items}\n</ul>"


def _failures(report: Report) -> str:
    groups = report.groups
    if not groups:
        return "<h2>Failures</h2>\n<p>None.</p>"
    choices = "\n".join(
        f'<label><input type="radio" name="level" id="{name}"'
        f"{' checked' if name == 'all' else ''}> {label}</label>"
        for name, label in FILTERS.items()
    )
    sections = "\n".join(map(_group, groups))
    return f"""\
<h2>Failures</h2>
<fieldset><legend class="faint">Show</legend>
{choices}
</fieldset>
{sections}"""


def _group(group: Group) -> str:
    failures = "\n".join(map(_failure, group.tests))
    return f"""\
<section class="{group.level.lower()}">
<h3>{_level(group.level)}<strong>{escape(group.name)}</strong> {_prose(group.text)}</h3>
{failures}
</section>"""


def _level(level: str) -> str:
    return f'<span class="level {"bad" if level == "MUST" else "warn"}">{level}</span>'


def _failure(test: Tested) -> str:
    parts = [f'<p class="faint"><code>{escape(test.id)}</code></p>']
    if len(test.rules) > 1:
        parts.append(f'<p class="faint">Rules: {escape(", ".join(test.rules))}</p>')
    parts.append(_block("Expected", test.expected or test.message))
    for last in test.exchanges[-1:]:
        parts += [_block("Request", last["curl"]), _block("Answer", last["answer"])]
    if before := test.exchanges[:-1]:
        earlier = "\n".join(
            f"<pre>{escape(each['curl'])}</pre>\n<pre>{escape(each['answer'])}</pre>"
            for each in before
        )
        parts.append(f"<details><summary>What went before</summary>\n{earlier}\n</details>")
    inside = "\n".join(parts)
    return f"<details><summary>{escape(test.title)}</summary>\n{inside}\n</details>"


def _block(label: str, text: str) -> str:
    return f"<p>{label}</p>\n<pre>{escape(text)}</pre>"


def _all_tests(report: Report) -> str:
    parts = []
    for chapter in report.chapters:
        tests = [test for test in report.tests if test.chapter == chapter]
        lines = [
            f'<span class="{COLOURS[test.outcome]}">{test.outcome}</span> '
            f"{escape(test.title)} "
            f'<span class="faint">{escape(" ".join([test.level, *test.rules]))}</span>'
            for test in tests
        ]
        inside = _list(lines, ' class="tests"')
        parts.append(
            f"<details><summary>{chapter}: {len(tests)} tests</summary>\n{inside}\n</details>"
        )
    return "<h2>All tests</h2>\n" + "\n".join(parts)
