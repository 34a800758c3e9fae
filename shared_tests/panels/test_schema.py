"""Every panel's own migrations reach the schema of `spec/schema.sql`, and no other."""

from harness.environment import TESTING
from harness.registry import Engine, Implementation
from harness.servers import migrate
from shared_tests.panels.conftest import EmptyDatabase
from shared_tests.panels.schemas import create_as_specified, schema_of
from shared_tests.panels.tables import execute, rows
from shared_tests.rules import rule

INSERT = (
    "INSERT INTO users (email, username, password, created_at, updated_at)"
    " VALUES ('jake@jake.jake', 'jake', 'no hash', '2026-02-18 03:22:56', '2026-02-18 03:22:56')"
)


@rule("OPS-8")
def test_migrations_reach_the_schema_of_the_spec_and_keep_it(
    engine: Engine,
    implementation: Implementation,
    implementations: list[Implementation],
    new_database: EmptyDatabase,
) -> None:
    """The first panel makes the tables; the others, and itself again, find nothing to do."""
    specified = new_database(engine)
    create_as_specified(specified)
    expected = schema_of(specified)
    url = new_database(engine)

    migrate(implementation, url, **TESTING)
    assert schema_of(url) == expected

    execute(url, INSERT)
    inserted = rows(url, "SELECT * FROM users")
    others = [other for other in implementations if other != implementation]
    for panel in [*others, implementation]:
        migrate(panel, url, **TESTING)
        assert schema_of(url) == expected, f"{panel.name} changed it"
        assert rows(url, "SELECT * FROM users") == inserted
