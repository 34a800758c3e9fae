"""Running one implementation by hand: `serve`, `dev` and `seed`."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from rich.console import Console

from harness import seeding
from harness.environment import configured
from harness.registry import Implementation, Profile, fill

SQLITE = "sqlite:///"


@dataclass(frozen=True)
class Address:
    """Where to listen."""

    host: str
    port: int


def serve(
    implementation: Implementation, profile: Profile, address: Address, database_url: str | None
) -> NoReturn:
    """Migrate, then become the production server, so that signals reach it directly.

    Raises:
        SystemExit: the migration failed.
    """
    environment = {**_environment(database_url), **profile.environment}
    _migrate(implementation, environment)
    _announce(f"{implementation.title} ({profile.name})", address)
    _become(implementation, profile.command, address, environment)


def develop(implementation: Implementation, address: Address, database_url: str | None) -> NoReturn:
    """Migrate, then become the development server, which reloads when the code changes.

    Raises:
        SystemExit: the migration failed.
    """
    environment = _environment(database_url)
    _migrate(implementation, environment)
    _announce(f"{implementation.title} (development)", address)
    _become(implementation, implementation.develop, address, environment)


def seed(
    implementation: Implementation,
    database_url: str | None,
    *,
    users: int,
    articles: int,
    add: bool,
) -> None:
    """Migrate an implementation's database and fill it with made-up content.

    Raises:
        SystemExit: the migration failed.
        SeedingError: the database holds users already, or is not reachable.
    """
    environment = _environment(database_url)
    _migrate(implementation, environment)
    url = _absolute(implementation, environment["DATABASE_URL"])
    console = Console()
    written = seeding.seed(url, users=users, articles=articles, add=add, console=console)
    rows = ", ".join(f"{count:,} {table.replace('_', ' ')}" for table, count in written.items())
    console.print(f"{rows}; everybody's password is {seeding.PASSWORD!r}", soft_wrap=True)


def _environment(database_url: str | None) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": database_url or configured("DATABASE_URL")}


def _absolute(implementation: Implementation, database_url: str) -> str:
    """Return the URL with a relative SQLite path made absolute: it is relative to the panel."""
    path = database_url.removeprefix(SQLITE)
    if path == database_url or path.startswith("/"):
        return database_url
    return f"{SQLITE}{implementation.folder / path}"


def _migrate(implementation: Implementation, environment: Mapping[str, str]) -> None:
    finished = subprocess.run(  # noqa: S603 (the command is the panel's own)
        fill(implementation.migrate), cwd=implementation.folder, env=environment, check=False
    )
    if finished.returncode != 0:
        raise SystemExit(finished.returncode)


def _announce(what: str, address: Address) -> None:
    url = f"http://{address.host}:{address.port}"
    Console().print(f"{what} listens on {url}, documented at {url}/docs", soft_wrap=True)


def _become(
    implementation: Implementation,
    command: tuple[str, ...],
    address: Address,
    environment: Mapping[str, str],
) -> NoReturn:
    words = fill(command, host=address.host, port=address.port)
    os.chdir(implementation.folder)
    os.execvpe(words[0], words, environment)  # noqa: S606 (the command is the panel's own)
