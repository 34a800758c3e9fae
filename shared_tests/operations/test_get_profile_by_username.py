"""What others see of a user."""

from shared_tests.client import Account, Caller, refusal, unique
from shared_tests.factories import NewAccount
from shared_tests.rules import rule

OPERATION = "getProfileByUsername"

UNKNOWN = (404, {"profile": ["not found"]})


def following(viewer: Caller, account: Account) -> bool:
    """Return what the profile says of the viewer."""
    response = viewer.call(OPERATION, username=account.username)
    assert response.status_code == 200
    return bool(response.json()["profile"]["following"])


@rule("PRO-1")
def test_200_returns_the_profile(anonymous: Caller, alice: Account) -> None:
    response = anonymous.call(OPERATION, username=alice.username)

    assert response.status_code == 200
    assert response.json() == {
        "profile": {"username": alice.username, "bio": None, "image": None, "following": False}
    }


@rule("PRO-1")
def test_200_shows_bio_and_image(anonymous: Caller, alice: Account) -> None:
    shown = {"bio": "Tester.", "image": "https://example.org/alice.png"}
    alice.call("updateCurrentUser", json={"user": shown})

    response = anonymous.call(OPERATION, username=alice.username)

    expected = {"username": alice.username, "following": False, **shown}
    assert response.json()["profile"] == expected


@rule("PRO-1")
def test_200_following_is_the_viewers(
    anonymous: Caller, alice: Account, bob: Account, new_account: NewAccount
) -> None:
    bystander = new_account()
    bob.call("followUserByUsername", username=alice.username)

    assert following(bob, alice)
    for viewer in [anonymous, alice, bystander]:
        assert not following(viewer, alice)


@rule("PRO-1")
def test_200_following_ends_with_unfollowing(alice: Account, bob: Account) -> None:
    bob.call("followUserByUsername", username=alice.username)
    bob.call("unfollowUserByUsername", username=alice.username)

    assert not following(bob, alice)


@rule("PRO-5")
def test_200_following_goes_one_way(alice: Account, bob: Account) -> None:
    bob.call("followUserByUsername", username=alice.username)

    assert following(bob, alice)
    assert not following(alice, bob)


def test_200_ones_own_profile(alice: Account) -> None:
    response = alice.call(OPERATION, username=alice.username)

    assert response.status_code == 200
    assert response.json()["profile"]["username"] == alice.username
    assert response.json()["profile"]["following"] is False


@rule("GEN-7")
def test_200_a_bad_token_counts_as_none(alice: Account, bob: Account) -> None:
    bob.call("followUserByUsername", username=alice.username)

    for token in ["garbage", f"{bob.token}x"]:
        assert not following(bob.with_token(token), alice)


@rule("ACC-6")
def test_200_username_that_needs_encoding(anonymous: Caller, new_account: NewAccount) -> None:
    account = new_account(username=unique("Jörg & Søn? 100%25 #1 日本 🎉 "))

    response = anonymous.call(OPERATION, username=account.username)

    assert response.status_code == 200
    assert response.json()["profile"]["username"] == account.username


@rule("PRO-2")
def test_404_unknown_username(anonymous: Caller, alice: Account) -> None:
    for caller in [anonymous, alice]:
        assert refusal(caller.call(OPERATION, username=unique())) == UNKNOWN


@rule("PRO-2", "ACC-6")
def test_404_another_letter_case(anonymous: Caller, alice: Account) -> None:
    for username in [alice.username.upper(), alice.username.capitalize()]:
        assert refusal(anonymous.call(OPERATION, username=username)) == UNKNOWN


@rule("PRO-2")
def test_404_part_of_a_username(anonymous: Caller, alice: Account) -> None:
    for username in [alice.username[:-1], f"{alice.username}x", alice.username[:-1] + "_", "%"]:
        assert refusal(anonymous.call(OPERATION, username=username)) == UNKNOWN


@rule("PRO-2")
def test_404_email_address_in_the_place_of_the_username(anonymous: Caller, alice: Account) -> None:
    assert refusal(anonymous.call(OPERATION, username=alice.email)) == UNKNOWN
