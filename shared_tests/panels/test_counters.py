"""The counts that lists rely on are those of the rows, whoever writes them and however."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import cycle

import pytest

from harness.environment import TESTING
from harness.registry import Engine, Implementation
from harness.servers import migrate
from harness.targets import Target
from shared_tests.client import Account, unique
from shared_tests.factories import NewAccount, NewArticle
from shared_tests.general.crowd import at_once
from shared_tests.panels.conftest import EmptyDatabase
from shared_tests.panels.counts import wrong
from shared_tests.panels.tables import execute, rows
from shared_tests.rules import rule

WRITERS = 8
HAND_OVER = (
    """
    UPDATE favorites SET user_id = (SELECT id FROM users WHERE username = :name)
    WHERE article_id = (SELECT id FROM articles WHERE slug = :slug)
    """,
    """
    UPDATE article_tags SET name = :name
    WHERE article_id = (SELECT id FROM articles WHERE slug = :slug)
    """,
    """
    UPDATE articles SET author_id = (SELECT id FROM users WHERE username = :name)
    WHERE slug = :slug
    """,
)
WRITE = (
    """
    INSERT INTO users (email, username, password, created_at, updated_at) VALUES
    ('jake@jake.jake', 'jake', 'no hash', '2026-02-18 03:22:56', '2026-02-18 03:22:56'),
    ('joan@joan.joan', 'joan', 'no hash', '2026-02-18 03:22:56', '2026-02-18 03:22:56')
    """,
    *(
        f"""
        INSERT INTO articles (author_id, slug, title, description, body, created_at, updated_at)
        SELECT id, '{slug}', 'Title', 'Short.', 'Long.', created_at, updated_at FROM users
        WHERE username = 'jake'
        """  # noqa: S608 (a slug of ours)
        for slug in ("one", "two", "three")
    ),
    "INSERT INTO article_tags (article_id, name) SELECT id, 'tag' FROM articles",
    """
    INSERT INTO favorites (user_id, article_id)
    SELECT users.id, articles.id FROM users, articles WHERE slug <> 'one'
    """,
)
STEP_BACK = {
    "flask": ("{python}", "-m", "alembic", "downgrade", "0001"),
    "fastapi": ("{python}", "-m", "alembic", "downgrade", "0001"),
    "django": ("{python}", "manage.py", "migrate", "articles", "0001", "--verbosity", "0"),
}


def retag(author: Account, slug: str, tags: list[str]) -> None:
    answer = author.call("updateArticle", slug=slug, json={"article": {"tagList": tags}})
    assert answer.status_code == 200


@pytest.fixture
def database_url(booted: Target) -> str:
    """Return the URL of the database of a panel of ours."""
    assert booted.database_url is not None
    return booted.database_url


@rule("ART-14", "TAG-3")
def test_what_clients_write_is_counted(
    database_url: str, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    first, second, third = unique("tag-"), unique("tag-"), unique("tag-")
    articles = [new_article(alice, tags=[first, second]) for _ in range(3)]
    for article in articles:
        bob.call("createArticleFavorite", slug=article.slug)
        alice.call("createArticleFavorite", slug=article.slug)
    assert wrong(database_url) == {}

    bob.call("createArticleFavorite", slug=articles[0].slug)
    bob.call("deleteArticleFavorite", slug=articles[1].slug)
    retag(alice, articles[0].slug, [second, third])
    retag(alice, articles[1].slug, [])
    assert wrong(database_url) == {}

    for article in articles:
        alice.call("deleteArticle", slug=article.slug)
    assert wrong(database_url) == {}


@rule("ART-14", "ART-20")
def test_what_goes_with_a_user_is_counted(
    database_url: str, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    theirs, others = new_article(alice, tags=[unique(), "both"]), new_article(bob, tags=["both"])
    for slug in [theirs.slug, others.slug]:
        alice.call("createArticleFavorite", slug=slug)
        bob.call("createArticleFavorite", slug=slug)

    execute(database_url, "DELETE FROM users WHERE username = :name", name=alice.username)

    assert wrong(database_url) == {}
    assert bob.call("getArticles", params={"tag": "both"}).json()["articlesCount"] >= 1


@rule("ART-14")
def test_what_is_handed_over_in_the_database_is_counted(
    database_url: str, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    article = new_article(alice, tags=[unique("tag-")])
    alice.call("createArticleFavorite", slug=article.slug)

    for statement in HAND_OVER:
        values = {"slug": article.slug, "name": bob.username}
        execute(database_url, statement, **values)

    assert wrong(database_url) == {}


@rule("ART-14", "ART-21", "ART-22")
def test_what_is_written_at_once_is_counted(
    database_url: str, new_account: NewAccount, new_article: NewArticle
) -> None:
    """Writers meet at tags, slots and users in all orders, and none of them fails."""
    tags = [unique("tag-") for _ in range(4)]
    users = [new_account() for _ in range(WRITERS)]
    for turn in range(3):
        kept = [new_article(user, tags=tags[:2]) for user in users]
        doomed = [new_article(user, tags=tags[1:]) for user in users]
        for article in doomed:
            for user in users[:3]:
                user.call("createArticleFavorite", slug=article.slug)
        actions = []
        for number, user in enumerate(users):
            order = tags[number % 4 :] + tags[: number % 4]
            fields = {"title": unique("At once "), "description": "Short.", "body": "Long."}
            new = {"article": {**fields, "tagList": order[:3] if turn else order[::-1]}}
            old, other = kept[number].slug, kept[number - 1].slug
            update = {"article": {"tagList": order[2:]}}
            actions += [
                partial(user.call, "createArticle", json=new),
                partial(user.call, "updateArticle", slug=old, json=update),
                partial(user.call, "createArticleFavorite", slug=other),
                partial(user.call, "deleteArticleFavorite", slug=doomed[number - 1].slug),
                partial(user.call, "deleteArticle", slug=doomed[number].slug),
            ]

        answers = at_once(actions)

        assert [each.text for each in answers if each.status_code >= 500] == []
        assert wrong(database_url) == {}


@rule("ART-14", "ART-20")
def test_users_deleted_at_once_are_in_nobodys_way(
    booted: Target, database_url: str, new_account: NewAccount, new_article: NewArticle
) -> None:
    """Their articles are in the same slots, and come in different orders."""
    if booted.engine == "mariadb":
        pytest.skip("ends one of two that wait for each other; whoever it was begins again")
    users = [new_account() for _ in range(3)]
    articles = [new_article(user, tags=["both"]) for _ in range(12) for user in users]
    for user, article in zip(cycle(reversed(users)), articles, strict=False):
        user.call("createArticleFavorite", slug=article.slug)

    deletion = "DELETE FROM users WHERE username = :name"
    with ThreadPoolExecutor(len(users)) as pool:
        for deleted in [
            pool.submit(execute, database_url, deletion, name=user.username) for user in users
        ]:
            deleted.result()

    assert wrong(database_url) == {}


@rule("OPS-8")
def test_what_was_there_before_is_counted(
    engine: Engine, implementation: Implementation, new_database: EmptyDatabase
) -> None:
    """The migration goes back and forth, and counts what was written in between."""
    url = new_database(engine)
    migrate(implementation, url, **TESTING)
    migrate(replace(implementation, migrate=STEP_BACK[implementation.name]), url, **TESTING)
    for statement in WRITE:
        execute(url, statement)

    migrate(implementation, url, **TESTING)

    assert wrong(url) == {}
    execute(url, "DELETE FROM articles WHERE slug = 'two'")
    execute(url, "DELETE FROM users WHERE username = 'joan'")
    assert wrong(url) == {}
    assert rows(url, "SELECT sum(n) FROM article_counts")[0][0] == 2
