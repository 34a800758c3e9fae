"""Changing some of one's own article."""

import re
import time
from collections.abc import Callable

import pytest

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.factories import NewArticle
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
    TOO_LARGE,
    too_long,
)
from shared_tests.rules import level, rule

OPERATION = "updateArticle"

FIELDS = ["title", "description", "body"]

UNKNOWN = (404, {"article": ["not found"]})
FORBIDDEN = (403, {"article": ["forbidden"]})
CHANGE = {"article": {"body": "Not stored."}}


def a_millisecond_later() -> None:
    """Wait until times that are kept in milliseconds differ."""
    time.sleep(0.002)


def stored(caller: Caller, slug: str) -> dict[str, object]:
    """Return an article as it stands now."""
    article: dict[str, object] = caller.call("getArticle", slug=slug).json()["article"]
    return article


@rule("ART-7")
@pytest.mark.parametrize(
    ("key", "value"),
    [("description", "Another."), ("body", "Rewritten."), ("tagList", ["other"])],
)
def test_200_changes_one_key_and_leaves_the_others(
    alice: Account, anonymous: Caller, article: Article, key: str, value: object
) -> None:
    a_millisecond_later()

    response = alice.call(OPERATION, slug=article.slug, json={"article": {key: value}})

    assert response.status_code == 200
    changed = response.json()["article"]
    assert changed == article.json | {key: value, "updatedAt": changed["updatedAt"]}
    assert stored(anonymous, article.slug) == changed


@rule("ART-7", "ART-9")
def test_200_changes_all_keys_at_once(alice: Account, anonymous: Caller, article: Article) -> None:
    name = unique()
    changes = {"title": f"New {name}", "description": "New.", "body": "All new.", "tagList": ["n"]}

    changed = alice.call(OPERATION, slug=article.slug, json={"article": changes}).json()["article"]

    kept = {"slug": f"new-{name}", "updatedAt": changed["updatedAt"]}
    assert changed == article.json | changes | kept
    assert stored(anonymous, f"new-{name}") == changed


@rule("ART-7")
@level("SHOULD")
def test_200_changes_nothing_without_keys(alice: Account, article: Article) -> None:
    a_millisecond_later()

    response = alice.call(OPERATION, slug=article.slug, json={"article": {}})

    assert response.status_code == 200
    assert response.json()["article"] == article.json
    assert stored(alice, article.slug) == article.json


@rule("GEN-16", "ART-7")
def test_200_ignores_unknown_keys(alice: Account, bob: Account, article: Article) -> None:
    unknown = {
        "slug": "mine",
        "author": {"username": bob.username},
        "favoritesCount": 7,
        "createdAt": "2001-01-01T00:00:00.000Z",
        "Title": "Not stored.",
    }
    a_millisecond_later()

    response = alice.call(OPERATION, slug=article.slug, json={"article": unknown, "id": 1})

    assert response.status_code == 200
    assert stored(alice, article.slug) == article.json


def test_200_changes_no_other_article(
    alice: Account, article: Article, new_article: NewArticle
) -> None:
    other = new_article(alice, tags=article.tags)

    changes = {"title": unique("New "), "body": "New.", "tagList": []}
    alice.call(OPERATION, slug=article.slug, json={"article": changes})

    assert stored(alice, other.slug) == other.json


@rule("ART-10")
def test_200_updated_at_moves_and_created_at_does_not(alice: Account, article: Article) -> None:
    times = [article.json["updatedAt"]]
    for body in ["First.", "Second."]:
        a_millisecond_later()
        update = {"article": {"body": body}}
        changed = alice.call(OPERATION, slug=article.slug, json=update).json()["article"]
        times.append(changed["updatedAt"])
        assert changed["createdAt"] == article.json["createdAt"]

    assert times == sorted(set(times))


@rule("ART-10")
def test_200_updated_at_moves_when_only_tags_change(alice: Account, article: Article) -> None:
    a_millisecond_later()

    update: dict[str, object] = {"article": {"tagList": []}}
    changed = alice.call(OPERATION, slug=article.slug, json=update).json()["article"]

    assert changed["updatedAt"] > article.json["updatedAt"]


@rule("ART-16")
def test_200_keeps_favourites_and_comments(
    alice: Account, bob: Account, article: Article, new_article: NewArticle
) -> None:
    for reader in [alice, bob]:
        reader.call("createArticleFavorite", slug=article.slug)
    comment = {"comment": {"body": "Well put."}}
    bob.call("createArticleComment", slug=article.slug, json=comment)
    alice.call("followUserByUsername", username=alice.username)

    update = {"article": {"title": unique("New "), "tagList": []}}
    changed = alice.call(OPERATION, slug=article.slug, json=update).json()["article"]

    assert (changed["favorited"], changed["favoritesCount"]) == (True, 2)
    assert changed["author"]["following"] is True
    comments = bob.call("getArticleComments", slug=changed["slug"]).json()["comments"]
    assert [found["body"] for found in comments] == ["Well put."]


@rule("ART-9", "ART-3")
def test_200_a_new_title_gives_a_new_slug(
    alice: Account, anonymous: Caller, article: Article
) -> None:
    name = unique()

    update = {"article": {"title": f"  Ça va, {name}? "}}
    changed = alice.call(OPERATION, slug=article.slug, json=update).json()["article"]

    assert (changed["title"], changed["slug"]) == (f"Ça va, {name}?", f"ca-va-{name}")
    assert stored(anonymous, changed["slug"]) == changed
    assert refusal(anonymous.call("getArticle", slug=article.slug)) == UNKNOWN
    assert refusal(alice.call(OPERATION, slug=article.slug, json=update)) == UNKNOWN


@rule("ART-9")
@pytest.mark.parametrize(
    "change", [str, str.upper, "  {}!".format, "¿{}?".format], ids=["same", "upper", "mark", "two"]
)
def test_200_a_title_with_the_same_slug_keeps_it(
    alice: Account, article: Article, change: Callable[[str], str]
) -> None:
    title = change(article.title)

    update = {"article": {"title": title}}
    changed = alice.call(OPERATION, slug=article.slug, json=update).json()["article"]

    assert (changed["title"], changed["slug"]) == (title.strip(), article.slug)


@rule("ART-9", "ART-4")
def test_200_the_same_title_keeps_a_slug_with_a_suffix(
    alice: Account, article: Article, new_article: NewArticle
) -> None:
    second = new_article(alice, title=article.title)

    update = {"article": {"title": article.title, "body": "New."}}
    changed = alice.call(OPERATION, slug=second.slug, json=update).json()["article"]

    assert changed["slug"] == second.slug != article.slug


@rule("ART-4", "ART-9")
def test_200_a_title_that_is_taken_gets_a_suffix(
    alice: Account, bob: Account, article: Article, new_article: NewArticle
) -> None:
    other = new_article(bob)

    update = {"article": {"title": other.title}}
    changed = alice.call(OPERATION, slug=article.slug, json=update).json()["article"]

    assert re.fullmatch(f"{other.slug}-[a-z0-9]+", changed["slug"])
    assert stored(bob, other.slug) == other.json


@rule("ART-4")
@level("SHOULD")
@pytest.mark.parametrize("title", ["🎉", "Feed"])
def test_200_title_without_a_slug_of_its_own(alice: Account, article: Article, title: str) -> None:
    update = {"article": {"title": title}}
    changed = alice.call(OPERATION, slug=article.slug, json=update).json()["article"]

    assert changed["slug"] not in {"", "feed", article.slug}
    assert stored(alice, changed["slug"]) == changed


@rule("ART-9")
def test_200_the_old_slug_is_free_again(
    alice: Account, article: Article, new_article: NewArticle
) -> None:
    update = {"article": {"title": unique("New ")}}
    alice.call(OPERATION, slug=article.slug, json=update)

    assert new_article(alice, title=article.title).slug == article.slug


@rule("ART-8", "ART-5")
@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param([], [], id="cleared"),
        pytest.param([" ", ""], [], id="only-blanks"),
        pytest.param(["b", "a", "b", " a "], ["a", "b"], id="tidied"),
        pytest.param(["new", "old 1"], ["new", "old 1"], id="one-kept"),
        pytest.param(["old 2", "old 1"], ["old 1", "old 2"], id="unchanged"),
    ],
)
def test_200_replaces_the_tags(
    alice: Account, new_article: NewArticle, sent: list[str], kept: list[str]
) -> None:
    article = new_article(alice, tags=["old 1", "old 2"])

    update = {"article": {"tagList": sent}}
    changed = alice.call(OPERATION, slug=article.slug, json=update).json()["article"]

    assert changed["tagList"] == kept
    assert stored(alice, article.slug)["tagList"] == kept


@rule("ART-8", "ART-14")
def test_200_the_tag_filter_follows_the_tags(
    alice: Account, anonymous: Caller, article: Article
) -> None:
    old, new = article.tags[0], unique("tag-")

    alice.call(OPERATION, slug=article.slug, json={"article": {"tagList": [new]}})

    for tag, count in [(old, 0), (new, 1)]:
        page = anonymous.call("getArticles", params={"tag": tag}).json()
        assert page["articlesCount"] == len(page["articles"]) == count


@rule("ART-2", "GEN-11")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("title", "x", id="title-of-1"),
        pytest.param("title", "🎉" * 200, id="title-of-200-emoji"),
        pytest.param("description", "x", id="description-of-1"),
        pytest.param("description", "é" * 1000, id="description-of-1000"),
        pytest.param("body", "x", id="body-of-1"),
        pytest.param("body", "x" * 100_000, id="body-of-100000"),
        pytest.param("tagList", [f"{number:02}" for number in range(50)], id="50-tags"),
        pytest.param("tagList", ["🎉" * 64], id="tag-of-64-emoji"),
    ],
)
def test_200_takes_the_shortest_and_the_longest(
    alice: Account, article: Article, field: str, value: str | list[str]
) -> None:
    response = alice.call(OPERATION, slug=article.slug, json={"article": {field: value}})

    assert response.status_code == 200
    assert response.json()["article"][field] == value


@rule("ART-2")
def test_200_trims_title_and_description_and_keeps_the_body(
    alice: Account, article: Article
) -> None:
    title, body = unique("New "), "  first\r\n\tsecond \n"
    changes = {"title": f" {title}\n", "description": "\tshort ", "body": body}

    changed = alice.call(OPERATION, slug=article.slug, json={"article": changes}).json()["article"]

    assert [changed[field] for field in FIELDS] == [title, "short", body]


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller, article: Article) -> None:
    response = anonymous.call(OPERATION, slug=article.slug, json=CHANGE)

    assert refusal(response) == NO_TOKEN
    assert stored(anonymous, article.slug) == article.json


@rule("GEN-6")
def test_401_with_a_bad_token(alice: Account, article: Article) -> None:
    caller = alice.with_token(f"{alice.token}x")

    assert refusal(caller.call(OPERATION, slug=article.slug, json=CHANGE)) == BAD_TOKEN
    assert stored(alice, article.slug) == article.json


@rule("GEN-4")
def test_401_wins_over_404_415_and_422(anonymous: Caller, article: Article) -> None:
    text = {"Content-Type": "text/plain"}

    unknown = anonymous.call(OPERATION, slug=unique(), json=CHANGE)
    invalid = anonymous.call(OPERATION, slug=article.slug, json={"article": {"title": None}})
    not_json = anonymous.call(OPERATION, slug=article.slug, content=b"{", headers=text)

    assert refusal(unknown) == refusal(invalid) == refusal(not_json) == NO_TOKEN


@rule("ART-11")
def test_403_by_somebody_else(alice: Account, bob: Account, article: Article) -> None:
    bob.call("followUserByUsername", username=alice.username)

    assert refusal(bob.call(OPERATION, slug=article.slug, json=CHANGE)) == FORBIDDEN
    assert stored(alice, article.slug) == article.json


@rule("ART-11")
def test_403_even_without_a_change(bob: Account, article: Article) -> None:
    assert refusal(bob.call(OPERATION, slug=article.slug, json={"article": {}})) == FORBIDDEN


@rule("GEN-4", "ART-11")
def test_403_wins_over_415_and_422(bob: Account, article: Article) -> None:
    text = {"Content-Type": "text/plain"}

    invalid = bob.call(OPERATION, slug=article.slug, json={"article": {"title": None}})
    malformed = bob.call(OPERATION, slug=article.slug, content=b"{")
    not_json = bob.call(OPERATION, slug=article.slug, content=b"{", headers=text)

    assert refusal(invalid) == refusal(malformed) == refusal(not_json) == FORBIDDEN


@rule("ART-19")
def test_404_unknown_slug(alice: Account) -> None:
    assert refusal(alice.call(OPERATION, slug=unique(), json=CHANGE)) == UNKNOWN


@rule("GEN-4")
def test_404_wins_over_415_and_422(alice: Account) -> None:
    text = {"Content-Type": "text/plain"}

    invalid = alice.call(OPERATION, slug=unique(), json={"article": {"title": None}})
    malformed = alice.call(OPERATION, slug=unique(), content=b"{")
    not_json = alice.call(OPERATION, slug=unique(), content=b"{", headers=text)

    assert refusal(invalid) == refusal(malformed) == refusal(not_json) == UNKNOWN


@rule("ART-20")
def test_404_deleted(alice: Account, article: Article) -> None:
    alice.call("deleteArticle", slug=article.slug)

    assert refusal(alice.call(OPERATION, slug=article.slug, json=CHANGE)) == UNKNOWN


@rule("GEN-14")
def test_413_body_declared_too_large(alice: Account, article: Article) -> None:
    response = alice.call_declaring(OPERATION, LARGEST_BODY + 1, slug=article.slug)

    assert refusal(response) == TOO_LARGE
    assert stored(alice, article.slug) == article.json


@rule("GEN-15")
@pytest.mark.parametrize("media_type", OTHER_MEDIA_TYPES)
def test_415_body_of_another_media_type(
    alice: Account, article: Article, media_type: str | None
) -> None:
    headers = {"Content-Type": media_type}

    response = alice.call(OPERATION, slug=article.slug, json=CHANGE, headers=headers)

    assert refusal(response) == NOT_JSON
    assert stored(alice, article.slug) == article.json


@rule("GEN-4")
def test_415_wins_over_422(alice: Account, article: Article) -> None:
    text = {"Content-Type": "text/plain"}

    response = alice.call(OPERATION, slug=article.slug, content=b"{", headers=text)

    assert refusal(response) == NOT_JSON


@rule("GEN-9")
@pytest.mark.parametrize("value", BLANKS)
@pytest.mark.parametrize("field", FIELDS)
def test_422_blank(alice: Account, article: Article, field: str, value: str | None) -> None:
    changes: dict[str, object] = {"tagList": [], field: value}

    response = alice.call(OPERATION, slug=article.slug, json={"article": changes})

    assert refusal(response) == (422, {field: BLANK})
    assert stored(alice, article.slug) == article.json


@rule("GEN-10")
@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", FIELDS)
def test_422_wrong_type(alice: Account, article: Article, field: str, value: object) -> None:
    response = alice.call(OPERATION, slug=article.slug, json={"article": {field: value}})

    assert refusal(response) == (422, {field: INVALID})


@rule("GEN-17")
@pytest.mark.parametrize("value", NOT_STORABLE)
@pytest.mark.parametrize("field", FIELDS)
def test_422_not_storable(alice: Account, article: Article, field: str, value: str) -> None:
    response = alice.call(OPERATION, slug=article.slug, json={"article": {field: value}})

    assert refusal(response) == (422, {field: INVALID})


@rule("ART-2", "GEN-11")
@pytest.mark.parametrize(
    ("field", "length", "maximum"),
    [("title", 201, 200), ("description", 1001, 1000), ("body", 100_001, 100_000)],
)
def test_422_too_long(
    alice: Account, article: Article, field: str, length: int, maximum: int
) -> None:
    response = alice.call(OPERATION, slug=article.slug, json={"article": {field: "é" * length}})

    assert refusal(response) == (422, {field: too_long(maximum)})
    assert stored(alice, article.slug) == article.json


@rule("ART-8", "ART-6")
@pytest.mark.parametrize(
    ("tags", "messages"),
    [
        pytest.param(None, BLANK, id="null"),
        pytest.param("tag", INVALID, id="text"),
        pytest.param({}, INVALID, id="object"),
        pytest.param(["tag", 7], INVALID, id="number-inside"),
        pytest.param(["tag", "x" * 65], too_long(64), id="tag-of-65"),
        pytest.param([f"tag {number}" for number in range(51)], INVALID, id="51-tags"),
    ],
)
def test_422_tags(alice: Account, article: Article, tags: object, messages: list[str]) -> None:
    changes = {"body": "Not stored.", "tagList": tags}

    response = alice.call(OPERATION, slug=article.slug, json={"article": changes})

    assert refusal(response) == (422, {"tagList": messages})
    assert stored(alice, article.slug) == article.json


@rule("GEN-1")
def test_422_names_every_field_with_its_own_fault(alice: Account, article: Article) -> None:
    changes = {"title": "x" * 201, "description": None, "body": 7, "tagList": None}

    response = alice.call(OPERATION, slug=article.slug, json={"article": changes})

    expected = {"title": too_long(200), "description": BLANK, "body": INVALID, "tagList": BLANK}
    assert refusal(response) == (422, expected)
    assert stored(alice, article.slug) == article.json
