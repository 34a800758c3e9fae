"""What the rungs are, what each adds to which, and what they are measured on."""

from dataclasses import dataclass, field

from benchmarks.scenarios import Scenario

LIST, ONE = "getArticles with a token", "getArticle with a token"

# Every rung gets the token, so that reading it is all that authentication adds. Without a database
# in the way a rung is the limit, with one it need not be: what counts is its time for a request.
LAYERS = (
    Scenario(LIST, "getArticles", signed_in=True, saturating=False),
    Scenario(ONE, "getArticle", signed_in=True, saturating=False),
)
"""What the layers are told apart on."""

FLOOR = tuple(
    Scenario(name, name, saturating=False)
    for name in (
        "getArticles",
        "getArticle",
        "getArticleComments",
        "getTags",
        "getArticlesFeed",
        "createArticleComment",
        "createArticleFavorite",
    )
)
"""What the panels are held against the driver rung on, as everybody else asks for it."""

BOTH = tuple(scenario.name for scenario in LAYERS)
EVERYTHING = (*BOTH, *(scenario.name for scenario in FLOOR))


@dataclass(frozen=True)
class Rung:
    """One application of a framework's ladder."""

    name: str
    on: str | None
    """The rung that it is compared with: all of that one, and one layer more."""
    adds: str
    scenarios: tuple[str, ...] = field(default=BOTH)


PANEL = "panel"

RUNGS = (
    Rung("bare", None, "the framework and its server, and an answer that never changes", (LIST,)),
    Rung("routing", "bare", "what is asked for is read from the path and the query"),
    Rung("validation", "routing", "schemas for what comes in and what goes out"),
    Rung("driver", "routing", "one hand-written query, its rows to JSON by hand", EVERYTHING),
    Rung("orm", "validation", "the rows out of the database, through the ORM"),
    Rung("authentication", "orm", "the token is read and checked, and its user loaded"),
    Rung(PANEL, "authentication", "everything else that the specification asks for", EVERYTHING),
)
"""From the bottom up; the panel is no application of the ladder's own."""

PANELS = ("flask", "fastapi", "django")
