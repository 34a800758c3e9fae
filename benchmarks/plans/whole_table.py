"""Which requests read the whole articles table, and whether it is known why."""

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.plans.statements import Statement

TABLE = "articles"
WHOLE = 0.25
"""Of its rows; who reads that many reads all when the next hot tag comes."""

KNOWN: Mapping[str, str] = {}
"""Why a request may read the whole table, by its name."""


def rows_read(carried_out: Sequence[Statement]) -> Counter[str]:
    """Return how many rows of each table the statements of one request read."""
    return sum((statement.rows_read for statement in carried_out), Counter())


def unexplained(read: Mapping[str, Mapping[str, int]], articles: int) -> list[str]:
    """Return the requests that read the whole table without a reason in `KNOWN`.

    Args:
        read: the rows of each table that each request read, by its name.
        articles: how many articles there are.
    """
    whole = [name for name, rows in read.items() if rows.get(TABLE, 0) >= WHOLE * articles]
    return [name for name in whole if name not in KNOWN]
