"""What every database server is to the harness, and what private ones have in common."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from harness.processes import Guarded

START_SECONDS = 30.0
POLL_SECONDS = 0.02


class DatabaseServerError(Exception):
    """An engine's server is not to be had; the message says what to install or set.

    That is a fault of the machine rather than of a panel: a skip that is printed, and a failure in
    CI.
    """


@dataclass(frozen=True)
class DatabaseServer:
    """A server to make databases on."""

    product: str
    """What it is called, such as "PostgreSQL"."""
    url: str
    version: str
    origin: str
    """How it was found, for people to read."""


def private_folder(engine: str, account: str) -> Path:
    """Return a new folder for a private server's files, which belongs to the account."""
    folder = Path(tempfile.mkdtemp(prefix=f"triptych-{engine}-"))
    if account:
        shutil.chown(folder, account)
    return folder


def account_for(engine_account: str) -> str:
    """Return the account to run a server as, since servers refuse root; "" means one's own.

    Args:
        engine_account: the one that the engine's package makes, preferred where it exists.
    """
    if os.geteuid() != 0:
        return ""
    accounts = {account.pw_name for account in pwd.getpwall()}
    return engine_account if engine_account in accounts else "nobody"


def run_as(account: str, command: list[str], folder: Path) -> None:
    """Run a server's own program to its end, as `account_for` says, in a folder.

    Raises:
        DatabaseServerError: it cannot be run, or it failed.
    """
    try:
        finished = subprocess.run(  # noqa: S603 (the server's own program)
            command,
            user=account or None,
            group=pwd.getpwnam(account).pw_gid if account else None,
            extra_groups=[] if account else None,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        who = account or "this user"
        raise DatabaseServerError(f"{who} cannot run {command[0]}: {error}") from error
    if finished.returncode != 0:
        output = f"{finished.stdout}{finished.stderr}".strip()
        raise DatabaseServerError(f"{command[0]} failed:\n{output}")


def comes_up(private: Guarded, ask: Callable[[], object], failure: type[Exception]) -> bool:
    """Wait until a private server answers; tell whether it does, within half a minute.

    Args:
        private: the server.
        ask: asks it anything.
        failure: what that raises as long as there is no answer.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not private.ended():
        try:
            ask()
        except failure:
            time.sleep(POLL_SECONDS)
        else:
            return True
    return False


def clear_away(private: Guarded | None, folder: Path, *variables: str) -> None:
    """End a private server, if it was started, with its files and the variables that name it."""
    if private is not None:
        private.stop()
    shutil.rmtree(folder, ignore_errors=True)
    for variable in variables:
        os.environ.pop(variable, None)
