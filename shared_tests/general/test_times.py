"""Times, in every answer that carries one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from shared_tests.client import Account, Article
from shared_tests.factories import NewArticle, NewComment
from shared_tests.rules import rule

FORM = "%Y-%m-%dT%H:%M:%S.%fZ"
SECONDS_APART = 5
"""How far a time may be from the `Date` of the answer that carries it."""
PATIENCE = 150
"""Comments until one was surely made at a time that ends in a zero, where that is shown."""


def times(node: object) -> Iterator[str]:
    """Yield every time in a document."""
    if isinstance(node, dict):
        yield from (node[key] for key in ("createdAt", "updatedAt") if key in node)
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from times(child)


@rule("GEN-18")
def test_a_time_is_the_servers_own_in_utc(
    alice: Account, article: Article, new_comment: NewComment
) -> None:
    new_comment(alice, article)
    alice.call("followUserByUsername", username=alice.username)

    answers = [
        alice.call("getArticle", slug=article.slug),
        alice.call("getArticles", params={"author": alice.username}),
        alice.call("getArticlesFeed"),
        alice.call("getArticleComments", slug=article.slug),
        alice.call("updateArticle", slug=article.slug, json={"article": {"body": "New."}}),
    ]

    for answer in answers:
        date = parsedate_to_datetime(answer.headers["date"])
        found = [datetime.strptime(text, FORM).replace(tzinfo=UTC) for text in times(answer.json())]
        assert len(found) == 2
        for time in found:
            assert abs(time - date) < timedelta(seconds=SECONDS_APART)


@rule("GEN-18")
def test_a_time_has_three_decimals_whatever_they_are(
    alice: Account, new_article: NewArticle, new_comment: NewComment
) -> None:
    """One in ten ends in a zero, which must not be left out: it is waited for."""
    article = new_article(alice)
    comments = [new_comment(alice, article)]
    while "0Z" not in comments[-1]["createdAt"] and len(comments) < PATIENCE:
        comments.append(new_comment(alice, article))

    listed = alice.call("getArticleComments", slug=article.slug).json()["comments"]

    assert listed == comments[::-1]
    assert {len(time) for time in times(listed)} == {len("2026-02-18T03:22:56.637Z")}


@rule("GEN-18", "ART-10")
@pytest.mark.parametrize("operation_id", ["getArticle", "createArticleFavorite"])
def test_a_time_is_shown_as_it_was_when_made(
    alice: Account, article: Article, operation_id: str
) -> None:
    shown = alice.call(operation_id, slug=article.slug).json()["article"]

    assert shown["createdAt"] == article.json["createdAt"]
    assert shown["updatedAt"] == article.json["updatedAt"]
