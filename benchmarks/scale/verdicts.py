"""Findings, printed."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from benchmarks.scale.targets import Finding

WORDS = {"met": ("met", "green"), "missed": ("missed", "red"), "open": ("open", "yellow")}


def print_findings(findings: Sequence[Finding], console: Console) -> None:
    """Print what was found, those with a target first and with what became of it."""
    for finding in sorted(findings, key=lambda each: each.outcome is None):
        line = Text()
        if finding.outcome:
            word, style = WORDS[finding.outcome]
            line.append(f"{word}: ", style)
        line.append(finding.words)
        console.print(line, soft_wrap=True, highlight=False)
