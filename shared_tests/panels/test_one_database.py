"""One database under several panels: what one writes, every other reads, and nobody can tell."""

from itertools import cycle, islice

import pytest

from shared_tests import factories
from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.general.stage import OPERATIONS
from shared_tests.general.tokens import claims_of
from shared_tests.panels.conftest import TOKEN_LIFETIME_SECONDS
from shared_tests.panels.story import tell
from shared_tests.rules import rule

Roles = tuple[Caller, Caller, Caller]


@pytest.fixture
def roles(companions: dict[str, Caller], order: tuple[str, ...]) -> Roles:
    """Return three callers, of as many panels as there are, in the order that the test tries."""
    if len(order) == 1:
        pytest.skip("needs two panels at least")
    first, second, third = islice(cycle(companions[name] for name in order), 3)
    return first, second, third


def same_user(account: Account, caller: Caller) -> Account:
    """Return the same user, as a caller of another panel, with the token they have."""
    user = {"username": account.username, "email": account.email, "token": account.token}
    return Account(caller, user, account.password)


@rule("OPS-8")
def test_registered_here_logged_in_there_changed_elsewhere(roles: Roles) -> None:
    first, second, third = roles
    account = factories.register(first)
    credentials = {"email": account.email, "password": account.password}

    there = second.call("login", json={"user": credentials}).json()["user"]
    changed = third.with_token(there["token"]).call(
        "updateCurrentUser", json={"user": {"bio": "Travels.", "password": "another password"}}
    )

    assert changed.status_code == 200
    for caller in roles:
        for token in [account.token, there["token"], changed.json()["user"]["token"]]:
            user = caller.with_token(token).call("getCurrentUser").json()["user"]
            assert (user["username"], user["bio"]) == (account.username, "Travels.")
        old = caller.call("login", json={"user": credentials})
        new = caller.call("login", json={"user": {**credentials, "password": "another password"}})
        assert (old.status_code, new.status_code) == (401, 200)


@rule("OPS-8", "ACC-2")
def test_a_name_is_taken_everywhere(roles: Roles) -> None:
    account = factories.register(roles[0])
    user = {"username": account.username, "email": account.email, "password": "a good password"}

    for caller in roles:
        assert caller.call("createUser", json={"user": user}).status_code == 409


@rule("OPS-8")
def test_an_article_goes_from_panel_to_panel(roles: Roles) -> None:
    first, second, third = roles
    author = factories.register(first)
    reader = factories.register(second)
    article = factories.publish(same_user(author, third), tags=["b", "ä", "a", unique()])

    same_user(reader, first).call("createArticleFavorite", slug=article.slug)
    same_user(reader, third).call("followUserByUsername", username=author.username)
    comment = factories.comment(same_user(reader, second), article)
    answers = [
        [
            same_user(reader, caller).call("getArticle", slug=article.slug).text,
            same_user(reader, caller).call("getArticlesFeed").text,
            same_user(reader, caller).call("getArticles", params={"tag": article.tags[0]}).text,
            caller.call("getArticleComments", slug=article.slug).text,
            caller.call("getProfileByUsername", username=author.username).text,
            caller.call("getTags").text,
        ]
        for caller in roles
    ]

    assert answers[1] == answers[0]
    assert answers[2] == answers[0]
    read = first.call("getArticle", slug=article.slug).json()["article"]
    assert read == article.json | {"favoritesCount": 1}
    listed = third.call("getArticleComments", slug=article.slug).json()["comments"]
    assert listed == [comment]


@rule("OPS-8", "ART-9", "ART-20")
def test_changed_and_deleted_by_different_panels(roles: Roles) -> None:
    first, second, third = roles
    author = factories.register(first)
    article = factories.publish(same_user(author, second), tags=[unique(), unique()])
    comment = factories.comment(same_user(author, third), article)
    update = {"article": {"title": unique("Moved "), "tagList": [unique()]}}

    changed = same_user(author, third).call("updateArticle", slug=article.slug, json=update)
    slug = changed.json()["article"]["slug"]
    liked = same_user(author, first).call("createArticleFavorite", slug=slug)
    removed = same_user(author, first).call("deleteArticleComment", slug=slug, id=comment["id"])
    deleted = same_user(author, second).call("deleteArticle", slug=slug)

    assert (liked.status_code, removed.status_code, deleted.status_code) == (200, 204, 204)
    for caller in roles:
        for gone in [article.slug, slug]:
            answer = caller.call("getArticle", slug=gone)
            assert refusal(answer) == (404, {"article": ["not found"]})


@rule("OPS-8", "ART-12", "COM-2")
def test_what_panels_write_in_turn_is_in_one_order(roles: Roles) -> None:
    author = factories.register(roles[0])
    writers = [same_user(author, caller) for caller in roles] * 3
    slugs = [factories.publish(writer).slug for writer in writers]
    article = Article({"slug": slugs[0]})
    comments = [factories.comment(writer, article)["id"] for writer in writers]

    for caller in roles:
        listed = caller.call("getArticles", params={"author": author.username}).json()
        assert [found["slug"] for found in listed["articles"]] == slugs[::-1]
        listed = caller.call("getArticleComments", slug=article.slug).json()
        assert [found["id"] for found in listed["comments"]] == comments[::-1]


@rule("OPS-8", "ART-22")
def test_the_same_title_in_every_panel(roles: Roles) -> None:
    title = unique("Same ")
    author = factories.register(roles[0])

    slugs = [factories.publish(same_user(author, caller), title=title).slug for caller in roles]

    assert len(set(slugs)) == len(roles)


@rule("OPS-8", "GEN-1")
def test_every_panel_gives_the_same_answers(companions: dict[str, Caller]) -> None:
    """Status, media type and JSON; ids, tokens, times and random suffixes are masked."""
    if len(companions) == 1:
        pytest.skip("needs two panels at least")
    (first, *others) = companions

    stories = {name: tell(caller) for name, caller in companions.items()}

    told = {line.asked.split()[0] for line in stories[first]}
    assert told == {operation.id for operation in OPERATIONS}
    for other in others:
        differing = [
            f"{first}: {one}\n{other}: {same}"
            for one, same in zip(stories[first], stories[other], strict=True)
            if one != same
        ]
        if differing:
            text = "\n\n".join(differing)
            pytest.fail(f"{len(differing)} answers differ:\n\n{text}", pytrace=False)


@rule("ACC-8")
def test_a_token_is_good_for_as_long_as_configured(companions: dict[str, Caller]) -> None:
    for caller in companions.values():
        claims = claims_of(factories.register(caller).token)

        assert claims["exp"] - claims["iat"] == TOKEN_LIFETIME_SECONDS
