"""Logging in: who may, and how little a refusal tells."""

import pytest

from shared_tests.client import Account, Caller, refusal, unique
from shared_tests.factories import NewAccount
from shared_tests.inputs import (
    BLANK,
    INVALID,
    LARGEST_BODY,
    MISSING_OR_BLANK,
    NOT_JSON,
    NOT_STORABLE,
    NOT_TEXT,
    OTHER_MEDIA_TYPES,
    TOO_LARGE,
    envelope,
)
from shared_tests.rules import level, rule

OPERATION = "login"

REFUSED = (401, {"credentials": ["invalid"]})


def credentials(account: Account, **changed: object) -> dict[str, dict[str, object]]:
    """Return the body that logs an account in, with some fields changed."""
    return envelope("user", **{"email": account.email, "password": account.password} | changed)


def test_200_returns_the_user(anonymous: Caller, alice: Account) -> None:
    response = anonymous.call(OPERATION, json=credentials(alice))

    assert response.status_code == 200
    user = response.json()["user"]
    assert user.pop("token")
    assert user == {"email": alice.email, "username": alice.username, "bio": None, "image": None}


def test_200_returns_the_user_as_last_changed(anonymous: Caller, alice: Account) -> None:
    changed = {"bio": "Tester.", "image": "https://example.org/alice.png"}
    alice.call("updateCurrentUser", json={"user": changed})

    user = anonymous.call(OPERATION, json=credentials(alice)).json()["user"]

    assert {key: user[key] for key in changed} == changed


@rule("ACC-8")
def test_200_carries_a_token_that_is_good(anonymous: Caller, alice: Account) -> None:
    token = anonymous.call(OPERATION, json=credentials(alice)).json()["user"]["token"]

    response = anonymous.with_token(token).call("getCurrentUser")

    assert response.status_code == 200
    assert response.json()["user"]["username"] == alice.username


@rule("ACC-8")
def test_200_leaves_earlier_tokens_good(anonymous: Caller, alice: Account) -> None:
    tokens = [
        anonymous.call(OPERATION, json=credentials(alice)).json()["user"]["token"] for _ in range(2)
    ]

    for token in [alice.token, *tokens]:
        assert anonymous.with_token(token).call("getCurrentUser").status_code == 200


@rule("ACC-6")
def test_200_trims_the_email_address(anonymous: Caller, alice: Account) -> None:
    response = anonymous.call(OPERATION, json=credentials(alice, email=f" \t{alice.email}\n"))

    assert response.status_code == 200
    assert response.json()["user"]["email"] == alice.email


def test_200_whatever_token_is_sent_along(anonymous: Caller, alice: Account, bob: Account) -> None:
    for token in ["garbage", bob.token]:
        response = anonymous.with_token(token).call(OPERATION, json=credentials(alice))

        assert response.status_code == 200
        assert response.json()["user"]["username"] == alice.username


@rule("GEN-16")
def test_200_ignores_unknown_keys(anonymous: Caller, alice: Account) -> None:
    body = credentials(alice, username="somebody else", remember=True) | {"client": {"name": "web"}}

    response = anonymous.call(OPERATION, json=body)

    assert response.status_code == 200
    assert response.json()["user"]["username"] == alice.username


@rule("ACC-13")
def test_200_does_not_send_the_password_back(anonymous: Caller, new_account: NewAccount) -> None:
    account = new_account(password=unique("secret-"))

    response = anonymous.call(OPERATION, json=credentials(account))

    assert response.status_code == 200
    assert account.password not in response.text


@rule("ACC-7")
def test_401_wrong_password(anonymous: Caller, alice: Account) -> None:
    response = anonymous.call(OPERATION, json=credentials(alice, password="another password"))

    assert refusal(response) == REFUSED


@rule("ACC-12")
def test_401_old_password_after_a_change(anonymous: Caller, alice: Account) -> None:
    alice.call("updateCurrentUser", json={"user": {"password": "another password"}})

    assert refusal(anonymous.call(OPERATION, json=credentials(alice))) == REFUSED
    changed = credentials(alice, password="another password")
    assert anonymous.call(OPERATION, json=changed).status_code == 200


@rule("ACC-7")
def test_401_unknown_email_address(anonymous: Caller, alice: Account) -> None:
    response = anonymous.call(OPERATION, json=credentials(alice, email=f"{unique()}@example.org"))

    assert refusal(response) == REFUSED


@rule("ACC-7")
@pytest.mark.parametrize("field", ["email", "password"])
def test_401_too_short_to_be_anybodys(anonymous: Caller, alice: Account, field: str) -> None:
    response = anonymous.call(OPERATION, json=credentials(alice, **{field: "x"}))

    assert refusal(response) == REFUSED


@rule("ACC-7")
def test_401_says_the_same_for_both(anonymous: Caller, alice: Account) -> None:
    unknown = anonymous.call(OPERATION, json=credentials(alice, email=unique("x@")))
    wrong = anonymous.call(OPERATION, json=credentials(alice, password=unique()))

    assert refusal(unknown) == refusal(wrong) == REFUSED
    assert unknown.content == wrong.content


@rule("ACC-7")
def test_401_password_of_somebody_else(
    anonymous: Caller, alice: Account, new_account: NewAccount
) -> None:
    other = new_account(password="quite another password")

    response = anonymous.call(OPERATION, json=credentials(alice, password=other.password))

    assert refusal(response) == REFUSED


@rule("ACC-6")
def test_401_email_address_in_another_letter_case(
    anonymous: Caller, new_account: NewAccount
) -> None:
    account = new_account(email=f"Mixed.{unique()}@Example.org")

    for email in [account.email.lower(), account.email.upper()]:
        assert refusal(anonymous.call(OPERATION, json=credentials(account, email=email))) == REFUSED


def test_401_username_in_the_place_of_the_email_address(anonymous: Caller, alice: Account) -> None:
    response = anonymous.call(OPERATION, json=credentials(alice, email=alice.username))

    assert refusal(response) == REFUSED


@rule("ACC-5")
@pytest.mark.parametrize(
    "wrong",
    [
        "A good password",
        "a good passwor",
        "a good password ",
        " a good password",
        "a good  password",
    ],
    ids=["letter-case", "one-less", "blank-behind", "blank-before", "blank-doubled"],
)
def test_401_nearly_the_password(anonymous: Caller, new_account: NewAccount, wrong: str) -> None:
    account = new_account(password="a good password")

    response = anonymous.call(OPERATION, json=credentials(account, password=wrong))

    assert refusal(response) == REFUSED


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("email", "no-at-sign", id="malformed-email"),
        pytest.param("email", "a@" + "b" * 300, id="overlong-email"),
        pytest.param("password", "short", id="short-password"),
        pytest.param("password", "p" * 129, id="overlong-password"),
    ],
)
@rule("ACC-7")
def test_401_what_no_account_can_have(
    anonymous: Caller, alice: Account, field: str, value: str
) -> None:
    response = anonymous.call(OPERATION, json=credentials(alice, **{field: value}))

    assert refusal(response) == REFUSED


@rule("GEN-14")
def test_413_body_declared_too_large(anonymous: Caller) -> None:
    assert refusal(anonymous.call_declaring(OPERATION, LARGEST_BODY + 1)) == TOO_LARGE


@rule("GEN-15")
@pytest.mark.parametrize("media_type", OTHER_MEDIA_TYPES)
def test_415_body_of_another_media_type(
    anonymous: Caller, alice: Account, media_type: str | None
) -> None:
    response = anonymous.call(
        OPERATION, json=credentials(alice), headers={"Content-Type": media_type}
    )

    assert refusal(response) == NOT_JSON


@rule("GEN-4")
def test_415_wins_over_422(anonymous: Caller) -> None:
    response = anonymous.call(OPERATION, content=b"{", headers={"Content-Type": "text/plain"})

    assert refusal(response) == NOT_JSON


@rule("GEN-9")
@pytest.mark.parametrize("value", MISSING_OR_BLANK)
@pytest.mark.parametrize("field", ["email", "password"])
def test_422_blank(anonymous: Caller, alice: Account, field: str, value: object) -> None:
    response = anonymous.call(OPERATION, json=credentials(alice, **{field: value}))

    assert refusal(response) == (422, {field: BLANK})


@rule("GEN-10")
@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", ["email", "password"])
def test_422_wrong_type(anonymous: Caller, alice: Account, field: str, value: object) -> None:
    response = anonymous.call(OPERATION, json=credentials(alice, **{field: value}))

    assert refusal(response) == (422, {field: INVALID})


@rule("GEN-17")
@pytest.mark.parametrize("value", NOT_STORABLE)
@pytest.mark.parametrize("field", ["email", "password"])
def test_422_not_storable(anonymous: Caller, alice: Account, field: str, value: str) -> None:
    response = anonymous.call(OPERATION, json=credentials(alice, **{field: value}))

    assert refusal(response) == (422, {field: INVALID})


@rule("GEN-9")
@level("SHOULD")
def test_422_names_every_field_that_is_blank(anonymous: Caller) -> None:
    response = anonymous.call(OPERATION, json={"user": {}})

    assert refusal(response) == (422, {"email": BLANK, "password": BLANK})


@rule("GEN-1")
def test_422_names_every_field_with_its_own_fault(anonymous: Caller) -> None:
    response = anonymous.call(OPERATION, json={"user": {"email": " ", "password": 12345678}})

    assert refusal(response) == (422, {"email": BLANK, "password": INVALID})
