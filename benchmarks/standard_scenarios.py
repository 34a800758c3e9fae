"""The scenarios of `make bench`."""

from benchmarks.scenarios import Scenario

OPERATIONS = (
    "getArticles",
    "getArticle",
    "getArticleComments",
    "getTags",
    "getArticlesFeed",
    "getCurrentUser",
    "createArticle",
    "createArticleComment",
    "createArticleFavorite",
)
BEHAVIOURS = ("reader", "author", "commenter", "follower", "newcomer")
RATES = (50, 100, 200, 300)
"""Arrivals per second, the same for every subject."""
QUICK_OPERATIONS = ("getArticles", "getArticle", "createArticleComment")

CAPACITY = tuple(Scenario(name, name) for name in (*OPERATIONS, *BEHAVIOURS))
LATENCY = tuple(
    Scenario(f"reader at {rate}/s", "reader", mode="latency", clients=256, rate=rate)
    for rate in RATES
)
STANDARD = (*CAPACITY, *LATENCY)
QUICK = tuple(Scenario(name, name) for name in QUICK_OPERATIONS)


def chosen(names: str | None, *, quick: bool) -> tuple[Scenario, ...]:
    """Return the scenarios of these names, separated by commas; all, or the quick ones, for None.

    Raises:
        KeyError: there is none of that name.
    """
    if not names:
        return QUICK if quick else STANDARD
    known = {scenario.name: scenario for scenario in STANDARD}
    return tuple(known[name.strip()] for name in names.split(","))
