"""Whether the counts of `spec/schema.sql` are those of the rows."""

from shared_tests.panels.tables import rows

# Each of one statement, so that what others write meanwhile is either in both sums or in none.
WRONG = {
    "articles": """
        SELECT coalesce(sum(n), -1) FROM article_counts
        HAVING coalesce(sum(n), -1) <> (SELECT count(*) FROM articles)
    """,
    "tags": """
        SELECT name, sum(there), sum(counted) FROM (
            SELECT name, 1 AS there, 0 AS counted FROM article_tags
            UNION ALL SELECT name, 0, n FROM tag_counts
        ) AS tags GROUP BY name HAVING sum(there) <> sum(counted)
    """,
    "users": """
        SELECT id, articles_count, favorites_count
        FROM users LEFT JOIN user_counts ON user_id = id
        WHERE user_id IS NULL
            OR articles_count <> (SELECT count(*) FROM articles WHERE author_id = users.id)
            OR favorites_count <> (SELECT count(*) FROM favorites WHERE user_id = users.id)
    """,
    "nobody": "SELECT user_id FROM user_counts WHERE user_id NOT IN (SELECT id FROM users)",
}


def wrong(database_url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return the counts that are not those of the rows; there should be none."""
    found = {name: rows(database_url, query) for name, query in WRONG.items()}
    return {name: some for name, some in found.items() if some}
