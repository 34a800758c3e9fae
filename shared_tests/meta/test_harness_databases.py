"""Fresh databases are empty, apart from each other, and gone afterwards."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy
from sqlalchemy import Connection, NullPool, create_engine, inspect

from harness import ROOT, databases, mariadb, postgresql
from harness.database_server import DatabaseServerError
from harness.databases import fresh_database, with_driver
from harness.registry import Engine

ON_SERVERS: dict[Engine, ModuleType] = {"postgresql": postgresql, "mariadb": mariadb}

OWNER = """
import os, sys, time
from harness import databases, mariadb, postgresql

for module in (mariadb, postgresql):
    os.environ.pop(module.URL_VARIABLE, None)
    os.environ.pop(module.ORIGIN_VARIABLE, None)
print(databases.server(sys.argv[1]).url, flush=True)
time.sleep(60)
"""


@pytest.fixture(params=ON_SERVERS)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return an engine that has a server, which is up."""
    engine: Engine = request.param
    try:
        databases.server(engine)
    except DatabaseServerError as error:
        pytest.skip(str(error))
    return engine


def connect(url: str) -> Connection:
    return create_engine(with_driver(url), poolclass=NullPool).connect()


def test_a_sqlite_database_is_a_file_that_goes() -> None:
    with fresh_database("sqlite") as url:
        folder = Path(url.removeprefix("sqlite:///")).parent
        assert list(folder.iterdir()) == []

    assert not folder.exists()


def test_a_database_is_dropped_though_it_is_in_use(engine: Engine) -> None:
    with fresh_database(engine) as url:
        left_open = connect(url)
        left_open.execute(sqlalchemy.text("CREATE TABLE things (id bigint)"))
        left_open.execute(sqlalchemy.text("SELECT * FROM things"))

    left_open.invalidate()
    left_open.close()
    with pytest.raises(sqlalchemy.exc.OperationalError, match=r"does not exist|Unknown database"):
        connect(url)


def test_databases_are_apart(engine: Engine) -> None:
    with fresh_database(engine) as one, fresh_database(engine) as other:
        with connect(one) as connection:
            connection.execute(sqlalchemy.text("CREATE TABLE things (id bigint)"))
            connection.commit()
            assert inspect(connection).get_table_names() == ["things"]
        with connect(other) as connection:
            assert inspect(connection).get_table_names() == []


def test_a_private_server_dies_with_its_owner(engine: Engine) -> None:
    server = databases.server(engine)
    assert server is not None
    if "private" not in server.origin:
        pytest.skip(f"{server.product} is {server.origin}, so nothing private is started")
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, engine], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        url = owner.stdout.readline().strip()
        connect(url).close()
        owner.send_signal(signal.SIGKILL)

    assert not answers_for(url, seconds=5)


def answers_for(url: str, seconds: float) -> bool:
    """Tell whether a server still takes connections after a while."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            connect(url).close()
        except sqlalchemy.exc.OperationalError:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("mariadb://nobody:secret@127.0.0.1:1/", "Can't connect"),
        ("mysql://nobody:secret@127.0.0.1:1/", "must look like mariadb://"),
    ],
)
def test_a_named_server_that_fails_is_an_error_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, url: str, complaint: str
) -> None:
    monkeypatch.setenv(mariadb.URL_VARIABLE, url)

    with pytest.raises(DatabaseServerError, match=complaint):
        databases.server("mariadb")


def find_nothing(*_: object, **__: object) -> None:
    """Stand in for whatever looks for an installed program or package."""


@pytest.mark.parametrize("engine_without", ON_SERVERS)
def test_a_machine_without_a_server_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, engine_without: Engine
) -> None:
    module = ON_SERVERS[engine_without]
    monkeypatch.delenv(module.URL_VARIABLE, raising=False)
    monkeypatch.setattr("shutil.which", find_nothing)
    monkeypatch.setattr("importlib.util.find_spec", find_nothing)
    monkeypatch.setattr(postgresql, "BINARY_FOLDERS", ())

    with pytest.raises(DatabaseServerError, match=rf"set {module.URL_VARIABLE} .* or install one"):
        databases.server(engine_without)
