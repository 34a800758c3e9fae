"""A large load does without indexes and leaves all of them; the hard-to-serve few are there."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator

import psycopg
import pytest
from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import Connection as SQLAlchemyConnection

from harness import bare_tables, postgresql
from harness.database_server import DatabaseServerError
from harness.databases import fresh_database
from harness.sample_content import COLUMNS, WORDS, SampleContent, Taken
from harness.seeding import SeedingError, seed
from shared_tests.panels.counts import wrong
from shared_tests.panels.schemas import create_as_specified, schema_of
from shared_tests.panels.tables import rows


@pytest.fixture
def database_url() -> Iterator[str]:
    try:
        postgresql.server()
    except DatabaseServerError as error:
        pytest.skip(str(error))
    with fresh_database("postgresql") as url:
        create_as_specified(url)
        yield url


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection[TupleRow]]:
    with psycopg.connect(database_url, autocommit=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def content() -> SampleContent:
    content = SampleContent(1, Taken())
    content.registered = [0] * 1000
    content.user_ids = list(range(1, 1001))
    return content


def test_a_load_leaves_the_schema_as_it_was(database_url: str) -> None:
    before = schema_of(database_url)

    seed(database_url, users=20, articles=60)

    assert schema_of(database_url) == before


def test_a_large_load_goes_into_bare_tables_and_a_small_addition_does_not(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stripped: list[list[str]] = []
    strip = bare_tables.strip

    def noted(connection: SQLAlchemyConnection, tables: Iterable[str]) -> list[str]:
        stripped.append(strip(connection, tables))
        return stripped[-1]

    monkeypatch.setattr(bare_tables, "strip", noted)

    seed(database_url, users=5, articles=50)
    assert len(stripped) == 1
    assert any("FOREIGN KEY" in statement for statement in stripped[0])

    seed(database_url, users=5, articles=10, add=True)
    assert len(stripped) == 1


def test_a_load_large_or_small_is_counted(database_url: str) -> None:
    seed(database_url, users=20, articles=60)
    assert wrong(database_url) == {}

    seed(database_url, users=5, articles=10, add=True)
    assert wrong(database_url) == {}
    assert rows(database_url, "SELECT sum(n) FROM article_counts") == [(70,)]


def test_what_breaks_a_foreign_key_leaves_the_database_as_it_was(
    database_url: str, connection: Connection[TupleRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema_of(database_url)
    monkeypatch.setattr(SampleContent, "_author", lambda *_: 999_999)

    with pytest.raises(SeedingError, match="articles_author_id_fkey"):
        seed(database_url, users=5, articles=10)

    assert schema_of(database_url) == before
    assert connection.execute("SELECT count(*) FROM users").fetchone() == (0,)


def test_the_next_row_of_every_table_gets_a_free_id(
    database_url: str, connection: Connection[TupleRow]
) -> None:
    seed(database_url, users=20, articles=60)

    for table in COLUMNS:
        row = connection.execute(
            f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')), max(id) FROM {table}"  # noqa: S608 (a name of ours)
        ).fetchone()
        assert row
        assert row[0] == row[1] + 1


def test_postgresql_need_not_vacuum_later_on(
    database_url: str, connection: Connection[TupleRow]
) -> None:
    """Index-only scans would read the table until autovacuum comes, at a time of its own."""
    seed(database_url, users=20, articles=60)

    # Not what it came to: other databases' latest commits may keep it from marking pages.
    vacuumed = "SELECT relname FROM pg_stat_user_tables WHERE vacuum_count > 0"
    deadline = time.monotonic() + 5  # older versions tell late
    while time.monotonic() < deadline:
        tables = {name for (name,) in connection.execute(vacuumed)}
        if tables >= set(COLUMNS):
            break
    assert tables >= set(COLUMNS)


def test_the_first_topic_is_a_tag_of_a_large_share(content: SampleContent) -> None:
    rows = content.articles([0] * 1000)

    tags = Counter(name for _, _, name in rows["article_tags"])
    assert tags.most_common(1)[0][0] == WORDS["topics"][0]
    assert 300 < tags[WORDS["topics"][0]] < 500


def test_the_first_user_writes_far_more_than_anybody_else(content: SampleContent) -> None:
    rows = content.articles([0] * 1000)

    (author, most), (_, second) = Counter(row[1] for row in rows["articles"]).most_common(2)
    assert author == 1
    assert most > 2 * second


def test_the_second_user_follows_a_tenth_and_has_by_far_the_most_favourites(
    content: SampleContent,
) -> None:
    followers = Counter(follower for _, follower, _ in content.follows())
    fans = Counter(user for _, user, _ in content.articles([0] * 1000)["favorites"])

    assert followers.most_common(1) == [(2, 100)]
    assert fans.most_common(1)[0][0] == 2


def test_one_user_alone_can_be_seeded() -> None:
    content = SampleContent(1, Taken())
    assert len(list(content.users(1, "hash"))) == 1

    list(content.follows())
    assert {row[1] for row in content.articles([5, 6])["articles"]} == {1}
