"""The command line: `python -m reader build|serve|capture|screenshots`; `--help` tells more."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from harness import ROOT
from harness.command_line import (
    add_implementations,
    chosen_implementations,
    chosen_names,
    exit_status,
)
from harness.database_server import DatabaseServerError
from harness.registry import RegistryError
from harness.servers import HOST, ServerError
from harness.specification import SpecificationError
from harness.story import StoryError
from reader.build import SITE, build
from reader.capture.capture import capture
from reader.notes import NoteError
from reader.screenshots import FOLDER, ScreenshotError, take_screenshots
from reader.serving import ServingError, serve

EXPLAINED = (
    RegistryError,
    SpecificationError,
    ServerError,
    DatabaseServerError,
    StoryError,
    NoteError,
    ScreenshotError,
    ServingError,
)
"""Errors whose message is all that the user needs."""
PORT = 8080


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    return exit_status(lambda: options.run(options), EXPLAINED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reader", description="Build and serve the site.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    building = commands.add_parser("build", help="build the site from the working tree")
    add_implementations(building)
    building.set_defaults(run=_build)
    serving = commands.add_parser("serve", help="build the site, then serve it")
    add_implementations(serving)
    serving.add_argument("--host", default=HOST)
    serving.add_argument("--port", type=int, default=PORT)
    serving.set_defaults(run=_serve)
    capturing = commands.add_parser("capture", help="capture the panels' SQL, and follow a request")
    add_implementations(capturing)
    capturing.set_defaults(run=_capture)
    picturing = commands.add_parser("screenshots", help="take pictures of the main pages")
    picturing.add_argument("--folder", type=Path, default=FOLDER)
    picturing.add_argument("--publish", action="store_true", help="renew those in the README")
    picturing.set_defaults(run=_take_screenshots)
    return parser


def _build(options: argparse.Namespace) -> None:
    console = Console()
    with console.status("building"):
        built = build(chosen_names(options))
    console.print(
        f"{built.pages} pages, {built.bytes / 1e6:.1f} MB, built in {built.seconds:.1f} s: "
        f"{(SITE / 'index.html').relative_to(ROOT)}",
        soft_wrap=True,
    )


def _serve(options: argparse.Namespace) -> None:
    _build(options)
    serve(SITE, options.host, options.port, Console())


def _take_screenshots(options: argparse.Namespace) -> None:
    take_screenshots(options.folder, Console(), publish=options.publish)


def _capture(options: argparse.Namespace) -> None:
    for implementation in chosen_implementations(options):
        capture(implementation, Console())


if __name__ == "__main__":
    sys.exit(main())
