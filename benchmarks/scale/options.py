"""What the commands of this room have in common on the command line."""

import argparse
from collections.abc import Callable
from dataclasses import replace

from benchmarks.errors import BenchmarkError
from benchmarks.runner import Settings
from harness.command_line import add_implementations

USERS = 10_000


class ScaleError(BenchmarkError):
    """A study of growth that cannot be run as asked for."""


def add_command(
    parsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    help_text: str,
    run: Callable[[argparse.Namespace], int],
    defaults: Settings,
) -> argparse.ArgumentParser:
    """Add a command with the options of all, and return its parser for those of its own."""
    parser = parsers.add_parser(name, help=help_text)
    add_implementations(parser)
    parser.add_argument("--seconds", type=float, help=f"of a round ({defaults.seconds:g})")
    parser.add_argument("--seed", type=int, default=1, help="draws order and requests")
    parser.set_defaults(run=run, defaults=defaults)
    return parser


def add_rounds(parser: argparse.ArgumentParser) -> None:
    """Add the option for how often everything is measured."""
    rounds = parser.get_default("defaults").rounds
    parser.add_argument("--rounds", type=int, help=f"of every scenario ({rounds})")


def add_articles(parser: argparse.ArgumentParser) -> None:
    """Add the option for how many articles there are, where a study does not vary them."""
    articles = parser.get_default("defaults").articles
    parser.add_argument("--articles", type=int, help=f"in the database ({articles})")


def chosen_settings(options: argparse.Namespace) -> Settings:
    """Return the command's settings with what was asked for in their place.

    Raises:
        ScaleError: a number that makes no sense.
    """
    asked = {name: getattr(options, name, None) for name in ("rounds", "seconds", "articles")}
    given = {name: value for name, value in asked.items() if value is not None}
    for name, value in given.items():
        if value <= 0:
            raise ScaleError(f"--{name} must be more than 0")
    settings: Settings = replace(options.defaults, seed=options.seed, **given)
    return settings


def numbers(words: str) -> list[int]:
    """Return numbers written with commas between them, the smallest first.

    Raises:
        argparse.ArgumentTypeError: one is no number above 0.
    """
    found = [word.strip() for word in words.split(",")]
    if not all(word.isdigit() and int(word) for word in found):
        raise argparse.ArgumentTypeError(f"{words!r} is not numbers above 0, such as 1000,100000")
    return sorted({int(word) for word in found})
