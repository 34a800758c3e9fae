"""Following: what it changes for whom."""

from shared_tests.client import Account, Caller, refusal, unique
from shared_tests.factories import NewAccount, NewArticle, NewComment
from shared_tests.inputs import BAD_TOKEN, NO_TOKEN
from shared_tests.rules import level, rule

OPERATION = "followUserByUsername"

UNKNOWN = (404, {"profile": ["not found"]})


def following(viewer: Caller, account: Account) -> bool:
    """Return what the account's profile says of the viewer."""
    profile = viewer.call("getProfileByUsername", username=account.username).json()["profile"]
    return bool(profile["following"])


@rule("PRO-1")
def test_200_returns_the_profile_now_followed(alice: Account, bob: Account) -> None:
    shown = {"bio": "Tester.", "image": "https://example.org/bob.png"}
    bob.call("updateCurrentUser", json={"user": shown})

    response = alice.call(OPERATION, username=bob.username)

    assert response.status_code == 200
    assert response.json()["profile"] == {"username": bob.username, "following": True, **shown}
    assert following(alice, bob)


@rule("PRO-3")
def test_200_again(alice: Account, bob: Account) -> None:
    first = alice.call(OPERATION, username=bob.username)
    again = alice.call(OPERATION, username=bob.username)

    assert again.status_code == 200
    assert again.json() == first.json()
    # However often it was said, one word undoes it.
    alice.call("unfollowUserByUsername", username=bob.username)
    assert not following(alice, bob)


@rule("PRO-3")
def test_200_after_unfollowing(alice: Account, bob: Account) -> None:
    for operation in [OPERATION, "unfollowUserByUsername", OPERATION]:
        assert alice.call(operation, username=bob.username).status_code == 200

    assert following(alice, bob)


@rule("PRO-4")
def test_200_oneself(alice: Account, new_article: NewArticle) -> None:
    article = new_article(alice)

    response = alice.call(OPERATION, username=alice.username)

    assert response.status_code == 200
    assert response.json()["profile"]["following"] is True
    assert following(alice, alice)
    feed = alice.call("getArticlesFeed").json()["articles"]
    assert [found["slug"] for found in feed] == [article.slug]


@rule("PRO-5")
def test_200_goes_one_way(alice: Account, bob: Account) -> None:
    alice.call(OPERATION, username=bob.username)

    assert following(alice, bob)
    assert not following(bob, alice)


@rule("PRO-1")
def test_200_is_seen_by_the_follower_only(
    anonymous: Caller, alice: Account, bob: Account, new_account: NewAccount
) -> None:
    bystander = new_account()

    alice.call(OPERATION, username=bob.username)

    assert not any(following(viewer, bob) for viewer in [anonymous, bob, bystander])
    assert not following(alice, bystander)


def test_200_several_followers_and_several_followed(
    alice: Account, bob: Account, new_account: NewAccount
) -> None:
    third = new_account()
    for follower, followed in [(alice, bob), (alice, third), (bob, third)]:
        assert follower.call(OPERATION, username=followed.username).status_code == 200

    assert following(alice, bob)
    assert following(alice, third)
    assert following(bob, third)
    assert not following(third, alice)


@rule("ART-15", "ART-16", "COM-1")
def test_200_shows_in_feed_articles_and_comments(
    alice: Account, bob: Account, new_article: NewArticle, new_comment: NewComment
) -> None:
    article = new_article(bob)
    new_comment(bob, article)

    alice.call(OPERATION, username=bob.username)

    seen = alice.call("getArticle", slug=article.slug).json()["article"]
    listed = alice.call("getArticles", params={"author": bob.username}).json()["articles"]
    feed = alice.call("getArticlesFeed").json()["articles"]
    comments = alice.call("getArticleComments", slug=article.slug).json()["comments"]
    authors = [thing["author"] for thing in [seen, *listed, *feed, *comments]]
    assert [author["following"] for author in authors] == [True] * 4


def test_200_outlives_a_new_username(alice: Account, bob: Account) -> None:
    alice.call(OPERATION, username=bob.username)
    username = unique("bob-")

    bob.call("updateCurrentUser", json={"user": {"username": username}})

    profile = alice.call("getProfileByUsername", username=username).json()["profile"]
    assert profile["following"] is True


@rule("GEN-22")
def test_200_with_a_content_type_and_no_body(alice: Account, bob: Account) -> None:
    headers = {"Content-Type": "application/json"}

    response = alice.call(OPERATION, username=bob.username, headers=headers)

    assert response.status_code == 200
    assert following(alice, bob)


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller, bob: Account) -> None:
    assert refusal(anonymous.call(OPERATION, username=bob.username)) == NO_TOKEN


@rule("GEN-6")
def test_401_with_a_bad_token(alice: Account, bob: Account) -> None:
    response = alice.with_token(f"{alice.token}x").call(OPERATION, username=bob.username)

    assert refusal(response) == BAD_TOKEN
    assert not following(alice, bob)


@rule("GEN-4")
@level("MUST")
def test_401_wins_over_404(anonymous: Caller) -> None:
    assert refusal(anonymous.call(OPERATION, username=unique())) == NO_TOKEN


@rule("PRO-2")
def test_404_unknown_username(alice: Account, bob: Account) -> None:
    for username in [unique(), bob.username.upper(), bob.email]:
        assert refusal(alice.call(OPERATION, username=username)) == UNKNOWN
