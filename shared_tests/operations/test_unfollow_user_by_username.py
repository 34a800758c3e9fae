"""Unfollowing: what it changes for whom, and what it leaves."""

from shared_tests.client import Account, Caller, refusal, unique
from shared_tests.factories import NewAccount, NewArticle, NewComment
from shared_tests.inputs import BAD_TOKEN, NO_TOKEN
from shared_tests.rules import level, rule

OPERATION = "unfollowUserByUsername"

UNKNOWN = (404, {"profile": ["not found"]})


def follow(follower: Account, *followed: Account) -> None:
    """Make an account follow others."""
    for account in followed:
        response = follower.call("followUserByUsername", username=account.username)
        assert response.status_code == 200


def following(viewer: Caller, account: Account) -> bool:
    """Return what the account's profile says of the viewer."""
    profile = viewer.call("getProfileByUsername", username=account.username).json()["profile"]
    return bool(profile["following"])


@rule("PRO-1")
def test_200_returns_the_profile_no_longer_followed(alice: Account, bob: Account) -> None:
    shown = {"bio": "Tester.", "image": "https://example.org/bob.png"}
    bob.call("updateCurrentUser", json={"user": shown})
    follow(alice, bob)

    response = alice.call(OPERATION, username=bob.username)

    assert response.status_code == 200
    assert response.json()["profile"] == {"username": bob.username, "following": False, **shown}
    assert not following(alice, bob)


@rule("PRO-3")
def test_200_again(alice: Account, bob: Account) -> None:
    follow(alice, bob)
    first = alice.call(OPERATION, username=bob.username)
    again = alice.call(OPERATION, username=bob.username)

    assert again.status_code == 200
    assert again.json() == first.json()


@rule("PRO-3")
def test_200_never_followed(alice: Account, bob: Account) -> None:
    response = alice.call(OPERATION, username=bob.username)

    assert response.status_code == 200
    assert response.json()["profile"]["following"] is False


@rule("PRO-4")
def test_200_oneself(alice: Account) -> None:
    follow(alice, alice)

    assert alice.call(OPERATION, username=alice.username).status_code == 200

    assert not following(alice, alice)


@rule("PRO-5")
def test_200_leaves_everybody_elses_following(
    alice: Account, bob: Account, new_account: NewAccount
) -> None:
    third = new_account()
    follow(alice, bob, third)
    follow(bob, alice)
    follow(third, bob)

    alice.call(OPERATION, username=bob.username)

    assert not following(alice, bob)
    assert following(alice, third)
    assert following(bob, alice)
    assert following(third, bob)


@rule("ART-15", "ART-16", "COM-1")
def test_200_shows_in_feed_articles_and_comments(
    alice: Account, bob: Account, new_article: NewArticle, new_comment: NewComment
) -> None:
    article = new_article(bob)
    new_comment(bob, article)
    follow(alice, bob)

    alice.call(OPERATION, username=bob.username)

    assert alice.call("getArticlesFeed").json() == {"articles": [], "articlesCount": 0}
    seen = alice.call("getArticle", slug=article.slug).json()["article"]
    listed = alice.call("getArticles", params={"author": bob.username}).json()["articles"]
    comments = alice.call("getArticleComments", slug=article.slug).json()["comments"]
    authors = [thing["author"] for thing in [seen, *listed, *comments]]
    assert [author["following"] for author in authors] == [False] * 3


@rule("GEN-22")
def test_200_with_a_content_type_and_no_body(alice: Account, bob: Account) -> None:
    headers = {"Content-Type": "application/json"}

    assert alice.call(OPERATION, username=bob.username, headers=headers).status_code == 200


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller, bob: Account) -> None:
    assert refusal(anonymous.call(OPERATION, username=bob.username)) == NO_TOKEN


@rule("GEN-6")
def test_401_with_a_bad_token(alice: Account, bob: Account) -> None:
    follow(alice, bob)

    response = alice.with_token(f"{alice.token}x").call(OPERATION, username=bob.username)

    assert refusal(response) == BAD_TOKEN
    assert following(alice, bob)


@rule("GEN-4")
@level("MUST")
def test_401_wins_over_404(anonymous: Caller) -> None:
    assert refusal(anonymous.call(OPERATION, username=unique())) == NO_TOKEN


@rule("PRO-2")
def test_404_unknown_username(alice: Account, bob: Account) -> None:
    for username in [unique(), bob.username.upper(), bob.email]:
        assert refusal(alice.call(OPERATION, username=username)) == UNKNOWN
