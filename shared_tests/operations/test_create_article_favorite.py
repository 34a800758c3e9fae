"""Making an article one's favourite."""

import time

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.factories import NewAccount, NewArticle
from shared_tests.inputs import BAD_TOKEN, NO_TOKEN
from shared_tests.rules import level, rule

OPERATION = "createArticleFavorite"

UNKNOWN = (404, {"article": ["not found"]})


def state(viewer: Caller, article: Article) -> tuple[bool, int]:
    """Return whether it is the viewer's favourite, and of how many it is."""
    found = viewer.call("getArticle", slug=article.slug).json()["article"]
    return found["favorited"], found["favoritesCount"]


@rule("ART-16")
def test_200_returns_the_article_now_a_favourite(bob: Account, article: Article) -> None:
    response = bob.call(OPERATION, slug=article.slug)

    assert response.status_code == 200
    expected = article.json | {"favorited": True, "favoritesCount": 1}
    assert response.json()["article"] == expected
    assert bob.call("getArticle", slug=article.slug).json()["article"] == expected


@rule("ART-16")
def test_200_shows_the_author_as_the_viewer_sees_them(
    alice: Account, bob: Account, article: Article
) -> None:
    bob.call("followUserByUsername", username=alice.username)

    author = bob.call(OPERATION, slug=article.slug).json()["article"]["author"]

    assert author == {"username": alice.username, "bio": None, "image": None, "following": True}


@rule("ART-17")
def test_200_again(alice: Account, bob: Account, article: Article) -> None:
    alice.call(OPERATION, slug=article.slug)
    first = bob.call(OPERATION, slug=article.slug)
    again = bob.call(OPERATION, slug=article.slug)

    assert again.status_code == 200
    assert again.json() == first.json()
    assert state(bob, article) == (True, 2)
    # However often it was said, one word undoes it.
    bob.call("deleteArticleFavorite", slug=article.slug)
    assert state(bob, article) == (False, 1)


@rule("ART-17")
def test_200_after_taking_it_off(bob: Account, article: Article) -> None:
    for operation in [OPERATION, "deleteArticleFavorite", OPERATION]:
        assert bob.call(operation, slug=article.slug).status_code == 200

    assert state(bob, article) == (True, 1)


@rule("ART-18")
def test_200_ones_own_article(alice: Account, article: Article) -> None:
    response = alice.call(OPERATION, slug=article.slug)

    assert response.status_code == 200
    assert state(alice, article) == (True, 1)


@rule("ART-16")
def test_200_counts_everybody_and_is_each_viewers_own(
    anonymous: Caller, alice: Account, bob: Account, new_account: NewAccount, article: Article
) -> None:
    third = new_account()
    counts = [
        fan.call(OPERATION, slug=article.slug).json()["article"]["favoritesCount"]
        for fan in [alice, bob, third]
    ]

    assert counts == [1, 2, 3]
    assert [state(fan, article) for fan in [alice, bob, third]] == [(True, 3)] * 3
    assert [state(viewer, article) for viewer in [anonymous, new_account()]] == [(False, 3)] * 2


def test_200_changes_no_other_article(
    alice: Account, bob: Account, article: Article, new_article: NewArticle
) -> None:
    other = new_article(alice)

    bob.call(OPERATION, slug=article.slug)

    assert state(bob, other) == (False, 0)


@rule("ART-14")
def test_200_shows_in_lists(alice: Account, bob: Account, article: Article) -> None:
    bob.call("followUserByUsername", username=alice.username)

    bob.call(OPERATION, slug=article.slug)

    filtered = bob.call("getArticles", params={"favorited": bob.username}).json()
    feed = bob.call("getArticlesFeed").json()
    assert filtered == feed
    assert [(found["slug"], found["favorited"]) for found in feed["articles"]] == [
        (article.slug, True)
    ]


@rule("ART-10")
@level("SHOULD")
def test_200_moves_neither_time(bob: Account, article: Article) -> None:
    time.sleep(0.002)

    found = bob.call(OPERATION, slug=article.slug).json()["article"]

    for key in ["createdAt", "updatedAt"]:
        assert found[key] == article.json[key]


@rule("GEN-22")
def test_200_with_a_content_type_and_no_body(bob: Account, article: Article) -> None:
    headers = {"Content-Type": "application/json"}

    assert bob.call(OPERATION, slug=article.slug, headers=headers).status_code == 200


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller, article: Article) -> None:
    assert refusal(anonymous.call(OPERATION, slug=article.slug)) == NO_TOKEN
    assert state(anonymous, article) == (False, 0)


@rule("GEN-6")
def test_401_with_a_bad_token(bob: Account, article: Article) -> None:
    caller = bob.with_token(f"{bob.token}x")

    assert refusal(caller.call(OPERATION, slug=article.slug)) == BAD_TOKEN
    assert state(bob, article) == (False, 0)


@rule("GEN-4")
@level("MUST")
def test_401_wins_over_404(anonymous: Caller) -> None:
    assert refusal(anonymous.call(OPERATION, slug=unique())) == NO_TOKEN


@rule("ART-19")
def test_404_unknown_slug(alice: Account, article: Article) -> None:
    for slug in [unique(), article.slug.upper()]:
        assert refusal(alice.call(OPERATION, slug=slug)) == UNKNOWN


@rule("ART-20")
def test_404_deleted(alice: Account, bob: Account, article: Article) -> None:
    alice.call("deleteArticle", slug=article.slug)

    assert refusal(bob.call(OPERATION, slug=article.slug)) == UNKNOWN
