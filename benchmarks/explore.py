"""`load`: Locust's own web page, in front of a panel or of any address."""

import argparse
import json
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.errors import LoadError
from benchmarks.load_plan import World
from benchmarks.world import world_from_database
from benchmarks.world_from_api import world_from_api
from harness import ROOT, databases, registry, seeding, servers
from harness.environment import TEST_SECRET_KEY, environment_with
from harness.processes import Guarded, end_of
from harness.registry import read_engines
from harness.servers import HOST, free_port

LOCUST_FILE = ROOT / "benchmarks" / "users" / "locustfile.py"
PRODUCTION = {"ENVIRONMENT": "production", "SECRET_KEY": TEST_SECRET_KEY}
POLL_SECONDS = 0.2
READY_SECONDS = 30.0


@dataclass(frozen=True)
class _Page:
    """Locust's page, being served."""

    address: str
    locust: Guarded


def add_load(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = parsers.add_parser("load", help="explore by hand, with Locust's own web page")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--impl", metavar="NAME", help="a panel, served with a fresh database")
    what.add_argument("--base-url", metavar="URL", help="whatever answers there")
    parser.add_argument(
        "--behaviour",
        metavar="NAMES",
        default="Everybody",
        help="Reader, Follower, Commenter, Author, Newcomer or operationIds, separated by commas "
        "(default: all people but Newcomer)",
    )
    parser.add_argument("--profile", help="how to serve it (default: the panel's first profile)")
    parser.add_argument("--engine", default="postgresql", help="of the database")
    parser.add_argument("--users", type=int, default=100, help="to seed")
    parser.add_argument("--articles", type=int, default=1000, help="to seed")
    parser.add_argument("--web-port", type=int, help="of the page (default: one that is free)")
    parser.set_defaults(run=_load)


def _load(options: argparse.Namespace) -> None:
    console = Console()
    with _served(options, console) as (base_url, world), _page(base_url, world, options) as page:
        console.print(f"Locust drives {base_url}; open {page.address}", soft_wrap=True)
        console.print("Ctrl-C ends it and leaves nothing behind.")
        while not page.locust.ended():
            time.sleep(POLL_SECONDS)
        raise LoadError(f"Locust has ended:\n{end_of(page.locust.log)}")


@contextmanager
def _served(options: argparse.Namespace, console: Console) -> Iterator[tuple[str, World]]:
    """Yield the address to drive, and what there is behind it."""
    if options.base_url:
        base_url = options.base_url.rstrip("/")
        console.print(f"looking around at {base_url}; users are registered there", style="dim")
        yield base_url, world_from_api(base_url)
        return
    implementation = registry.get(options.impl)
    profile = implementation.profile(options.profile)
    (engine,) = read_engines([options.engine])
    with databases.fresh_database(engine) as database_url:
        servers.migrate(implementation, database_url, **PRODUCTION)
        seeding.seed(database_url, users=options.users, articles=options.articles, console=console)
        world = world_from_database(database_url, TEST_SECRET_KEY)
        with servers.serve(implementation, profile, database_url, **PRODUCTION) as server:
            yield server.base_url, world


@contextmanager
def _page(base_url: str, world: World, options: argparse.Namespace) -> Iterator[_Page]:
    """Serve Locust's page until the block ends.

    Raises:
        LoadError: it does not start.
    """
    port = options.web_port or free_port()
    with tempfile.TemporaryDirectory(prefix="triptych-load-", ignore_cleanup_errors=True) as folder:
        known = Path(folder) / "world.json"
        known.write_text(json.dumps(asdict(world)), encoding="utf-8")
        locust = Guarded(
            [
                *[sys.executable, "-m", "locust", "--locustfile", str(LOCUST_FILE)],
                *["--host", base_url, "--class-picker"],
                *["--web-host", HOST, "--web-port", str(port)],
            ],
            Path(folder) / "locust.log",
            *["--remove", folder],
            folder=ROOT,
            environment=environment_with(
                TRIPTYCH_WORLD=str(known),
                TRIPTYCH_BEHAVIOURS=options.behaviour,
                PYTHONPATH=str(ROOT),
            ),
        )
        try:
            _wait_until_open(locust, port)
            yield _Page(f"http://{HOST}:{port}", locust)
        finally:
            locust.stop()


def _wait_until_open(locust: Guarded, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and not locust.ended():
        with socket.socket() as connection:
            if connection.connect_ex((HOST, port)) == 0:
                return
        time.sleep(POLL_SECONDS)
    raise LoadError(f"Locust's page does not open: {end_of(locust.log, lines=1)}")
