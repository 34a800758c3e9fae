"""Commenting on an article."""

import pytest

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.factories import NewArticle
from shared_tests.inputs import (
    BAD_TOKEN,
    BLANK,
    INVALID,
    LARGEST_BODY,
    MISSING_OR_BLANK,
    NO_TOKEN,
    NOT_JSON,
    NOT_STORABLE,
    NOT_TEXT,
    OTHER_MEDIA_TYPES,
    TOO_LARGE,
    envelope,
    too_long,
)
from shared_tests.rules import level, rule

OPERATION = "createArticleComment"

UNKNOWN = (404, {"article": ["not found"]})
VALID = {"comment": {"body": "Well put."}}


def comments(reader: Caller, article: Article) -> list[dict[str, object]]:
    """Return the comments of an article."""
    found: list[dict[str, object]] = reader.call("getArticleComments", slug=article.slug).json()[
        "comments"
    ]
    return found


@rule("COM-1", "COM-5")
def test_201_returns_the_comment_with_its_author(bob: Account, article: Article) -> None:
    response = bob.call(OPERATION, slug=article.slug, json=VALID)

    assert response.status_code == 201
    comment = response.json()["comment"]
    assert comment["body"] == "Well put."
    assert comment["createdAt"] == comment["updatedAt"] >= article.json["createdAt"]
    assert comment["author"] == {
        "username": bob.username,
        "bio": None,
        "image": None,
        "following": False,
    }
    assert comments(bob, article) == [comment]


@rule("COM-1")
def test_201_shows_the_author_as_the_viewer_sees_them(bob: Account, article: Article) -> None:
    bob.call("updateCurrentUser", json={"user": {"bio": "Reader.", "image": "bob.png"}})
    bob.call("followUserByUsername", username=bob.username)

    author = bob.call(OPERATION, slug=article.slug, json=VALID).json()["comment"]["author"]

    assert author == {
        "username": bob.username,
        "bio": "Reader.",
        "image": "bob.png",
        "following": True,
    }


@rule("COM-1")
@level("SHOULD")
@pytest.mark.parametrize(
    "body",
    [
        "  first\r\n\n\tsecond \n",
        "<b>'\"&amp;\\",
        "Ünïcode 日本 🎉 e\u0301\u200b",
        "x",
        "é" * 10_000,
        " " * 9_999 + "x",
    ],
    ids=["white-space", "markup", "unicode", "1", "10000", "10000-padded"],
)
def test_201_keeps_the_body_as_given(bob: Account, article: Article, body: str) -> None:
    response = bob.call(OPERATION, slug=article.slug, json={"comment": {"body": body}})

    assert response.status_code == 201
    assert response.json()["comment"]["body"] == body
    assert comments(bob, article)[0]["body"] == body


def test_201_the_same_again_is_another_comment(bob: Account, article: Article) -> None:
    first, second = [
        bob.call(OPERATION, slug=article.slug, json=VALID).json()["comment"]["id"] for _ in range(2)
    ]

    assert first != second
    assert [comment["id"] for comment in comments(bob, article)] == [second, first]


def test_201_ones_own_article(alice: Account, article: Article) -> None:
    assert alice.call(OPERATION, slug=article.slug, json=VALID).status_code == 201


@rule("GEN-16")
def test_201_ignores_unknown_keys(alice: Account, bob: Account, article: Article) -> None:
    unknown = {"id": 1, "author": alice.username, "createdAt": "2001-01-01T00:00:00.000Z"}

    body = envelope("comment", body="Mine.", **unknown) | {"article": article.slug}
    comment = bob.call(OPERATION, slug=article.slug, json=body).json()["comment"]

    assert comment["author"]["username"] == bob.username
    assert not comment["createdAt"].startswith("2001")


@rule("ART-10")
@level("SHOULD")
def test_201_does_not_touch_the_article(bob: Account, article: Article) -> None:
    bob.call(OPERATION, slug=article.slug, json=VALID)

    assert bob.call("getArticle", slug=article.slug).json()["article"] == article.json


def test_201_belongs_to_its_article_only(
    alice: Account, bob: Account, article: Article, new_article: NewArticle
) -> None:
    other = new_article(alice)

    bob.call(OPERATION, slug=article.slug, json=VALID)

    assert comments(alice, other) == []


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller, article: Article) -> None:
    assert refusal(anonymous.call(OPERATION, slug=article.slug, json=VALID)) == NO_TOKEN
    assert comments(anonymous, article) == []


@rule("GEN-6")
def test_401_with_a_bad_token(bob: Account, article: Article) -> None:
    response = bob.with_token(f"{bob.token}x").call(OPERATION, slug=article.slug, json=VALID)

    assert refusal(response) == BAD_TOKEN
    assert comments(bob, article) == []


@rule("GEN-4")
def test_401_wins_over_404_415_and_422(anonymous: Caller, article: Article) -> None:
    text = {"Content-Type": "text/plain"}

    unknown = anonymous.call(OPERATION, slug=unique(), json=VALID)
    invalid = anonymous.call(OPERATION, slug=article.slug, json={"comment": {}})
    not_json = anonymous.call(OPERATION, slug=article.slug, content=b"{", headers=text)

    assert refusal(unknown) == refusal(invalid) == refusal(not_json) == NO_TOKEN


@rule("ART-19")
def test_404_unknown_slug(bob: Account, article: Article) -> None:
    for slug in [unique(), article.slug.upper()]:
        assert refusal(bob.call(OPERATION, slug=slug, json=VALID)) == UNKNOWN


@rule("GEN-4")
def test_404_wins_over_415_and_422(bob: Account) -> None:
    text = {"Content-Type": "text/plain"}

    invalid = bob.call(OPERATION, slug=unique(), json={"comment": {"body": ""}})
    malformed = bob.call(OPERATION, slug=unique(), content=b"{")
    not_json = bob.call(OPERATION, slug=unique(), content=b"{", headers=text)

    assert refusal(invalid) == refusal(malformed) == refusal(not_json) == UNKNOWN


@rule("ART-20")
def test_404_deleted(alice: Account, bob: Account, article: Article) -> None:
    alice.call("deleteArticle", slug=article.slug)

    assert refusal(bob.call(OPERATION, slug=article.slug, json=VALID)) == UNKNOWN


@rule("GEN-14")
def test_413_body_declared_too_large(bob: Account, article: Article) -> None:
    response = bob.call_declaring(OPERATION, LARGEST_BODY + 1, slug=article.slug)

    assert refusal(response) == TOO_LARGE
    assert comments(bob, article) == []


@rule("GEN-15")
@pytest.mark.parametrize("media_type", OTHER_MEDIA_TYPES)
def test_415_body_of_another_media_type(
    bob: Account, article: Article, media_type: str | None
) -> None:
    headers = {"Content-Type": media_type}

    response = bob.call(OPERATION, slug=article.slug, json=VALID, headers=headers)

    assert refusal(response) == NOT_JSON
    assert comments(bob, article) == []


@rule("GEN-4")
def test_415_wins_over_422(bob: Account, article: Article) -> None:
    text = {"Content-Type": "text/plain"}

    response = bob.call(OPERATION, slug=article.slug, content=b"{", headers=text)

    assert refusal(response) == NOT_JSON


@rule("COM-1", "GEN-9")
@pytest.mark.parametrize("value", MISSING_OR_BLANK)
def test_422_blank(bob: Account, article: Article, value: object) -> None:
    response = bob.call(OPERATION, slug=article.slug, json=envelope("comment", body=value))

    assert refusal(response) == (422, {"body": BLANK})
    assert comments(bob, article) == []


@rule("GEN-10")
@pytest.mark.parametrize("value", NOT_TEXT)
def test_422_wrong_type(bob: Account, article: Article, value: object) -> None:
    response = bob.call(OPERATION, slug=article.slug, json={"comment": {"body": value}})

    assert refusal(response) == (422, {"body": INVALID})
    assert comments(bob, article) == []


@rule("GEN-17")
@pytest.mark.parametrize("value", NOT_STORABLE)
def test_422_not_storable(bob: Account, article: Article, value: str) -> None:
    response = bob.call(OPERATION, slug=article.slug, json={"comment": {"body": value}})

    assert refusal(response) == (422, {"body": INVALID})


@rule("COM-1", "GEN-11")
@pytest.mark.parametrize("character", ["x", "🎉"], ids=["ascii", "emoji"])
def test_422_too_long(bob: Account, article: Article, character: str) -> None:
    body = {"comment": {"body": character * 10_001}}

    response = bob.call(OPERATION, slug=article.slug, json=body)

    assert refusal(response) == (422, {"body": too_long(10_000)})
    assert comments(bob, article) == []
