"""What a right answer says beyond its shape, operation by operation."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Any
"""Whatever `json.loads` returns."""
Check = Callable[["Asked", Json], Iterator[str]]
"""Takes the request and the answer's JSON; yields what is wrong, in words."""

DEFAULT_LIMIT = 20


@dataclass(frozen=True)
class Asked:
    """A request, as far as its answer has to fit it."""

    operation_id: str
    path: Mapping[str, str | int] = field(default_factory=dict)
    query: Mapping[str, str | int] = field(default_factory=dict)
    body: Json = None


def wrong_facts(asked: Asked, answer: Json) -> list[str]:
    """Return what an answer of the right shape gets wrong; nothing where all is well.

    Args:
        asked: the request.
        answer: the JSON of its answer; None where there is none.
    """
    check = CHECKS.get(asked.operation_id)
    return list(check(asked, answer)) if check else []


def _differs(what: str, got: object, expected: object) -> Iterator[str]:
    if got != expected:
        yield f"{what} is {got!r}, not {expected!r}"


def _page(asked: Asked, answer: Json) -> Iterator[str]:
    """A page is full when there are enough articles, keeps to its filters, and is in order."""
    articles, total = answer["articles"], answer["articlesCount"]
    limit = int(asked.query.get("limit", DEFAULT_LIMIT))
    expected = max(0, min(limit, total - int(asked.query.get("offset", 0))))
    yield from _differs("the number of articles on the page", len(articles), expected)
    times = [article["createdAt"] for article in articles]
    if times != sorted(times, reverse=True):
        yield "the articles are not newest first"
    if "tag" in asked.query and any(asked.query["tag"] not in each["tagList"] for each in articles):
        yield f"an article has no tag {asked.query['tag']!r}"
    if "author" in asked.query:
        authors = {each["author"]["username"] for each in articles}
        yield from _differs("the authors", authors - {asked.query["author"]}, set())


def _feed(asked: Asked, answer: Json) -> Iterator[str]:
    yield from _page(asked, answer)
    if not all(article["author"]["following"] for article in answer["articles"]):
        yield "an article's author is not followed"


def _article(asked: Asked, answer: Json) -> Iterator[str]:
    yield from _differs("the slug", answer["article"]["slug"], asked.path["slug"])


def _favorited(asked: Asked, answer: Json) -> Iterator[str]:
    yield from _article(asked, answer)
    wanted = asked.operation_id == "createArticleFavorite"
    yield from _differs("favorited", answer["article"]["favorited"], wanted)
    if wanted and answer["article"]["favoritesCount"] < 1:
        yield "favoritesCount is 0 right after favouriting"


def _written_article(asked: Asked, answer: Json) -> Iterator[str]:
    for name, value in asked.body["article"].items():
        expected = sorted(set(value)) if name == "tagList" else value
        yield from _differs(name, answer["article"][name], expected)


def _written_comment(asked: Asked, answer: Json) -> Iterator[str]:
    yield from _differs("the body", answer["comment"]["body"], asked.body["comment"]["body"])


def _profile(asked: Asked, answer: Json) -> Iterator[str]:
    yield from _differs("the username", answer["profile"]["username"], asked.path["username"])


def _followed(asked: Asked, answer: Json) -> Iterator[str]:
    yield from _profile(asked, answer)
    wanted = asked.operation_id == "followUserByUsername"
    yield from _differs("following", answer["profile"]["following"], wanted)


def _user(asked: Asked, answer: Json) -> Iterator[str]:
    for name, value in asked.body["user"].items():
        if name != "password":
            yield from _differs(name, answer["user"][name], value)


CHECKS: dict[str, Check] = {
    "createArticle": _written_article,
    "createArticleComment": _written_comment,
    "createArticleFavorite": _favorited,
    "createUser": _user,
    "deleteArticleFavorite": _favorited,
    "followUserByUsername": _followed,
    "getArticle": _article,
    "getArticles": _page,
    "getArticlesFeed": _feed,
    "getProfileByUsername": _profile,
    "login": _user,
    "unfollowUserByUsername": _followed,
    "updateArticle": _written_article,
    "updateCurrentUser": _user,
}
"""By operationId; of the others the spec says all that there is to say."""
