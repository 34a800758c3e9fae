"""Deleting one's own comment."""

import pytest

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.factories import NewArticle, NewComment
from shared_tests.inputs import BAD_TOKEN, NO_TOKEN
from shared_tests.rules import level, rule

OPERATION = "deleteArticleComment"

UNKNOWN = (404, {"comment": ["not found"]})
UNKNOWN_ARTICLE = (404, {"article": ["not found"]})
FORBIDDEN = (403, {"comment": ["forbidden"]})


def ids(caller: Caller, article: Article) -> list[int]:
    """Return the ids of an article's comments in the order listed."""
    found = caller.call("getArticleComments", slug=article.slug).json()["comments"]
    return [comment["id"] for comment in found]


@rule("COM-3")
def test_204_answers_without_a_body_and_the_comment_is_gone(
    anonymous: Caller, bob: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(bob, article)

    response = bob.call(OPERATION, slug=article.slug, id=comment["id"])

    assert response.status_code == 204
    assert response.content == b""
    assert ids(anonymous, article) == []


def test_204_leaves_the_other_comments(
    alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    made = [new_comment(author, article)["id"] for author in [bob, alice, bob, bob]]

    assert bob.call(OPERATION, slug=article.slug, id=made[2]).status_code == 204

    assert ids(bob, article) == [made[3], made[1], made[0]]


@rule("ART-10")
def test_204_leaves_the_article(bob: Account, article: Article, new_comment: NewComment) -> None:
    comment = new_comment(bob, article)

    bob.call(OPERATION, slug=article.slug, id=comment["id"])

    assert bob.call("getArticle", slug=article.slug).json()["article"] == article.json


def test_204_under_the_articles_new_slug(
    alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(bob, article)
    update = {"article": {"title": unique("New ")}}
    changed = alice.call("updateArticle", slug=article.slug, json=update).json()["article"]

    old = bob.call(OPERATION, slug=article.slug, id=comment["id"])
    new = bob.call(OPERATION, slug=changed["slug"], id=comment["id"])

    assert refusal(old) == UNKNOWN_ARTICLE
    assert new.status_code == 204


@rule("GEN-22")
def test_204_with_a_content_type_and_no_body(
    bob: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(bob, article)
    headers = {"Content-Type": "application/json"}

    response = bob.call(OPERATION, slug=article.slug, id=comment["id"], headers=headers)

    assert response.status_code == 204


@rule("GEN-5")
def test_401_without_a_token(
    anonymous: Caller, bob: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(bob, article)

    response = anonymous.call(OPERATION, slug=article.slug, id=comment["id"])

    assert refusal(response) == NO_TOKEN
    assert ids(bob, article) == [comment["id"]]


@rule("GEN-6")
def test_401_with_a_bad_token(bob: Account, article: Article, new_comment: NewComment) -> None:
    comment = new_comment(bob, article)

    caller = bob.with_token(f"{bob.token}x")

    assert refusal(caller.call(OPERATION, slug=article.slug, id=comment["id"])) == BAD_TOKEN
    assert ids(bob, article) == [comment["id"]]


@rule("GEN-4")
@level("MUST")
def test_401_wins_over_404(anonymous: Caller, article: Article) -> None:
    for slug, comment_id in [(unique(), 1), (article.slug, 0), (article.slug, "abc")]:
        assert refusal(anonymous.call(OPERATION, slug=slug, id=comment_id)) == NO_TOKEN


@rule("COM-3")
def test_403_by_somebody_else(
    alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(alice, article)

    assert refusal(bob.call(OPERATION, slug=article.slug, id=comment["id"])) == FORBIDDEN
    assert ids(alice, article) == [comment["id"]]


@rule("COM-3")
def test_403_by_the_articles_author(
    alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(bob, article)
    assert article.author == alice.username

    assert refusal(alice.call(OPERATION, slug=article.slug, id=comment["id"])) == FORBIDDEN
    assert ids(alice, article) == [comment["id"]]


@rule("ART-19", "GEN-4")
def test_404_unknown_article_wins_over_everything_about_the_comment(
    alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(bob, article)

    for caller, comment_id in [(bob, comment["id"]), (alice, comment["id"]), (bob, "abc")]:
        response = caller.call(OPERATION, slug=unique(), id=comment_id)
        assert refusal(response) == UNKNOWN_ARTICLE


@rule("COM-4")
@pytest.mark.parametrize(
    "comment_id",
    [
        "0",
        "-1",
        str(2**31),
        str(2**63 - 1),
        str(2**63),
        "9" * 40,
        "abc",
        "1.5",
        "1e3",
        "0x1",
        " ",
        "٣",
        "null",
        "%",
        "1 OR 1=1",
        "\x00",
        "9" * 5000,
    ],
    ids=lambda value: value.strip("\x00")[:20] or "unreadable",
)
def test_404_no_such_id(bob: Account, article: Article, comment_id: str) -> None:
    assert refusal(bob.call(OPERATION, slug=article.slug, id=comment_id)) == UNKNOWN


@rule("COM-4")
@level("SHOULD")
@pytest.mark.parametrize("spelling", ["{}.0", "{}x", "{}%20", "{}_0", "{}/"])
def test_404_nearly_the_id(
    bob: Account, article: Article, new_comment: NewComment, spelling: str
) -> None:
    comment = new_comment(bob, article)

    response = bob.call(OPERATION, slug=article.slug, id=spelling.format(comment["id"]))

    assert response.status_code == 404
    assert ids(bob, article) == [comment["id"]]


@rule("COM-4")
@level("SHOULD")
def test_404_under_another_articles_slug(
    alice: Account, bob: Account, new_article: NewArticle, new_comment: NewComment
) -> None:
    first, second = new_article(alice), new_article(bob)
    comment = new_comment(bob, first)

    assert refusal(bob.call(OPERATION, slug=second.slug, id=comment["id"])) == UNKNOWN
    assert ids(bob, first) == [comment["id"]]


@rule("COM-4", "GEN-4")
def test_404_wins_over_403_under_another_articles_slug(
    alice: Account, bob: Account, new_article: NewArticle, new_comment: NewComment
) -> None:
    first, second = new_article(alice), new_article(alice)
    comment = new_comment(bob, first)

    assert refusal(alice.call(OPERATION, slug=second.slug, id=comment["id"])) == UNKNOWN


@rule("COM-4")
def test_404_again_for_whoever_asks(
    alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(bob, article)
    bob.call(OPERATION, slug=article.slug, id=comment["id"])

    for caller in [bob, alice]:
        assert refusal(caller.call(OPERATION, slug=article.slug, id=comment["id"])) == UNKNOWN


@rule("COM-4", "ART-20")
def test_404_deleted_with_its_article(
    alice: Account, bob: Account, new_article: NewArticle, new_comment: NewComment
) -> None:
    doomed, kept = new_article(alice), new_article(alice)
    comment = new_comment(bob, doomed)
    alice.call("deleteArticle", slug=doomed.slug)

    gone = bob.call(OPERATION, slug=doomed.slug, id=comment["id"])

    assert refusal(gone) == UNKNOWN_ARTICLE
    assert refusal(bob.call(OPERATION, slug=kept.slug, id=comment["id"])) == UNKNOWN
