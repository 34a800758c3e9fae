"""SQL as a person would lay it out."""

import re
from collections.abc import Iterator

TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\d+|[A-Za-z_]\w*|\s+|::|[()]|.""", re.DOTALL)
BREAKS = {
    "FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "VALUES", "SET", "RETURNING",
    "LEFT", "INNER", "JOIN", "UNION", "FETCH",
}  # fmt: skip
"""Words that begin a new line."""
NO_BREAK_AFTER = {"LEFT", "INNER", "OUTER", "DELETE", "DISTINCT", "DO", "EXTRACT"}
"""Words behind which they do not."""
INDENTATION = "  "
COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


def is_query(sql: str) -> bool:
    """Tell a query from what begins or ends a transaction."""
    return sql.lstrip().upper().startswith(COUNTED)


def format_sql(sql: str) -> str:
    """Return a statement with a line for each clause, and subqueries indented."""
    lines = [""]
    before = ""
    holds_query: list[bool] = []  # for each open parenthesis
    words = list(_words(sql))
    for spelled, following in zip(words, [*words[1:], ""], strict=True):
        word = spelled.upper()
        opens_query = word == "SELECT" and before == "("
        if opens_query or _breaks(word, before, holds_query):
            lines.append(INDENTATION * sum(holds_query))
        if word == "(":
            holds_query.append(following.upper() == "SELECT")
        elif word == ")" and holds_query and holds_query.pop():
            lines.append(INDENTATION * sum(holds_query))
        if word != " " or lines[-1].strip():
            lines[-1] += spelled
        before = before if word == " " else word
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _breaks(word: str, before: str, holds_query: list[bool]) -> bool:
    inside_query = not holds_query or holds_query[-1]
    return word in BREAKS and inside_query and before not in NO_BREAK_AFTER


def _words(sql: str) -> Iterator[str]:
    """Yield the words of a statement, each run of white space as one space."""
    for match in TOKEN.finditer(sql.strip().rstrip(";")):
        yield " " if match[0].isspace() else match[0]
