"""What the command lines of this repository have in common."""

import argparse
from collections.abc import Callable, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from harness import registry
from harness.registry import Implementation

INTERRUPTED = 130
PAGE_WIDTH = 120


def exit_status(
    command: Callable[[], int | None],
    explained: tuple[type[Exception], ...],
    statuses: Mapping[type[Exception], int] | None = None,
) -> int:
    """Run a command and return its exit status, with a line for people where it goes wrong.

    Args:
        command: what to run; None is as good as 0.
        explained: errors whose message is all that the user needs; they are worth 1.
        statuses: more of them, each with the status that it is worth.
    """
    worth = {**dict.fromkeys(explained, 1), **(statuses or {})}
    try:
        return int(command() or 0)
    except tuple(worth) as error:
        Console(stderr=True).print(Text(str(error), style="red"), soft_wrap=True)
        return next(status for kind, status in worth.items() if isinstance(error, kind))
    except KeyboardInterrupt:
        return INTERRUPTED


def page(width: int = PAGE_WIDTH) -> Console:
    """Return the terminal, or a page that is wide enough where the output goes elsewhere."""
    console = Console()
    return console if console.is_terminal else Console(width=width)


def add_implementations(parser: argparse.ArgumentParser) -> None:
    """Add the option that `chosen_implementations` reads."""
    parser.add_argument("--impl", metavar="NAMES", help="separated by commas (default: all panels)")


def chosen_implementations(options: argparse.Namespace) -> Sequence[Implementation]:
    """Return the implementations that were named, or all panels.

    Raises:
        RegistryError: there is none of that name.
    """
    return [registry.get(name) for name in chosen_names(options)] or registry.panels()


def chosen_names(options: argparse.Namespace) -> list[str]:
    """Return the names alone; none where all panels are meant."""
    return [name.strip() for name in options.impl.split(",")] if options.impl else []
