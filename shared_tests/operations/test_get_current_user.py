"""Whom the token names."""

from shared_tests.client import Account, Caller, refusal
from shared_tests.inputs import BAD_TOKEN, NO_TOKEN
from shared_tests.rules import rule

OPERATION = "getCurrentUser"


def test_200_returns_the_user(alice: Account, bob: Account) -> None:
    for account in [alice, bob]:
        response = account.call(OPERATION)

        assert response.status_code == 200
        user = response.json()["user"]
        assert user.pop("token")
        assert user == {
            "email": account.email,
            "username": account.username,
            "bio": None,
            "image": None,
        }


def test_200_returns_the_user_as_last_changed(alice: Account) -> None:
    changed = {"bio": "Tester.", "image": "https://example.org/alice.png"}
    alice.call("updateCurrentUser", json={"user": changed})

    user = alice.call(OPERATION).json()["user"]

    assert {key: user[key] for key in changed} == changed


@rule("ACC-8")
def test_200_carries_a_token_that_is_good(alice: Account) -> None:
    caller: Caller = alice
    # Each token is got with the one before.
    for _ in range(3):
        response = caller.call(OPERATION)
        assert response.status_code == 200
        assert response.json()["user"]["username"] == alice.username
        caller = caller.with_token(response.json()["user"]["token"])


@rule("ACC-8")
def test_200_leaves_earlier_tokens_good(alice: Account) -> None:
    tokens = [alice.call(OPERATION).json()["user"]["token"] for _ in range(2)]

    for token in [alice.token, *tokens]:
        assert alice.with_token(token).call(OPERATION).status_code == 200


@rule("GEN-22")
def test_200_with_a_content_type_and_no_body(alice: Account) -> None:
    response = alice.call(OPERATION, headers={"Content-Type": "application/json"})

    assert response.status_code == 200


@rule("GEN-16")
def test_200_ignores_unknown_query_parameters(alice: Account) -> None:
    response = alice.call(OPERATION, params={"username": "somebody", "limit": "x"})

    assert response.status_code == 200
    assert response.json()["user"]["username"] == alice.username


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller) -> None:
    assert refusal(anonymous.call(OPERATION)) == NO_TOKEN


@rule("GEN-6")
def test_401_with_a_bad_token(alice: Account) -> None:
    for token in ["garbage", alice.token[:-4], f"{alice.token}x", alice.token.upper()]:
        assert refusal(alice.with_token(token).call(OPERATION)) == BAD_TOKEN
