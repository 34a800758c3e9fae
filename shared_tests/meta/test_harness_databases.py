"""Fresh databases are empty, apart from each other, and gone afterwards."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from harness import ROOT, postgresql
from harness.databases import fresh_database

OWNER = """
import os, time
from harness import postgresql

os.environ.pop(postgresql.URL_VARIABLE, None)
os.environ.pop(postgresql.ORIGIN_VARIABLE, None)
print(postgresql.server().url, flush=True)
time.sleep(60)
"""


@pytest.fixture
def server() -> postgresql.PostgreSQL:
    try:
        return postgresql.server()
    except postgresql.PostgreSQLError as error:
        pytest.skip(str(error))


def test_a_sqlite_database_is_a_file_that_goes() -> None:
    with fresh_database("sqlite") as url:
        folder = Path(url.removeprefix("sqlite:///")).parent
        assert list(folder.iterdir()) == []

    assert not folder.exists()


def test_a_postgresql_database_is_dropped_though_it_is_in_use(
    server: postgresql.PostgreSQL,
) -> None:
    with fresh_database("postgresql") as url:
        left_open = psycopg.connect(url)
        left_open.execute("CREATE TABLE things (id bigint)")

    left_open.close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_postgresql_databases_are_apart(server: postgresql.PostgreSQL) -> None:
    with fresh_database("postgresql") as one, fresh_database("postgresql") as other:
        with psycopg.connect(one) as connection:
            connection.execute("CREATE TABLE things (id bigint)")
        with psycopg.connect(other) as connection:
            found = connection.execute("SELECT to_regclass('things')").fetchone()

    assert found == (None,)


def test_a_private_cluster_dies_with_its_owner(server: postgresql.PostgreSQL) -> None:
    if "private" not in server.origin:
        pytest.skip(f"PostgreSQL is {server.origin}, so nothing private is started")
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        url = owner.stdout.readline().strip()
        psycopg.connect(url).close()
        owner.send_signal(signal.SIGKILL)

    assert not answers_for(url, seconds=5)


def answers_for(url: str, seconds: float) -> bool:
    """Tell whether a server still takes connections after a while."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            return False
        time.sleep(0.05)
    return True
