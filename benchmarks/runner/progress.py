"""How far a study is, and where it can be read, told in the terminal."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from harness import ROOT


def progress_bar(console: Console) -> Progress:
    """Return a bar that counts, and tells how long the rest will take."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    return Progress(*columns, console=console)


def show_where(path: Path, console: Console) -> None:
    """Say which file the rounds of a study are in, and how to read it."""
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    console.print(f"{shown} holds every round; `make bench-report` draws it", soft_wrap=True)
