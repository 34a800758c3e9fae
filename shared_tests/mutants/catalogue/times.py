"""Times, and how they are written (by the proxy)."""

from datetime import datetime, timedelta
from typing import Any

from shared_tests.mutants.damage import each, on_success
from shared_tests.mutants.mutant import Damage, proxied

FORM = "%Y-%m-%dT%H:%M:%S.%fZ"
TIMES = ("createdAt", "updatedAt")
TIMED = "getArticle getArticles getArticlesFeed createArticle getArticleComments"
SEEN = "times::test_a_time_* get_article*::test_200_returns_*"


def _short(text: str) -> str:
    return text.removesuffix("Z").rstrip("0").rstrip(".") + "Z"


def _later(text: str) -> str:
    moved = datetime.strptime(text, FORM) + timedelta(hours=2)  # noqa: DTZ007 (UTC by its form)
    return moved.isoformat(timespec="milliseconds") + "Z"


def _timed(change: Any) -> Damage:  # noqa: ANN401 (from one time to another, or to a number)
    def apply(thing: dict[str, Any]) -> None:
        thing.update({name: change(thing[name]) for name in TIMES if name in thing})

    return each(apply)


TIME = (
    proxied(
        "time",
        "time-with-microseconds",
        TIMED,
        "Times have six decimals.",
        "times::test_a_time_*",
        SEEN,
        spoil=_timed(lambda text: text.replace("Z", "000Z")),
    ),
    proxied(
        "time",
        "time-with-an-offset",
        TIMED,
        "Times end in `+00:00`, not in `Z`.",
        "times::test_a_time_*",
        SEEN,
        spoil=_timed(lambda text: text.replace("Z", "+00:00")),
    ),
    proxied(
        "time",
        "time-without-a-zone",
        TIMED,
        "Times do not say that they are UTC.",
        "times::test_a_time_*",
        SEEN,
        spoil=_timed(lambda text: text.removesuffix("Z")),
    ),
    proxied(
        "time",
        "zeros-left-out",
        TIMED,
        "Decimals that are zero at the end are left out.",
        "times::test_a_time_has_three_decimals_whatever_they_are",
        "",
        spoil=_timed(_short),
    ),
    proxied(
        "time",
        "local-time",
        "getArticle getArticles getArticlesFeed",
        "Times are two hours ahead and say that they are UTC.",
        "times::test_a_time_is_the_servers_own_in_utc times::test_a_time_is_shown_as_it_was_*",
        spoil=_timed(_later),
    ),
    proxied(
        "time",
        "time-in-seconds",
        "getArticleComments",
        "Times are numbers of seconds.",
        "times::test_a_time_*",
        spoil=_timed(lambda text: 1_700_000_000),
    ),
    proxied(
        "time",
        "comment-updated-later",
        "createArticleComment",
        "A new comment's `updatedAt` is later than its `createdAt`.",
        "create_article_comment::test_201_returns_the_comment_with_its_author",
        spoil=each(lambda thing: thing.update(updatedAt=_later(thing["updatedAt"]))),
    ),
    proxied(
        "time",
        "article-created-before-its-update",
        "createArticle",
        "A new article's `updatedAt` is later than its `createdAt`.",
        "create_article::test_201_returns_the_article",
        spoil=on_success(
            lambda document: {
                "article": document["article"]
                | {"updatedAt": _later(document["article"]["updatedAt"])}
            }
        ),
    ),
)

MUTANTS = TIME
