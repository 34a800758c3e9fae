"""Taking an article off one's favourites."""

import time

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.inputs import BAD_TOKEN, NO_TOKEN
from shared_tests.rules import level, rule

OPERATION = "deleteArticleFavorite"

UNKNOWN = (404, {"article": ["not found"]})


def favourite(article: Article, *fans: Account) -> None:
    """Make an article the favourite of some accounts."""
    for fan in fans:
        assert fan.call("createArticleFavorite", slug=article.slug).status_code == 200


def state(viewer: Caller, article: Article) -> tuple[bool, int]:
    """Return whether it is the viewer's favourite, and of how many it is."""
    found = viewer.call("getArticle", slug=article.slug).json()["article"]
    return found["favorited"], found["favoritesCount"]


@rule("ART-16")
def test_200_returns_the_article_no_longer_a_favourite(bob: Account, article: Article) -> None:
    favourite(article, bob)

    response = bob.call(OPERATION, slug=article.slug)

    assert response.status_code == 200
    assert response.json()["article"] == article.json
    assert bob.call("getArticle", slug=article.slug).json()["article"] == article.json


@rule("ART-16")
def test_200_shows_the_author_as_the_viewer_sees_them(
    alice: Account, bob: Account, article: Article
) -> None:
    bob.call("followUserByUsername", username=alice.username)

    author = bob.call(OPERATION, slug=article.slug).json()["article"]["author"]

    assert author == {"username": alice.username, "bio": None, "image": None, "following": True}


@rule("ART-17")
def test_200_again(alice: Account, bob: Account, article: Article) -> None:
    favourite(article, alice, bob)
    first = bob.call(OPERATION, slug=article.slug)
    again = bob.call(OPERATION, slug=article.slug)

    assert again.status_code == 200
    assert again.json() == first.json()
    assert state(bob, article) == (False, 1)


@rule("ART-17")
def test_200_never_a_favourite(alice: Account, bob: Account, article: Article) -> None:
    favourite(article, alice)

    response = bob.call(OPERATION, slug=article.slug)

    assert response.status_code == 200
    assert response.json()["article"] == article.json | {"favoritesCount": 1}


@rule("ART-18")
def test_200_ones_own_article(alice: Account, article: Article) -> None:
    favourite(article, alice)

    assert alice.call(OPERATION, slug=article.slug).json()["article"] == article.json


@rule("ART-16")
def test_200_leaves_everybody_elses(
    anonymous: Caller, alice: Account, bob: Account, article: Article
) -> None:
    favourite(article, alice, bob)

    bob.call(OPERATION, slug=article.slug)

    assert state(alice, article) == (True, 1)
    assert state(bob, article) == (False, 1)
    assert state(anonymous, article) == (False, 1)


@rule("ART-14")
def test_200_shows_in_lists(alice: Account, bob: Account, article: Article) -> None:
    favourite(article, bob)
    bob.call("followUserByUsername", username=alice.username)

    bob.call(OPERATION, slug=article.slug)

    filtered = bob.call("getArticles", params={"favorited": bob.username}).json()
    assert filtered == {"articles": [], "articlesCount": 0}
    feed = bob.call("getArticlesFeed").json()["articles"]
    assert [(found["favorited"], found["favoritesCount"]) for found in feed] == [(False, 0)]


@rule("ART-10")
@level("SHOULD")
def test_200_moves_neither_time(bob: Account, article: Article) -> None:
    favourite(article, bob)
    time.sleep(0.002)

    found = bob.call(OPERATION, slug=article.slug).json()["article"]

    for key in ["createdAt", "updatedAt"]:
        assert found[key] == article.json[key]


@rule("GEN-22")
def test_200_with_a_content_type_and_no_body(bob: Account, article: Article) -> None:
    headers = {"Content-Type": "application/json"}

    assert bob.call(OPERATION, slug=article.slug, headers=headers).status_code == 200


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller, bob: Account, article: Article) -> None:
    favourite(article, bob)

    assert refusal(anonymous.call(OPERATION, slug=article.slug)) == NO_TOKEN
    assert state(bob, article) == (True, 1)


@rule("GEN-6")
def test_401_with_a_bad_token(bob: Account, article: Article) -> None:
    favourite(article, bob)

    response = bob.with_token(f"{bob.token}x").call(OPERATION, slug=article.slug)

    assert refusal(response) == BAD_TOKEN
    assert state(bob, article) == (True, 1)


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
    favourite(article, bob)
    alice.call("deleteArticle", slug=article.slug)

    assert refusal(bob.call(OPERATION, slug=article.slug)) == UNKNOWN
