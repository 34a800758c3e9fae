"""Clients who do the same thing at the same moment."""

from functools import partial
from typing import Any

import pytest

from shared_tests.client import Account, Article, Caller, errors, unique
from shared_tests.factories import NewAccount, NewArticle, NewComment
from shared_tests.general.crowd import CLIENTS, at_once, counted
from shared_tests.inputs import TAKEN
from shared_tests.rules import level, rule

pytestmark = level("SHOULD")

FEW = 8  # clients, where a crowd would show nothing more


@rule("ACC-14")
@pytest.mark.parametrize("shared", [["username"], ["email"], ["username", "email"]], ids="-".join)
def test_of_simultaneous_registrations_one_succeeds(anonymous: Caller, shared: list[str]) -> None:
    def registration() -> dict[str, dict[str, str]]:
        name = {key: unique("name-") for key in ("username", "email")} | same
        user = {"username": name["username"], "email": f"{name['email']}@example.org"}
        return {"user": user | {"password": "a good password"}}

    same = {key: unique("same-") for key in shared}
    responses = at_once(
        partial(anonymous.call, "createUser", json=registration()) for _ in range(CLIENTS)
    )

    assert counted(responses) == {201: 1, 409: CLIENTS - 1}
    refused = [errors(answer) for answer in responses if answer.status_code == 409]
    assert refused == [dict.fromkeys(shared, TAKEN)] * (CLIENTS - 1)


@rule("ACC-2", "ACC-14")
def test_of_simultaneous_changes_to_one_name_one_succeeds(new_account: NewAccount) -> None:
    change = {"user": {"username": unique("coveted-")}}
    users = [new_account() for _ in range(FEW)]

    responses = at_once(partial(user.call, "updateCurrentUser", json=change) for user in users)

    assert counted(responses) == {200: 1, 409: FEW - 1}


@rule("ART-21")
def test_simultaneous_favourites_all_count(
    anonymous: Caller, crowd: list[Account], article: Article
) -> None:
    responses = at_once(
        partial(user.call, "createArticleFavorite", slug=article.slug) for user in crowd
    )

    assert counted(responses) == {200: CLIENTS}
    assert all(answer.json()["article"]["favorited"] for answer in responses)
    read = anonymous.call("getArticle", slug=article.slug).json()["article"]
    assert read["favoritesCount"] == CLIENTS


@rule("ART-21", "ART-17")
def test_a_favourite_repeated_at_once_counts_once(bob: Account, article: Article) -> None:
    for operation_id, count in [("createArticleFavorite", 1), ("deleteArticleFavorite", 0)]:
        responses = at_once([partial(bob.call, operation_id, slug=article.slug)] * FEW)

        assert counted(responses) == {200: FEW}
        assert {answer.json()["article"]["favoritesCount"] for answer in responses} == {count}


@rule("ART-17", "ART-21")
def test_favourites_that_come_and_go_at_once_are_in_nobodys_way(
    crowd: list[Account], article: Article
) -> None:
    """Locks taken in different orders are the panel's to sort out, and not the client's."""
    operations = ["createArticleFavorite", "deleteArticleFavorite"]
    for _ in range(FEW):
        responses = at_once(
            partial(user.call, operation_id, slug=article.slug)
            for user in crowd[:4]
            for operation_id in operations * 3
        )

        assert counted(responses) == {200: len(responses)}


@rule("PRO-3")
def test_following_repeated_at_once(alice: Account, bob: Account) -> None:
    for operation_id, following in [
        ("followUserByUsername", True),
        ("unfollowUserByUsername", False),
    ]:
        responses = at_once([partial(bob.call, operation_id, username=alice.username)] * FEW)

        assert counted(responses) == {200: FEW}
        assert {answer.json()["profile"]["following"] for answer in responses} == {following}


@rule("ART-22")
def test_simultaneous_articles_with_one_title_get_slugs_of_their_own(
    anonymous: Caller, crowd: list[Account]
) -> None:
    fields = {"title": unique("Same title "), "description": "Short.", "body": "Long."}

    responses = at_once(
        partial(user.call, "createArticle", json={"article": fields}) for user in crowd
    )

    assert counted(responses) == {201: CLIENTS}
    slugs = {answer.json()["article"]["slug"] for answer in responses}
    assert len(slugs) == CLIENTS
    for answer in responses:
        made = answer.json()["article"]
        assert anonymous.call("getArticle", slug=made["slug"]).json()["article"] == made


@rule("ART-22", "ART-9")
def test_simultaneous_changes_to_one_title_get_slugs_of_their_own(
    alice: Account, new_article: NewArticle
) -> None:
    change = {"article": {"title": unique("New title ")}}
    articles = [new_article(alice) for _ in range(FEW)]

    responses = at_once(
        partial(alice.call, "updateArticle", slug=article.slug, json=change) for article in articles
    )

    assert counted(responses) == {200: FEW}
    assert len({answer.json()["article"]["slug"] for answer in responses}) == FEW


@rule("ART-5", "TAG-1")
def test_a_new_tag_of_several_articles_at_once(anonymous: Caller, crowd: list[Account]) -> None:
    tags = sorted(unique("tag-") for _ in range(3))
    fields = {"description": "Short.", "body": "Long.", "tagList": tags}

    responses = at_once(
        partial(user.call, "createArticle", json={"article": {"title": unique(), **fields}})
        for user in crowd[:FEW]
    )

    assert counted(responses) == {201: FEW}
    assert all(answer.json()["article"]["tagList"] == tags for answer in responses)
    assert anonymous.call("getTags").json()["tags"].count(tags[0]) == 1
    listed = anonymous.call("getArticles", params={"tag": tags[0]}).json()
    assert listed["articlesCount"] == FEW


@rule("ART-8")
def test_tags_replaced_at_once_are_those_of_one_change(alice: Account, article: Article) -> None:
    choices = [sorted(unique("tag-") for _ in range(3)) for _ in range(FEW)]

    responses = at_once(
        partial(alice.call, "updateArticle", slug=article.slug, json={"article": {"tagList": tags}})
        for tags in choices
    )

    assert counted(responses) == {200: FEW}
    assert alice.call("getArticle", slug=article.slug).json()["article"]["tagList"] in choices


@rule("ART-7")
def test_changes_of_different_fields_at_once_are_all_kept(alice: Account, article: Article) -> None:
    changes = {"description": unique("about "), "body": unique("text "), "tagList": [unique()]}

    responses = at_once(
        partial(alice.call, "updateArticle", slug=article.slug, json={"article": {key: value}})
        for key, value in changes.items()
    )

    assert counted(responses) == {200: len(changes)}
    read = alice.call("getArticle", slug=article.slug).json()["article"]
    assert {key: read[key] for key in changes} == changes


@rule("ACC-9")
def test_changes_of_different_settings_at_once_are_all_kept(alice: Account) -> None:
    changes = {"bio": unique("bio "), "image": unique("image "), "username": unique("name-")}

    responses = at_once(
        partial(alice.call, "updateCurrentUser", json={"user": {key: value}})
        for key, value in changes.items()
    )

    assert counted(responses) == {200: len(changes)}
    user = alice.call("getCurrentUser").json()["user"]
    assert {key: user[key] for key in changes} == changes


@rule("ART-20", "ART-19")
@pytest.mark.parametrize(
    "operation_id", ["createArticleFavorite", "deleteArticleFavorite", "createArticleComment"]
)
def test_an_article_deleted_meanwhile(
    alice: Account, bob: Account, new_article: NewArticle, operation_id: str
) -> None:
    """Whoever comes too late hears 404: no other refusal is documented."""
    options: dict[str, Any] = (
        {} if "Favorite" in operation_id else {"json": {"comment": {"body": "Still there?"}}}
    )
    slugs = [new_article(alice).slug for _ in range(FEW)]
    others = [partial(bob.call, operation_id, slug=slug, **options) for slug in slugs]
    deletions = [partial(alice.call, "deleteArticle", slug=slug) for slug in slugs]

    responses = at_once([*others, *deletions])

    assert counted(responses[FEW:]) == {204: FEW}
    left = [bob.call("getArticle", slug=slug) for slug in slugs]
    assert counted(left) == {404: FEW}


@rule("ART-19")
def test_of_simultaneous_deletions_one_succeeds(alice: Account, article: Article) -> None:
    responses = at_once([partial(alice.call, "deleteArticle", slug=article.slug)] * FEW)

    assert counted(responses) == {204: 1, 404: FEW - 1}


@rule("COM-4")
def test_of_simultaneous_deletions_of_a_comment_one_succeeds(
    alice: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(alice, article)
    action = partial(alice.call, "deleteArticleComment", slug=article.slug, id=comment["id"])

    responses = at_once([action] * FEW)

    assert counted(responses) == {204: 1, 404: FEW - 1}


@rule("ART-19", "ART-7")
def test_an_article_changed_and_deleted_at_once(alice: Account, new_article: NewArticle) -> None:
    articles = [new_article(alice) for _ in range(FEW)]

    def change() -> dict[str, object]:
        # Each its own title: a deleted article's slug is free for another's.
        return {"article": {"title": unique("Late "), "tagList": [unique()]}}

    responses = at_once(
        action
        for article in articles
        for action in (
            partial(alice.call, "updateArticle", slug=article.slug, json=change()),
            partial(alice.call, "deleteArticle", slug=article.slug),
        )
    )

    for article, changed, deleted in zip(articles, responses[::2], responses[1::2], strict=True):
        slug = changed.json().get("article", article.json)["slug"]
        left = alice.call("getArticle", slug=slug).status_code
        assert left == (404 if deleted.status_code == 204 else 200)
