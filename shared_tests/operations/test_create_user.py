"""Registering: what names and passwords may be, and who has them already."""

import re
from collections.abc import Callable

import pytest

from shared_tests.client import Account, Caller, refusal, unique
from shared_tests.database import Database
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
    TAKEN,
    TOO_LARGE,
    envelope,
    rare_character,
    too_long,
    too_short,
)
from shared_tests.rules import level, rule

OPERATION = "createUser"

PHC_STRING = r"\$argon2id\$v=19\$m=\d+,t=\d+,p=1\$[A-Za-z0-9+/]{22,}\$[A-Za-z0-9+/]{43,}"
FIELDS = ["username", "email", "password"]


def newcomer(**changed: object) -> dict[str, dict[str, object]]:
    """Return a body that registers somebody new, with some fields changed."""
    valid = {"username": unique("u-"), "email": unique("e@"), "password": "a good password"}
    return envelope("user", **valid | changed)


@rule("ACC-1")
def test_201_returns_the_user(anonymous: Caller) -> None:
    body = newcomer()

    response = anonymous.call(OPERATION, json=body)

    assert response.status_code == 201
    user = response.json()["user"]
    assert user.pop("token")
    assert user == {
        "username": body["user"]["username"],
        "email": body["user"]["email"],
        "bio": None,
        "image": None,
    }


@rule("ACC-8")
def test_201_carries_a_token_that_is_good(anonymous: Caller) -> None:
    user = anonymous.call(OPERATION, json=newcomer()).json()["user"]

    response = anonymous.with_token(user["token"]).call("getCurrentUser")

    assert response.status_code == 200
    assert response.json()["user"]["username"] == user["username"]


def test_201_makes_a_user_who_can_log_in(anonymous: Caller) -> None:
    body = newcomer()
    anonymous.call(OPERATION, json=body)

    assert anonymous.call("login", json=body).status_code == 200


@rule("ACC-1")
def test_201_makes_a_profile(anonymous: Caller) -> None:
    username = anonymous.call(OPERATION, json=newcomer()).json()["user"]["username"]

    profile = anonymous.call("getProfileByUsername", username=username).json()["profile"]

    assert profile == {"username": username, "bio": None, "image": None, "following": False}


@rule("ACC-13")
def test_201_does_not_send_the_password_back(anonymous: Caller) -> None:
    password = unique("secret-")

    response = anonymous.call(OPERATION, json=newcomer(password=password))

    assert response.status_code == 201
    assert password not in response.text


@rule("ACC-13")
def test_201_stores_the_password_as_an_argon2id_hash(anonymous: Caller, database: Database) -> None:
    password, usernames = unique("secret-"), [unique(), unique()]
    for username in usernames:
        anonymous.call(OPERATION, json=newcomer(username=username, password=password))

    statement = "SELECT password FROM users WHERE username = :username"
    hashes = [database.select(statement, username=username)[0][0] for username in usernames]
    assert all(re.fullmatch(PHC_STRING, stored) for stored in hashes)
    assert hashes[0] != hashes[1]


@rule("ACC-6")
def test_201_trims_username_and_email_address(anonymous: Caller) -> None:
    username, email = unique("in between "), unique("e@")

    response = anonymous.call(
        OPERATION, json=newcomer(username=f"\t {username}\n", email=f" {email} \r\n")
    )

    user = response.json()["user"]
    assert (user["username"], user["email"]) == (username, email)


@rule("ACC-5")
@level("SHOULD")
def test_201_does_not_trim_the_password(anonymous: Caller) -> None:
    body = newcomer(password="  padded password  ")
    anonymous.call(OPERATION, json=body)

    assert anonymous.call("login", json=body).status_code == 200
    body["user"]["password"] = "padded password"
    assert anonymous.call("login", json=body).status_code == 401


@rule("ACC-3", "ACC-4", "GEN-11")
@pytest.mark.parametrize(
    ("field", "build"),
    [
        pytest.param("username", rare_character, id="username-of-1"),
        pytest.param("username", lambda: unique().ljust(64, "u"), id="username-of-64"),
        pytest.param("username", lambda: unique().ljust(64, "🎉"), id="username-of-64-emoji"),
        pytest.param("email", lambda: f"{rare_character()}@{rare_character()}", id="email-of-3"),
        pytest.param("email", lambda: unique("e@").ljust(254, "x"), id="email-of-254"),
        pytest.param("email", lambda: unique("e@").ljust(254, "é"), id="email-of-254-accents"),
    ],
)
def test_201_takes_the_shortest_and_the_longest(
    anonymous: Caller, field: str, build: Callable[[], str]
) -> None:
    value = build()

    response = anonymous.call(OPERATION, json=newcomer(**{field: value}))

    assert response.status_code == 201
    assert response.json()["user"][field] == value


@rule("ACC-5", "GEN-11")
@pytest.mark.parametrize(
    "password",
    ["12345678", "x" * 64, "y" * 128, "🎉" * 8, "🎉" * 128],
    ids=["8", "64", "128", "8-emoji", "128-emoji"],
)
def test_201_every_character_of_a_password_counts(anonymous: Caller, password: str) -> None:
    body = newcomer(password=password)

    assert anonymous.call(OPERATION, json=body).status_code == 201

    assert anonymous.call("login", json=body).status_code == 200
    for other in [f"{password[:-1]}?", password[:-1], f"?{password[1:]}"]:
        body["user"]["password"] = other
        assert anonymous.call("login", json=body).status_code == 401


@rule("ACC-4", "ACC-6")
@pytest.mark.parametrize(
    "prefix",
    ["Ünïcode Näme 🎉 ", "a.b+c_d@e ", "100%25 & more? #1 ", "日本語", 'back\\slash "quoted" '],
    ids=["accents", "punctuation", "reserved-in-urls", "cjk", "escapes"],
)
def test_201_takes_any_other_characters_in_a_username(anonymous: Caller, prefix: str) -> None:
    username = unique(prefix)

    response = anonymous.call(OPERATION, json=newcomer(username=username))

    assert response.status_code == 201
    assert response.json()["user"]["username"] == username
    profile = anonymous.call("getProfileByUsername", username=username).json()["profile"]
    assert profile["username"] == username


@rule("ACC-6")
@pytest.mark.parametrize("field", ["username", "email"])
def test_201_letter_case_makes_another_name(anonymous: Caller, field: str) -> None:
    name = unique("name@")

    for value in [name, name.capitalize(), name.upper()]:
        response = anonymous.call(OPERATION, json=newcomer(**{field: value}))

        assert response.status_code == 201
        assert response.json()["user"][field] == value


@rule("ACC-6")
@pytest.mark.parametrize("field", ["username", "email"])
def test_201_another_spelling_in_unicode_makes_another_name(anonymous: Caller, field: str) -> None:
    composed = unique("caf\u00e9@")

    for value in [composed, composed.replace("\u00e9", "e\u0301")]:
        response = anonymous.call(OPERATION, json=newcomer(**{field: value}))

        assert response.status_code == 201
        assert response.json()["user"][field] == value


@rule("ACC-6")
def test_201_does_not_fold_the_email_addresss_domain(anonymous: Caller) -> None:
    email = f"{unique('Name')}@EXAMPLE.Org"

    user = anonymous.call(OPERATION, json=newcomer(email=email)).json()["user"]

    assert user["email"] == email


@rule("GEN-16", "ACC-1")
def test_201_ignores_unknown_keys(anonymous: Caller) -> None:
    body = newcomer(bio="Hello", image="https://example.org/i.png", id=1, token="mine")

    response = anonymous.call(OPERATION, json=body | {"source": "advertisement"})

    assert response.status_code == 201
    user = response.json()["user"]
    assert (user["bio"], user["image"]) == (None, None)
    assert user["token"] != "mine"


def test_201_whatever_token_is_sent_along(anonymous: Caller) -> None:
    assert anonymous.with_token("garbage").call(OPERATION, json=newcomer()).status_code == 201


@rule("ACC-2")
@pytest.mark.parametrize("fields", [["username"], ["email"], ["username", "email"]])
def test_409_taken(anonymous: Caller, alice: Account, fields: list[str]) -> None:
    body = newcomer(**{field: getattr(alice, field) for field in fields})

    response = anonymous.call(OPERATION, json=body)

    assert refusal(response) == (409, dict.fromkeys(fields, TAKEN))


@rule("ACC-2")
def test_409_taken_by_two_different_users(anonymous: Caller, alice: Account, bob: Account) -> None:
    body = newcomer(username=alice.username, email=bob.email)

    response = anonymous.call(OPERATION, json=body)

    assert refusal(response) == (409, {"username": TAKEN, "email": TAKEN})


@rule("ACC-2", "ACC-6")
@pytest.mark.parametrize("field", ["username", "email"])
def test_409_taken_but_for_the_blanks_around(anonymous: Caller, alice: Account, field: str) -> None:
    response = anonymous.call(OPERATION, json=newcomer(**{field: f"  {getattr(alice, field)}\n"}))

    assert refusal(response) == (409, {field: TAKEN})


@rule("ACC-2")
def test_409_registers_nobody_and_changes_nobody(anonymous: Caller, alice: Account) -> None:
    body = newcomer(username=alice.username)

    assert anonymous.call(OPERATION, json=body).status_code == 409

    assert anonymous.call("login", json=body).status_code == 401
    kept = envelope("user", email=alice.email, password=alice.password)
    assert anonymous.call("login", json=kept).status_code == 200
    body["user"]["username"] = unique()
    assert anonymous.call(OPERATION, json=body).status_code == 201


@rule("GEN-14")
def test_413_body_declared_too_large(anonymous: Caller) -> None:
    assert refusal(anonymous.call_declaring(OPERATION, LARGEST_BODY + 1)) == TOO_LARGE


@rule("GEN-15")
@pytest.mark.parametrize("media_type", OTHER_MEDIA_TYPES)
def test_415_body_of_another_media_type(anonymous: Caller, media_type: str | None) -> None:
    response = anonymous.call(OPERATION, json=newcomer(), headers={"Content-Type": media_type})

    assert refusal(response) == NOT_JSON


@rule("GEN-4")
def test_415_wins_over_422(anonymous: Caller) -> None:
    response = anonymous.call(OPERATION, content=b"{", headers={"Content-Type": "text/plain"})

    assert refusal(response) == NOT_JSON


@rule("GEN-9")
@pytest.mark.parametrize("value", MISSING_OR_BLANK)
@pytest.mark.parametrize("field", FIELDS)
def test_422_blank(anonymous: Caller, field: str, value: object) -> None:
    response = anonymous.call(OPERATION, json=newcomer(**{field: value}))

    assert refusal(response) == (422, {field: BLANK})


@rule("GEN-10")
@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", FIELDS)
def test_422_wrong_type(anonymous: Caller, field: str, value: object) -> None:
    response = anonymous.call(OPERATION, json=newcomer(**{field: value}))

    assert refusal(response) == (422, {field: INVALID})


@rule("GEN-17")
@pytest.mark.parametrize("value", NOT_STORABLE)
@pytest.mark.parametrize("field", FIELDS)
def test_422_not_storable(anonymous: Caller, field: str, value: str) -> None:
    if field == "email":
        value = value.replace(" ", "") + "@example.org"

    response = anonymous.call(OPERATION, json=newcomer(**{field: value}))

    assert refusal(response) == (422, {field: INVALID})


@rule("ACC-3", "GEN-10")
@pytest.mark.parametrize(
    "email",
    [
        "n",
        "n@",
        "nobody",
        "@example.org",
        "nobody@",
        "no@body@example.org",
        "nobody@@example.org",
        "no body@example.org",
        "nobody@exam ple.org",
        "no\nbody@example.org",
        "nobody@\texample.org",
        "no\u00a0body@example.org",
    ],
)
def test_422_malformed_email_address(anonymous: Caller, email: str) -> None:
    response = anonymous.call(OPERATION, json=newcomer(email=email))

    assert refusal(response) == (422, {"email": INVALID})


@rule("ACC-4", "GEN-10")
@pytest.mark.parametrize(
    "username",
    ["a/b", "/a", "a/", "tab\tinside", "line\nbreak", "escape\x1b", "unit\x1fseparator", "del\x7f"],
    ids=["slash", "slash-first", "slash-last", "tab", "newline", "escape", "separator", "delete"],
)
def test_422_character_that_no_username_has(anonymous: Caller, username: str) -> None:
    response = anonymous.call(OPERATION, json=newcomer(username=f"x{username}x"))

    assert refusal(response) == (422, {"username": INVALID})


@rule("ACC-3", "ACC-4", "ACC-5", "GEN-11")
@pytest.mark.parametrize(
    ("field", "value", "messages"),
    [
        pytest.param("username", "u" * 65, too_long(64), id="username-of-65"),
        pytest.param("username", "🎉" * 65, too_long(64), id="username-of-65-emoji"),
        pytest.param("email", "e@".ljust(255, "x"), too_long(254), id="email-of-255"),
        pytest.param("password", "1234567", too_short(8), id="password-of-7"),
        pytest.param("password", "🎉" * 7, too_short(8), id="password-of-7-emoji"),
        pytest.param("password", "x" * 129, too_long(128), id="password-of-129"),
    ],
)
def test_422_too_short_or_too_long(
    anonymous: Caller, field: str, value: str, messages: list[str]
) -> None:
    response = anonymous.call(OPERATION, json=newcomer(**{field: value}))

    assert refusal(response) == (422, {field: messages})


@rule("GEN-1", "GEN-9")
@level("SHOULD")
def test_422_names_every_field_that_is_blank(anonymous: Caller) -> None:
    response = anonymous.call(OPERATION, json={"user": {}})

    assert refusal(response) == (422, dict.fromkeys(FIELDS, BLANK))


@rule("GEN-1")
def test_422_names_every_field_with_its_own_fault(anonymous: Caller) -> None:
    body = newcomer(username="u" * 65, email="nobody", password="short")

    response = anonymous.call(OPERATION, json=body)

    expected = {"username": too_long(64), "email": INVALID, "password": too_short(8)}
    assert refusal(response) == (422, expected)


@rule("GEN-4")
def test_422_wins_over_409(anonymous: Caller, alice: Account) -> None:
    body = newcomer(username=alice.username, email=alice.email, password="short")

    response = anonymous.call(OPERATION, json=body)

    assert refusal(response) == (422, {"password": too_short(8)})


def test_422_registers_nobody(anonymous: Caller, new_account: NewAccount) -> None:
    body = newcomer(password="short")
    assert anonymous.call(OPERATION, json=body).status_code == 422

    body["user"]["password"] = "long enough"
    assert anonymous.call(OPERATION, json=body).status_code == 201
