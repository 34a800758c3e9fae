"""What a panel's database holds, looked at past the panel."""

import re

import pytest

from harness.registry import Engine
from harness.targets import Target
from shared_tests.client import Account, Caller, refusal
from shared_tests.factories import NewAccount, NewArticle, NewComment
from shared_tests.inputs import BAD_TOKEN
from shared_tests.panels.tables import execute, rows
from shared_tests.rules import rule

PHC = re.compile(r"\$argon2id\$v=19\$m=\d+,t=\d+,p=1\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+")
FORMS: dict[Engine, str] = {
    "postgresql": 'YYYY-MM-DD"T"HH24:MI:SS.US',
    "mariadb": "%Y-%m-%dT%H:%i:%s.%f",
}
"""Those of ISO 8601 with six decimals; SQLite has the text as it is."""
STORED: dict[Engine, str] = {
    "sqlite": "SELECT created_at, updated_at FROM articles WHERE slug = :slug",
    "postgresql": (
        "SELECT to_char(created_at AT TIME ZONE 'UTC', :form),"
        " to_char(updated_at AT TIME ZONE 'UTC', :form) FROM articles WHERE slug = :slug"
    ),
    "mariadb": (
        "SELECT date_format(created_at, :form), date_format(updated_at, :form)"
        " FROM articles WHERE slug = :slug"
    ),
}


def as_stored(shown: str, engine: Engine) -> str:
    """Return the text that the database holds of a time that the API shows."""
    if engine in FORMS:
        return shown.replace("Z", "000")
    # A fraction of zero is left out, as Django does: texts then compare as times do.
    return shown.replace("T", " ").removesuffix(".000Z").replace("Z", "000")


@pytest.fixture
def database_url(booted: Target) -> str:
    """Return the URL of the database of a panel of ours."""
    assert booted.database_url is not None
    return booted.database_url


@rule("ACC-13")
def test_a_password_is_stored_as_an_argon2id_hash(database_url: str, alice: Account) -> None:
    query = "SELECT password FROM users WHERE username = :name"
    ((stored,),) = rows(database_url, query, name=alice.username)

    alice.call("updateCurrentUser", json={"user": {"password": "another password"}})
    ((changed,),) = rows(database_url, query, name=alice.username)

    assert PHC.fullmatch(str(stored)), stored
    assert PHC.fullmatch(str(changed)), changed
    assert stored != changed


@rule("ACC-13")
def test_the_same_password_is_not_stored_the_same(
    database_url: str, new_account: NewAccount
) -> None:
    for _ in range(2):
        new_account(password="the same password")

    stored = rows(database_url, "SELECT password FROM users")

    assert len(set(stored)) == len(stored)


@rule("GEN-6", "GEN-7")
def test_a_token_is_no_good_when_its_user_is_gone(
    database_url: str, anonymous: Caller, alice: Account
) -> None:
    execute(database_url, "DELETE FROM users WHERE username = :name", name=alice.username)

    assert refusal(alice.call("getCurrentUser")) == BAD_TOKEN
    assert refusal(alice.call("getArticlesFeed")) == BAD_TOKEN
    assert alice.call("getTags").status_code == 200
    listed = alice.call("getArticles", params={"author": alice.username}).json()
    assert listed == {"articles": [], "articlesCount": 0}
    profile = alice.call("getProfileByUsername", username=alice.username)
    assert refusal(profile) == (404, {"profile": ["not found"]})


@rule("ART-20")
def test_nothing_is_left_of_a_deleted_article(
    database_url: str,
    alice: Account,
    bob: Account,
    new_article: NewArticle,
    new_comment: NewComment,
) -> None:
    article = new_article(alice, tags=["a", "b"])
    new_comment(bob, article)
    bob.call("createArticleFavorite", slug=article.slug)
    ((key,),) = rows(database_url, "SELECT id FROM articles WHERE slug = :slug", slug=article.slug)

    alice.call("deleteArticle", slug=article.slug)

    for table in ["article_tags", "favorites", "comments"]:
        query = f"SELECT count(*) FROM {table} WHERE article_id = :key"  # noqa: S608
        assert rows(database_url, query, key=key) == [(0,)], table


@rule("ACC-10")
def test_a_blank_bio_is_stored_as_null(database_url: str, alice: Account) -> None:
    for blank in ["", " \n", None]:
        alice.call("updateCurrentUser", json={"user": {"bio": "x", "image": "x"}})
        alice.call("updateCurrentUser", json={"user": {"bio": blank, "image": blank}})

        query = "SELECT bio, image FROM users WHERE username = :name"
        assert rows(database_url, query, name=alice.username) == [(None, None)]


@rule("OPS-8", "GEN-18")
def test_times_are_stored_as_they_are_shown(
    booted: Target, database_url: str, alice: Account, new_article: NewArticle
) -> None:
    assert booted.engine is not None
    for article in [new_article(alice) for _ in range(3)]:
        parameters = {"slug": article.slug}
        if booted.engine in FORMS:
            parameters["form"] = FORMS[booted.engine]
        ((created, updated),) = rows(database_url, STORED[booted.engine], **parameters)

        assert created == updated
        assert created == as_stored(article.json["createdAt"], booted.engine)
