"""Changing one's own account: some keys, all, or none."""

import pytest

from shared_tests.client import Account, Caller, refusal, unique
from shared_tests.database import Database
from shared_tests.factories import NewAccount, NewArticle
from shared_tests.inputs import (
    BAD_TOKEN,
    BLANK,
    BLANKS,
    INVALID,
    LARGEST_BODY,
    NO_TOKEN,
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

OPERATION = "updateCurrentUser"

REQUIRED = ["email", "username", "password"]
FIELDS = [*REQUIRED, "bio", "image"]


def record(account: Caller) -> dict[str, object]:
    """Return an account's record without the token, which differs every time."""
    user: dict[str, object] = account.call("getCurrentUser").json()["user"]
    del user["token"]
    return user


def logs_in(caller: Caller, email: str, password: str) -> bool:
    """Tell whether a login succeeds."""
    body = envelope("user", email=email, password=password)
    return caller.call("login", json=body).status_code == 200


def fresh(field: str) -> str:
    """Return a valid value for a field that nobody else has."""
    return unique("e@") if field == "email" else unique(f"{field}-")


@rule("ACC-9")
@pytest.mark.parametrize("field", ["email", "username", "bio", "image"])
def test_200_changes_one_key_and_leaves_the_others(alice: Account, field: str) -> None:
    alice.call(OPERATION, json={"user": {"bio": "Before.", "image": "before.png"}})
    before, value = record(alice), fresh(field)

    response = alice.call(OPERATION, json={"user": {field: value}})

    assert response.status_code == 200
    user = response.json()["user"]
    assert user.pop("token")
    assert user == before | {field: value}
    assert record(alice) == user
    assert logs_in(alice, str(user["email"]), alice.password)


@rule("ACC-9")
def test_200_changes_all_keys_at_once(alice: Account) -> None:
    changes = {field: fresh(field) for field in FIELDS}

    response = alice.call(OPERATION, json={"user": changes})

    assert response.status_code == 200
    password = changes.pop("password")
    assert record(alice) == changes
    assert logs_in(alice, changes["email"], password)


@rule("ACC-9")
@level("SHOULD")
def test_200_changes_nothing_without_keys(alice: Account) -> None:
    alice.call(OPERATION, json={"user": {"bio": "Before.", "image": "before.png"}})
    before = record(alice)

    response = alice.call(OPERATION, json={"user": {}})

    assert response.status_code == 200
    assert record(alice) == before
    assert logs_in(alice, alice.email, alice.password)


@rule("GEN-16")
def test_200_ignores_unknown_keys(alice: Account, bob: Account) -> None:
    before = record(alice)
    unknown = {"id": 1, "token": bob.token, "following": True, "Bio": "No.", "created_at": None}

    response = alice.call(OPERATION, json={"user": unknown, "username": "nobody"})

    assert response.status_code == 200
    assert record(alice) == before


def test_200_changes_nobody_else(alice: Account, bob: Account) -> None:
    before = record(bob)

    alice.call(OPERATION, json={"user": {field: fresh(field) for field in FIELDS}})

    assert record(bob) == before
    assert logs_in(bob, bob.email, bob.password)


@rule("ACC-10")
@pytest.mark.parametrize("value", BLANKS)
@pytest.mark.parametrize("field", ["bio", "image"])
def test_200_stores_a_blank_as_null(alice: Account, field: str, value: str | None) -> None:
    alice.call(OPERATION, json={"user": {"bio": "Before.", "image": "before.png"}})
    before = record(alice)

    response = alice.call(OPERATION, json={"user": {field: value}})

    assert response.status_code == 200
    assert response.json()["user"][field] is None
    assert record(alice) == before | {field: None}
    profile = alice.call("getProfileByUsername", username=alice.username).json()["profile"]
    assert profile[field] is None


@rule("ACC-6", "ACC-10")
@pytest.mark.parametrize("field", ["email", "username", "bio", "image"])
def test_200_trims(alice: Account, field: str) -> None:
    value = fresh(field)

    user = alice.call(OPERATION, json={"user": {field: f" \t{value}\r\n"}}).json()["user"]

    assert user[field] == value
    assert record(alice)[field] == value


@rule("ACC-10")
def test_200_keeps_what_stands_inside_a_bio(alice: Account) -> None:
    bio = 'First line.\n\n  Second  line, <b>bold</b> & "quoted", Ünïcode 🎉.'

    assert alice.call(OPERATION, json={"user": {"bio": bio}}).json()["user"]["bio"] == bio


@rule("ACC-3", "ACC-4", "ACC-10", "GEN-11")
@pytest.mark.parametrize(
    ("field", "length", "filler"),
    [
        ("email", 254, "x"),
        ("username", 64, "u"),
        ("username", 64, "🎉"),
        ("bio", 1, "b"),
        ("bio", 1000, "b"),
        ("bio", 1000, "🎉"),
        ("image", 1, "i"),
        ("image", 2048, "i"),
    ],
)
def test_200_takes_the_shortest_and_the_longest(
    alice: Account, field: str, length: int, filler: str
) -> None:
    value = fresh(field).ljust(length, filler) if length > 1 else filler

    response = alice.call(OPERATION, json={"user": {field: f" {value} "}})

    assert response.status_code == 200
    assert response.json()["user"][field] == value


@rule("ACC-3")
def test_200_takes_a_username_of_one_character(alice: Account) -> None:
    username = rare_character()

    response = alice.call(OPERATION, json={"user": {"username": username}})

    assert response.status_code == 200
    assert response.json()["user"]["username"] == username


@rule("ACC-12", "ACC-5")
@pytest.mark.parametrize("length", [8, 128])
def test_200_logs_in_with_the_new_password_only(alice: Account, length: int) -> None:
    password = "n" * length

    assert alice.call(OPERATION, json={"user": {"password": password}}).status_code == 200

    assert logs_in(alice, alice.email, password)
    assert not logs_in(alice, alice.email, alice.password)


@rule("ACC-12")
def test_200_logs_in_with_the_new_email_address_only(alice: Account) -> None:
    email = fresh("email")

    alice.call(OPERATION, json={"user": {"email": email}})

    assert logs_in(alice, email, alice.password)
    assert not logs_in(alice, alice.email, alice.password)


@rule("ACC-13")
def test_200_does_not_send_the_password_back(alice: Account) -> None:
    password = unique("secret-")

    response = alice.call(OPERATION, json={"user": {"password": password}})

    assert response.status_code == 200
    assert password not in response.text
    assert password not in alice.call("getCurrentUser").text


@rule("ACC-13")
def test_200_stores_the_password_as_an_argon2id_hash(alice: Account, database: Database) -> None:
    def stored() -> str:
        statement = "SELECT password FROM users WHERE username = :username"
        return str(database.select(statement, username=alice.username)[0][0])

    before = stored()

    alice.call(OPERATION, json={"user": {"password": "another password"}})

    assert stored().startswith("$argon2id$")
    assert stored() != before


@rule("ACC-8")
def test_200_carries_a_token_that_is_good_and_leaves_earlier_ones_so(alice: Account) -> None:
    changes = {field: fresh(field) for field in FIELDS}

    token = alice.call(OPERATION, json={"user": changes}).json()["user"]["token"]

    for each in [token, alice.token]:
        user = alice.with_token(each).call("getCurrentUser").json()["user"]
        assert user["username"] == changes["username"]


@rule("ACC-15")
@pytest.mark.parametrize("fields", [["email"], ["username"], ["email", "username"]])
def test_200_ones_own_names_are_no_conflict(alice: Account, fields: list[str]) -> None:
    before = record(alice)
    own = {field: f" {getattr(alice, field)} " for field in fields}

    response = alice.call(OPERATION, json={"user": own})

    assert response.status_code == 200
    assert record(alice) == before


@rule("ACC-6")
def test_200_another_letter_case_is_another_name(alice: Account) -> None:
    changes = {"email": alice.email.upper(), "username": alice.username.upper()}

    assert alice.call(OPERATION, json={"user": changes}).status_code == 200

    assert record(alice) == changes | {"bio": None, "image": None}


@rule("PRO-2")
def test_200_moves_the_profile_with_the_username(alice: Account, bob: Account) -> None:
    username = fresh("username")
    bob.call("followUserByUsername", username=alice.username)

    alice.call(OPERATION, json={"user": {"username": username, "bio": "Moved."}})

    profile = bob.call("getProfileByUsername", username=username).json()["profile"]
    assert profile == {"username": username, "bio": "Moved.", "image": None, "following": True}
    assert bob.call("getProfileByUsername", username=alice.username).status_code == 404


def test_200_shows_in_ones_articles_and_comments(
    alice: Account, anonymous: Caller, new_article: NewArticle
) -> None:
    article = new_article(alice)
    alice.call("createArticleComment", slug=article.slug, json={"comment": {"body": "Mine."}})
    changes = {"username": fresh("username"), "bio": "Moved.", "image": "new.png"}

    alice.call(OPERATION, json={"user": changes})

    author = changes | {"following": False}
    seen = anonymous.call("getArticle", slug=article.slug).json()["article"]
    assert seen == article.json | {"author": author}
    comments = anonymous.call("getArticleComments", slug=article.slug).json()["comments"]
    assert [comment["author"] for comment in comments] == [author]


def test_200_frees_the_old_names(alice: Account, new_account: NewAccount) -> None:
    changes = {"username": fresh("username"), "email": fresh("email")}
    alice.call(OPERATION, json={"user": changes})

    successor = new_account(username=alice.username, email=alice.email)

    assert record(successor)["username"] == alice.username
    assert record(alice)["username"] == changes["username"]


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller) -> None:
    assert refusal(anonymous.call(OPERATION, json={"user": {"bio": "x"}})) == NO_TOKEN


@rule("GEN-6")
def test_401_with_a_bad_token(alice: Account) -> None:
    before = record(alice)

    response = alice.with_token("garbage").call(OPERATION, json={"user": {"bio": "x"}})

    assert refusal(response) == BAD_TOKEN
    assert record(alice) == before


@rule("GEN-4")
def test_401_wins_over_415_and_422(anonymous: Caller) -> None:
    invalid = anonymous.call(OPERATION, json={"user": {"email": 7}})
    text = anonymous.call(OPERATION, content=b"{", headers={"Content-Type": "text/plain"})

    assert refusal(invalid) == refusal(text) == NO_TOKEN


@rule("ACC-2")
@level("SHOULD")
@pytest.mark.parametrize("fields", [["username"], ["email"], ["username", "email"]])
def test_409_taken(alice: Account, bob: Account, fields: list[str]) -> None:
    before = record(alice)
    taken = {field: getattr(bob, field) for field in fields}

    response = alice.call(OPERATION, json={"user": taken | {"bio": "Not stored."}})

    assert refusal(response) == (409, dict.fromkeys(fields, TAKEN))
    assert record(alice) == before


@rule("ACC-2")
@level("SHOULD")
def test_409_changes_nothing_with_another_name_that_is_free(alice: Account, bob: Account) -> None:
    before = record(alice)
    changes = {"username": fresh("username"), "email": bob.email, "password": "another one"}

    response = alice.call(OPERATION, json={"user": changes})

    assert refusal(response) == (409, {"email": TAKEN})
    assert record(alice) == before
    assert logs_in(alice, alice.email, alice.password)


@rule("ACC-2", "ACC-15")
def test_409_names_only_what_somebody_else_has(alice: Account, bob: Account) -> None:
    changes = {"username": alice.username, "email": f" {bob.email} "}

    assert refusal(alice.call(OPERATION, json={"user": changes})) == (409, {"email": TAKEN})


@rule("GEN-14")
def test_413_body_declared_too_large(alice: Account) -> None:
    assert refusal(alice.call_declaring(OPERATION, LARGEST_BODY + 1)) == TOO_LARGE


@rule("GEN-15")
@pytest.mark.parametrize("media_type", OTHER_MEDIA_TYPES)
def test_415_body_of_another_media_type(alice: Account, media_type: str | None) -> None:
    response = alice.call(
        OPERATION, json={"user": {"bio": "Not stored."}}, headers={"Content-Type": media_type}
    )

    assert refusal(response) == NOT_JSON
    assert record(alice)["bio"] is None


@rule("GEN-4")
def test_415_wins_over_422(alice: Account) -> None:
    response = alice.call(OPERATION, content=b"{", headers={"Content-Type": "text/plain"})

    assert refusal(response) == NOT_JSON


@rule("ACC-11", "GEN-9")
@pytest.mark.parametrize("value", BLANKS)
@pytest.mark.parametrize("field", REQUIRED)
def test_422_blank(alice: Account, field: str, value: str | None) -> None:
    before = record(alice)

    response = alice.call(OPERATION, json={"user": {"bio": "Not stored.", field: value}})

    assert refusal(response) == (422, {field: BLANK})
    assert record(alice) == before
    assert logs_in(alice, alice.email, alice.password)


@rule("GEN-10")
@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", FIELDS)
def test_422_wrong_type(alice: Account, field: str, value: object) -> None:
    assert refusal(alice.call(OPERATION, json={"user": {field: value}})) == (422, {field: INVALID})


@rule("GEN-17")
@pytest.mark.parametrize("value", NOT_STORABLE)
@pytest.mark.parametrize("field", FIELDS)
def test_422_not_storable(alice: Account, field: str, value: str) -> None:
    assert refusal(alice.call(OPERATION, json={"user": {field: value}})) == (422, {field: INVALID})


@rule("ACC-3", "ACC-4", "ACC-5", "ACC-10", "GEN-11")
@pytest.mark.parametrize(
    ("field", "value", "messages"),
    [
        pytest.param("email", "e@".ljust(255, "x"), too_long(254), id="email-of-255"),
        pytest.param("email", "nobody", INVALID, id="email-without-at"),
        pytest.param("email", "a@b c", INVALID, id="email-with-a-blank"),
        pytest.param("username", "u" * 65, too_long(64), id="username-of-65"),
        pytest.param("username", "a/b", INVALID, id="username-with-a-slash"),
        pytest.param("username", "a\x07b", INVALID, id="username-with-a-bell"),
        pytest.param("password", "1234567", too_short(8), id="password-of-7"),
        pytest.param("password", "x" * 129, too_long(128), id="password-of-129"),
        pytest.param("bio", "b" * 1001, too_long(1000), id="bio-of-1001"),
        pytest.param("bio", "🎉" * 1001, too_long(1000), id="bio-of-1001-emoji"),
        pytest.param("image", "i" * 2049, too_long(2048), id="image-of-2049"),
    ],
)
def test_422_out_of_bounds(alice: Account, field: str, value: str, messages: list[str]) -> None:
    before = record(alice)

    response = alice.call(OPERATION, json={"user": {field: value}})

    assert refusal(response) == (422, {field: messages})
    assert record(alice) == before


@rule("GEN-1", "GEN-4")
def test_422_names_every_field_with_its_own_fault_before_409(alice: Account, bob: Account) -> None:
    changes = {"email": None, "username": bob.username, "password": "short", "bio": "b" * 1001}

    response = alice.call(OPERATION, json={"user": changes | {"image": 7}})

    expected = {"email": BLANK, "password": too_short(8), "bio": too_long(1000), "image": INVALID}
    assert refusal(response) == (422, expected)
