"""The command line: `python -m reader.live` builds the site, boots the panels and serves both."""

import argparse
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from rich.console import Console
from starlette.types import ASGIApp

from harness.command_line import (
    add_implementations,
    chosen_implementations,
    chosen_names,
    exit_status,
)
from harness.registry import ENGINES, RegistryError
from harness.servers import HOST
from reader.build import build
from reader.live.panels import LiveError, boot_panels
from reader.live.server import live_app
from reader.notes import NoteError

EXPLAINED = (LiveError, RegistryError, NoteError)
"""Errors whose message is all that the user needs."""
PORT = 8090
GRACE_SECONDS = 2
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 (what others may ask for)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the live server until it is interrupted, and return its exit status."""
    return exit_status(lambda: _run(_parser().parse_args(arguments)), EXPLAINED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="live", description="The site, with a live console.")
    add_implementations(parser)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--site", metavar="FOLDER", type=Path, help="built already: build nothing")
    return parser


def _run(options: argparse.Namespace) -> None:
    # Asked to end in whatever way, the panels are to be stopped first.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console(highlight=False)
    implementations = chosen_implementations(options)

    def say(line: str) -> None:
        console.print(line, markup=False, soft_wrap=True)

    # It listens before there is a server: the first spans of the panels wait rather than get lost.
    with _listen(options.host, options.port) as listening:
        with console.status("building the site"):
            site = options.site or build(chosen_names(options)).folder
        address = _address(options.host, options.port)
        with boot_panels(implementations, options.engine, address, say) as panels:
            if options.host != HOST:
                say(
                    f"Everybody who reaches {options.host} can use the console; it has no password."
                )
            say(f"The console is on every operation's page: {address}. Ctrl-C ends everything.")
            _serve(live_app(panels, site, options.host), listening)


def _address(host: str, port: int) -> str:
    """Return where the server is found on this machine."""
    name = HOST if host in EVERYWHERE else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise LiveError(f"cannot listen on {host}:{port}: {reason}") from error


def _serve(app: ASGIApp, listening: socket.socket) -> None:
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    sys.exit(main())
