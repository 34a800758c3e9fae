"""The MariaDB server that fresh databases are made on.

It is the one that `TRIPTYCH_MARIADB_URL` names. Without that a private server is started from the
binaries on this machine. It is started once, is handed to child processes through the same
variable, and dies with the process that started it.
"""

import atexit
import os
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

import pymysql  # type: ignore[import-untyped]  # it carries no types

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

URL_VARIABLE = "TRIPTYCH_MARIADB_URL"
ORIGIN_VARIABLE = "TRIPTYCH_MARIADB_ORIGIN"
SCHEME = "mariadb"
USER = "triptych"
DEFAULT_PORT = 3306
CONNECT_SECONDS = 5
OTHER_FOLDERS = (
    "/usr/sbin",  # Debian, where it is on the path of root only
    "/usr/libexec",  # Red Hat
    "/opt/homebrew/opt/mariadb/bin",  # Homebrew
)
SETTINGS = {
    # Nothing on a private server outlives the run, so nothing needs to reach the disk.
    "innodb-flush-log-at-trx-commit": "0",
    "innodb-doublewrite": "OFF",
    "innodb-buffer-pool-size": "64M",
    "innodb-log-file-size": "32M",
    "performance-schema": "OFF",
    "skip-log-bin": "ON",
    "skip-name-resolve": "ON",
    "max-connections": "500",
    "bind-address": HOST,
}


class MariaDBError(DatabaseServerError):
    """There is no MariaDB to be had; the message says what to install or set."""


_lock = threading.Lock()


def server() -> DatabaseServer:
    """Return the server to use, starting a private one where none is named.

    Raises:
        MariaDBError: none is named and none can be started, or the one named does not answer.
    """
    with _lock:
        if URL_VARIABLE not in os.environ:
            _start_private_server()
    url = os.environ[URL_VARIABLE]
    ((version,),) = execute(url, "SELECT VERSION()")
    origin = os.environ.get(ORIGIN_VARIABLE, f"named by {URL_VARIABLE}")
    return DatabaseServer("MariaDB", url, str(version).partition("-")[0], origin)


def execute(url: str, statement: str, *values: object) -> tuple[tuple[object, ...], ...]:
    """Execute a statement, commit, and return its rows.

    Raises:
        MariaDBError: the server does not answer, or refuses.
    """
    try:
        with _connected(url) as connection, connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            rows: tuple[tuple[object, ...], ...] = cursor.fetchall()
            return rows
    except pymysql.Error as error:
        raise MariaDBError(f"the MariaDB that {URL_VARIABLE} names fails: {error}") from error


def drop(server_url: str, name: str) -> None:
    """Drop a database, if it is there, though somebody may be using it.

    Raises:
        MariaDBError: the server does not answer, or refuses.
    """
    # A transaction that somebody left open would keep its tables locked for ever.
    query = "SELECT id FROM information_schema.processlist WHERE db = %s"
    for (connection,) in execute(server_url, query, name):
        with suppress(MariaDBError):  # it may have gone by itself
            execute(server_url, f"KILL CONNECTION {connection}")
    execute(server_url, f"DROP DATABASE IF EXISTS {name}")


def database_url(server_url: str, name: str) -> str:
    """Return the DATABASE_URL of a database on a server."""
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))


@contextmanager
def _connected(url: str) -> Iterator[pymysql.Connection]:
    parts = urlsplit(url)
    if parts.scheme != SCHEME:
        raise MariaDBError(f"{URL_VARIABLE} must look like {SCHEME}://user:password@host:port/")
    connection = pymysql.connect(
        host=parts.hostname or HOST,
        port=parts.port or DEFAULT_PORT,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        database=parts.path.strip("/") or None,
        charset="utf8mb4",
        connect_timeout=CONNECT_SECONDS,
        autocommit=True,
    )
    try:
        yield connection
    finally:
        connection.close()


def _start_private_server() -> None:
    install, serve = _program("mariadb-install-db"), _program("mariadbd")
    account = account_for("mysql")
    folder = private_folder("mariadb", account)
    password = secrets.token_hex(16)
    port = free_port()
    private: Guarded | None = None
    url = f"{SCHEME}://{USER}:{password}@{HOST}:{port}/"
    try:
        _initialise(install, folder, account, password)
        private = _start(serve, folder, account, port)
        _wait_until_ready(private, url)
    except BaseException:
        clear_away(private, folder)
        raise
    os.environ[URL_VARIABLE] = url
    os.environ[ORIGIN_VARIABLE] = f"a private server from {Path(serve).parent}"
    atexit.register(clear_away, private, folder, URL_VARIABLE, ORIGIN_VARIABLE)


def _program(name: str) -> str:
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), *OTHER_FOLDERS])
    found = shutil.which(name, path=places)
    if found is None:
        raise MariaDBError(
            f"no MariaDB ({name} is not installed): set {URL_VARIABLE} to a server whose user may "
            f"create databases ({SCHEME}://user:password@host:port/), or install one "
            "(Debian: apt-get install mariadb-server; Homebrew: brew install mariadb)"
        )
    return found


def _initialise(install: str, folder: Path, account: str, password: str) -> None:
    """Make the system tables; the first start makes the one user who may connect by TCP."""
    (folder / "users.sql").write_text(
        f"CREATE USER '{USER}'@'{HOST}' IDENTIFIED BY '{password}';\n"
        f"GRANT ALL PRIVILEGES ON *.* TO '{USER}'@'{HOST}' WITH GRANT OPTION;\n",
        encoding="utf-8",
    )
    if account:
        shutil.chown(folder / "users.sql", account)
    (folder / "users.sql").chmod(0o600)
    datadir = f"--datadir={folder / 'data'}"
    run_as(account, [install, "--no-defaults", datadir, "--skip-test-db"], folder)


def _start(serve: str, folder: Path, account: str, port: int) -> Guarded:
    settings = {
        **SETTINGS,
        "port": str(port),
        "datadir": str(folder / "data"),
        "socket": str(folder / "socket"),
        "pid-file": str(folder / "pid"),
        "init-file": str(folder / "users.sql"),
    }
    return Guarded(
        [serve, "--no-defaults", *(f"--{name}={value}" for name, value in settings.items())],
        folder / "mariadb.log",
        # Nothing is kept, so nothing needs to be put in order either.
        *["--stop-signal", "SIGKILL", "--remove", str(folder)],
        *(["--user", account] if account else []),
        folder=folder,
    )


def _wait_until_ready(private: Guarded, url: str) -> None:
    if not comes_up(private, lambda: execute(url, "SELECT 1"), MariaDBError):
        raise MariaDBError(f"the private MariaDB does not start:\n{end_of(private.log)}")
