"""Publishing: fields and their bounds, slugs, tags."""

import re

import pytest

from shared_tests.client import Account, Caller, refusal, unique
from shared_tests.factories import NewArticle
from shared_tests.inputs import (
    BAD_TOKEN,
    BLANK,
    INVALID,
    LARGEST_BODY,
    MISSING,
    MISSING_OR_BLANK,
    NO_TOKEN,
    NOT_JSON,
    NOT_STORABLE,
    NOT_TEXT,
    OTHER_MEDIA_TYPES,
    TOO_LARGE,
    envelope,
    too_long,
)
from shared_tests.rules import level, rule

OPERATION = "createArticle"

FIELDS = ["title", "description", "body"]


def draft(**changed: object) -> dict[str, dict[str, object]]:
    """Return a body that publishes an article, with some fields changed."""
    valid = {"title": unique("Draft "), "description": "In short.", "body": "At length."}
    return envelope("article", **valid | changed)


def count_by(author: Account) -> int:
    """Return how many articles an author has."""
    response = author.call("getArticles", params={"author": author.username})
    return int(response.json()["articlesCount"])


@rule("ART-1")
def test_201_returns_the_article(alice: Account) -> None:
    name, tag = unique(), unique("tag-")
    fields = {"title": f"Hello {name}", "description": "In short.", "body": "At length."}

    response = alice.call(OPERATION, json=envelope("article", **fields, tagList=[tag]))

    assert response.status_code == 201
    article = response.json()["article"]
    assert article["createdAt"] == article["updatedAt"]
    del article["createdAt"], article["updatedAt"]
    assert article == fields | {
        "slug": f"hello-{name}",
        "tagList": [tag],
        "favorited": False,
        "favoritesCount": 0,
        "author": {"username": alice.username, "bio": None, "image": None, "following": False},
    }


@rule("ART-1")
def test_201_shows_the_author_as_the_profile_does(alice: Account) -> None:
    alice.call("updateCurrentUser", json={"user": {"bio": "Writer.", "image": "alice.png"}})
    alice.call("followUserByUsername", username=alice.username)

    author = alice.call(OPERATION, json=draft()).json()["article"]["author"]

    assert author == alice.call("getProfileByUsername", username=alice.username).json()["profile"]
    assert author["following"] is True


def test_201_everybody_can_read_it(anonymous: Caller, alice: Account, bob: Account) -> None:
    article = alice.call(OPERATION, json=draft(tagList=["b", "a"])).json()["article"]

    for reader in [anonymous, alice, bob]:
        assert reader.call("getArticle", slug=article["slug"]).json()["article"] == article


@rule("GEN-16", "ART-1")
def test_201_ignores_unknown_keys(alice: Account, bob: Account) -> None:
    unknown = {
        "slug": "mine",
        "author": {"username": bob.username},
        "favorited": True,
        "favoritesCount": 7,
        "createdAt": "2001-01-01T00:00:00.000Z",
        "tag_list": ["no"],
    }

    article = alice.call(OPERATION, json=draft(**unknown) | {"id": 1}).json()["article"]

    assert article["author"]["username"] == alice.username
    assert (article["favorited"], article["favoritesCount"]) == (False, 0)
    assert article["slug"].startswith("draft-")
    assert article["tagList"] == []
    assert not article["createdAt"].startswith("2001")


@rule("ART-2")
@pytest.mark.parametrize("field", ["title", "description"])
def test_201_trims(alice: Account, field: str) -> None:
    value = unique("two  words ")

    article = alice.call(OPERATION, json=draft(**{field: f" \t{value}\r\n"})).json()["article"]

    assert article[field] == value


@rule("ART-2")
def test_201_keeps_the_body_as_given(alice: Account) -> None:
    body = "  # Title\r\n\r\n\tcode\n<script>alert('&amp;')</script> \\ \"é\" 🎉 \u200b\n \n"

    article = alice.call(OPERATION, json=draft(body=body)).json()["article"]

    assert article["body"] == body
    assert alice.call("getArticle", slug=article["slug"]).json()["article"]["body"] == body


@rule("ART-2", "GEN-11")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("title", "x", id="title-of-1"),
        pytest.param("title", "x" * 200, id="title-of-200"),
        pytest.param("title", "🎉" * 200, id="title-of-200-emoji"),
        pytest.param("description", "x", id="description-of-1"),
        pytest.param("description", "é" * 1000, id="description-of-1000"),
        pytest.param("body", "x", id="body-of-1"),
        pytest.param("body", "🎉" * 100_000, id="body-of-100000-emoji"),
    ],
)
def test_201_takes_the_shortest_and_the_longest(alice: Account, field: str, value: str) -> None:
    blanks = "" if field == "body" else "  "

    response = alice.call(OPERATION, json=draft(**{field: blanks + value + blanks}))

    assert response.status_code == 201
    assert response.json()["article"][field] == value


@rule("ART-3")
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("How to Train Your DRAGON {}", "how-to-train-your-dragon-{}"),
        ("Hello, World! ({})", "hello-world-{}"),
        ("It's {}, isn\u2019t it?", "its-{}-isnt-it"),
        ("C++ & C#: 100% {}", "c-c-100-{}"),
        ("Crème Brûlée Ñandú {}", "creme-brulee-nandu-{}"),
        ("ﬁne ½ Ⅷ ① {}", "fine-12-viii-1-{}"),
        ("日本語 ß Ω {} мир", "{}"),
        ("{} 🎉 party", "{}-party"),
        ("snake_case {}", "snake_case-{}"),
        ("a - b -- c --- {}", "a-b-c-{}"),
        ("a\u2014b\u2013c {}", "abc-{}"),
        ("non\u00a0breaking\u3000{}", "non-breaking-{}"),
        ("two\n\tlines   {}", "two-lines-{}"),
        ("-_--__ {} __--_-", "{}"),
        ("_ - {} - _", "{}"),
        ("a_-_b {}", "a_-_b-{}"),
        ("https://example.org/{}?a=b", "httpsexampleorg{}ab"),
        ("{}.5", "{}5"),
    ],
)
def test_201_makes_the_slug_from_the_title(alice: Account, title: str, slug: str) -> None:
    name = unique()

    article = alice.call(OPERATION, json=draft(title=title.format(name))).json()["article"]

    assert article["title"] == title.format(name)
    assert article["slug"] == slug.format(name)


@rule("ART-4")
def test_201_the_same_title_again_gets_a_suffix(alice: Account, bob: Account) -> None:
    title = unique("Again ")
    plain = title.lower().replace(" ", "-")

    slugs = [
        author.call(OPERATION, json=draft(title=title)).json()["article"]["slug"]
        for author in [alice, alice, bob, alice]
    ]

    assert slugs[0] == plain
    assert all(re.fullmatch(f"{plain}-[a-z0-9]+", slug) for slug in slugs[1:])
    assert len(set(slugs)) == 4


@rule("ART-4")
def test_201_different_titles_with_the_same_slug(alice: Account) -> None:
    name = unique()
    titles = [f"Same {name}", f"same, {name}!", f"SÁME  {name}"]

    articles = [alice.call(OPERATION, json=draft(title=t)).json()["article"] for t in titles]

    assert [article["title"] for article in articles] == titles
    assert len({article["slug"] for article in articles}) == 3


@rule("ART-4")
@level("SHOULD")
@pytest.mark.parametrize("title", ["🎉🎉", "日本語", "???", "---", "_", "Feed", " FEED! ", "fééd"])
def test_201_title_without_a_slug_of_its_own(anonymous: Caller, alice: Account, title: str) -> None:
    articles = [alice.call(OPERATION, json=draft(title=title)).json()["article"] for _ in range(2)]

    slugs = {article["slug"] for article in articles}
    assert len(slugs) == 2
    assert not slugs & {"", "feed"}
    for slug in slugs:
        seen = anonymous.call("getArticle", slug=slug)
        assert seen.status_code == 200
        assert seen.json()["article"]["title"] == title.strip()


@rule("ART-4")
@level("SHOULD")
@pytest.mark.parametrize("title", ["ﬃ" * 200, "㎯" * 200], ids=["times-3", "times-5"])
def test_201_title_whose_slug_is_longer_than_itself(
    anonymous: Caller, alice: Account, title: str
) -> None:
    for _ in range(2):
        response = alice.call(OPERATION, json=draft(title=title))

        assert response.status_code == 201
        article = response.json()["article"]
        assert article["title"] == title
        assert anonymous.call("getArticle", slug=article["slug"]).json()["article"] == article


@rule("ART-4")
@level("SHOULD")
def test_201_longest_title_twice(alice: Account) -> None:
    title = unique("Longest ").ljust(200, "x")

    articles = [alice.call(OPERATION, json=draft(title=title)).json()["article"] for _ in range(2)]

    assert articles[0]["slug"] == title.lower().replace(" ", "-")
    assert articles[1]["slug"].startswith(articles[0]["slug"])


@rule("ART-6", "ART-5")
@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        pytest.param(MISSING, [], id="missing"),
        pytest.param([], [], id="empty"),
        pytest.param(["one"], ["one"], id="one"),
        pytest.param(["b", "c", "a"], ["a", "b", "c"], id="ordered"),
        pytest.param(["a", "b", "a", " a "], ["a", "b"], id="duplicates"),
        pytest.param(["", " ", "\t\n", "a"], ["a"], id="blanks"),
        pytest.param(["", "  "], [], id="only-blanks"),
        pytest.param([" a ", "\tb c\n"], ["a", "b c"], id="trimmed"),
        pytest.param(
            ["é", "z", "a", "Z", "_", "1", "🎉", "日"],
            ["1", "Z", "_", "a", "z", "é", "日", "🎉"],
            id="code-points",
        ),
        pytest.param(["go", "Go", "GO"], ["GO", "Go", "go"], id="letter-case"),
        pytest.param(["10", "9", "1"], ["1", "10", "9"], id="digits"),
        pytest.param(["e\u0301", "\u00e9"], ["e\u0301", "\u00e9"], id="not-normalised"),
        pytest.param(["a,b", "<b>", "a/b", "x" * 64], ["<b>", "a,b", "a/b", "x" * 64], id="any"),
        pytest.param(["🎉" * 64], ["🎉" * 64], id="64-emoji"),
        pytest.param([f" {'y' * 64} "], ["y" * 64], id="64-trimmed"),
    ],
)
def test_201_tidies_the_tags(alice: Account, sent: object, stored: list[str]) -> None:
    response = alice.call(OPERATION, json=draft(tagList=sent))

    assert response.status_code == 201
    article = response.json()["article"]
    assert article["tagList"] == stored
    assert alice.call("getArticle", slug=article["slug"]).json()["article"]["tagList"] == stored


@rule("ART-6")
def test_201_takes_50_tags(alice: Account) -> None:
    tags = [f"{number:02}" for number in range(50)]

    response = alice.call(OPERATION, json=draft(tagList=tags[::-1]))

    assert response.status_code == 201
    assert response.json()["article"]["tagList"] == tags


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller) -> None:
    assert refusal(anonymous.call(OPERATION, json=draft())) == NO_TOKEN


@rule("GEN-6")
def test_401_with_a_bad_token(alice: Account) -> None:
    assert refusal(alice.with_token(f"{alice.token}x").call(OPERATION, json=draft())) == BAD_TOKEN
    assert count_by(alice) == 0


@rule("GEN-4")
def test_401_wins_over_415_and_422(anonymous: Caller) -> None:
    invalid = anonymous.call(OPERATION, json=draft(title=None))
    text = anonymous.call(OPERATION, content=b"{", headers={"Content-Type": "text/plain"})

    assert refusal(invalid) == refusal(text) == NO_TOKEN


@rule("GEN-14")
def test_413_body_declared_too_large(alice: Account) -> None:
    assert refusal(alice.call_declaring(OPERATION, LARGEST_BODY + 1)) == TOO_LARGE
    assert count_by(alice) == 0


@rule("GEN-15")
@pytest.mark.parametrize("media_type", OTHER_MEDIA_TYPES)
def test_415_body_of_another_media_type(alice: Account, media_type: str | None) -> None:
    response = alice.call(OPERATION, json=draft(), headers={"Content-Type": media_type})

    assert refusal(response) == NOT_JSON
    assert count_by(alice) == 0


@rule("GEN-4")
def test_415_wins_over_422(alice: Account) -> None:
    response = alice.call(OPERATION, content=b"{", headers={"Content-Type": "text/plain"})

    assert refusal(response) == NOT_JSON


@rule("GEN-9")
@pytest.mark.parametrize("value", MISSING_OR_BLANK)
@pytest.mark.parametrize("field", FIELDS)
def test_422_blank(alice: Account, field: str, value: object) -> None:
    assert refusal(alice.call(OPERATION, json=draft(**{field: value}))) == (422, {field: BLANK})
    assert count_by(alice) == 0


@rule("GEN-10")
@pytest.mark.parametrize("value", NOT_TEXT)
@pytest.mark.parametrize("field", FIELDS)
def test_422_wrong_type(alice: Account, field: str, value: object) -> None:
    assert refusal(alice.call(OPERATION, json=draft(**{field: value}))) == (422, {field: INVALID})


@rule("GEN-17")
@pytest.mark.parametrize("value", NOT_STORABLE)
@pytest.mark.parametrize("field", FIELDS)
def test_422_not_storable(alice: Account, field: str, value: str) -> None:
    assert refusal(alice.call(OPERATION, json=draft(**{field: value}))) == (422, {field: INVALID})


@rule("ART-2", "GEN-11")
@pytest.mark.parametrize(
    ("field", "value", "maximum"),
    [
        pytest.param("title", "x" * 201, 200, id="title-of-201"),
        pytest.param("title", "🎉" * 201, 200, id="title-of-201-emoji"),
        pytest.param("description", "x" * 1001, 1000, id="description-of-1001"),
        pytest.param("body", "x" * 100_001, 100_000, id="body-of-100001"),
    ],
)
def test_422_too_long(alice: Account, field: str, value: str, maximum: int) -> None:
    response = alice.call(OPERATION, json=draft(**{field: value}))

    assert refusal(response) == (422, {field: too_long(maximum)})
    assert count_by(alice) == 0


@rule("ART-6")
@pytest.mark.parametrize(
    ("tags", "messages"),
    [
        pytest.param(None, BLANK, id="null"),
        pytest.param("tag", INVALID, id="text"),
        pytest.param(7, INVALID, id="number"),
        pytest.param({"0": "tag"}, INVALID, id="object"),
        pytest.param(["tag", 7], INVALID, id="number-inside"),
        pytest.param(["tag", None], INVALID, id="null-inside"),
        pytest.param([["tag"]], INVALID, id="list-inside"),
        pytest.param([True], INVALID, id="boolean-inside"),
        pytest.param(["nul \x00"], INVALID, id="nul-inside"),
        pytest.param(["surrogate \udfff"], INVALID, id="surrogate-inside"),
        pytest.param(["tag", "x" * 65], too_long(64), id="tag-of-65"),
        pytest.param(["🎉" * 65], too_long(64), id="tag-of-65-emoji"),
        pytest.param([f"tag {number}" for number in range(51)], INVALID, id="51-tags"),
    ],
)
def test_422_tags(alice: Account, tags: object, messages: list[str]) -> None:
    assert refusal(alice.call(OPERATION, json=draft(tagList=tags))) == (422, {"tagList": messages})
    assert count_by(alice) == 0


@rule("GEN-1", "GEN-9")
@level("SHOULD")
def test_422_names_every_field_that_is_blank(alice: Account) -> None:
    response = alice.call(OPERATION, json={"article": {}})

    assert refusal(response) == (422, dict.fromkeys(FIELDS, BLANK))


@rule("GEN-1")
def test_422_names_every_field_with_its_own_fault(alice: Account) -> None:
    body = draft(title="x" * 201, description=" ", body=7, tagList="tag")

    response = alice.call(OPERATION, json=body)

    expected = {"title": too_long(200), "description": BLANK, "body": INVALID, "tagList": INVALID}
    assert refusal(response) == (422, expected)


def test_422_leaves_the_slug_free(alice: Account, new_article: NewArticle) -> None:
    title = unique("Free ")
    assert alice.call(OPERATION, json=draft(title=title, body="")).status_code == 422

    assert new_article(alice, title=title).slug == title.lower().replace(" ", "-")
