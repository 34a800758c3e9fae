"""Text is stored and returned exactly, or refused: never changed."""

import json

import pytest

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.factories import NewAccount, NewArticle, NewComment
from shared_tests.general.fields import text_fields
from shared_tests.general.stage import Stage
from shared_tests.inputs import INVALID, NOT_STORABLE
from shared_tests.rules import level, rule

TEXTS = [
    pytest.param("日本語 Ελλάδα Привет", id="scripts"),
    pytest.param("👩‍👩‍👧‍👦 🏳️‍🌈 🇪🇺 🎉", id="emoji"),
    pytest.param("e\u0301 é \u212b Å ﬁ z\u0351\u0362\u0489a\u0360l\u0321go", id="combining"),
    pytest.param("שלום \u202eعربي\u202c end", id="right-to-left"),
    pytest.param("\U00020bb7 \U0001d49c \U0010fffd", id="four-bytes"),
    pytest.param("a\u200bb\u2060c\ufeffd\u00ade\u2028f\u2029g\u0085h", id="invisible"),
    pytest.param("\uffff \ufffe \U0010ffff \ufffd", id="no-characters"),
    pytest.param("'; DROP TABLE users; -- ' OR '1'='1 100% _x_ *", id="sql"),
    pytest.param("%s %(name)s %% {0} {name} ${x} :name ? $1 {{ 7 * 7 }}", id="placeholders"),
    pytest.param("<script>alert('x')</script> &amp; &#x27; <b", id="html"),
    pytest.param('\\n \\u0041 \\\\ " \\" \\x00 \\ud800', id="escapes"),
    pytest.param("null", id="null"),
    pytest.param("1e400", id="number"),
]
"""Nothing that is trimmed."""

CONTROL_CHARACTERS = "tab\there\r\nand \x01\x07\x08\x0b\x0c\x1b\x7f there"


def name_with(text: str) -> str:
    """Return a unique username that holds the text, but for what no username may hold."""
    return f"{text[:47].replace('/', '|')} {unique()}"


@pytest.mark.parametrize("text", TEXTS)
def test_an_account_keeps_its_text(alice: Account, text: str) -> None:
    changes = {"username": name_with(text), "bio": text, "image": text}

    returned = alice.call("updateCurrentUser", json={"user": changes}).json()["user"]

    kept = alice.call("getCurrentUser").json()["user"]
    for user in [returned, kept]:
        assert {key: user[key] for key in changes} == changes


@pytest.mark.parametrize("text", TEXTS)
def test_an_article_keeps_its_text(
    anonymous: Caller, alice: Account, new_article: NewArticle, text: str
) -> None:
    article = new_article(alice, title=text, description=text, body=text, tags=[text])

    read = anonymous.call("getArticle", slug=article.slug).json()["article"]

    assert read == article.json
    assert read["tagList"] == [text]
    assert {read["title"], read["description"], read["body"]} == {text}


@pytest.mark.parametrize("text", [*TEXTS, pytest.param(CONTROL_CHARACTERS, id="control")])
def test_a_comment_keeps_its_text(
    bob: Account, article: Article, new_comment: NewComment, text: str
) -> None:
    comment = new_comment(bob, article, text)

    (read,) = bob.call("getArticleComments", slug=article.slug).json()["comments"]

    assert comment["body"] == text
    assert read == comment


@level("SHOULD")
def test_an_article_keeps_control_characters(alice: Account, new_article: NewArticle) -> None:
    article = new_article(alice, body=CONTROL_CHARACTERS, description=CONTROL_CHARACTERS)

    read = alice.call("getArticle", slug=article.slug).json()["article"]

    assert (read["body"], read["description"]) == (CONTROL_CHARACTERS, CONTROL_CHARACTERS)


@pytest.mark.parametrize("text", TEXTS)
def test_a_username_is_found_in_a_path(
    anonymous: Caller, new_account: NewAccount, text: str
) -> None:
    account = new_account(username=name_with(text))

    profile = anonymous.call("getProfileByUsername", username=account.username).json()["profile"]

    assert profile["username"] == account.username


@rule("ART-14")
@level("SHOULD")
@pytest.mark.parametrize("text", [*TEXTS, "a+b", "a&b=c", "a#b", "a;b", "a,b", "%41", "a%00b"])
def test_a_filter_finds_exactly_its_text(
    bob: Account, new_account: NewAccount, new_article: NewArticle, text: str
) -> None:
    author = new_account(username=name_with(text))
    tag = f"{text[:40]} {unique()}"
    article = new_article(author, tags=[tag])
    bob.call("createArticleFavorite", slug=article.slug)

    filters = [{"author": author.username}, {"tag": tag}, {"favorited": bob.username}]
    for params in filters:
        listed = bob.call("getArticles", params=params).json()
        assert [found["slug"] for found in listed["articles"]] == [article.slug]
        assert listed["articlesCount"] == 1


@rule("ART-14")
@level("SHOULD")
@pytest.mark.parametrize("wildcard", ["%", "_", "*", "%%", "' OR 1=1 --", "\\"])
def test_200_a_filter_knows_no_wildcards(alice: Account, article: Article, wildcard: str) -> None:
    prefix = article.tags[0][:-1]

    for params in [{"tag": prefix + wildcard}, {"author": alice.username[:-1] + wildcard}]:
        assert alice.call("getArticles", params=params).json()["articlesCount"] == 0


def test_characters_and_their_escapes_are_the_same(alice: Account) -> None:
    bio = "café 👩‍👩‍👧 𠮷 \u202e \uffff"

    for ensure_ascii in [True, False]:
        content = json.dumps({"user": {"bio": bio}}, ensure_ascii=ensure_ascii).encode()
        response = alice.call("updateCurrentUser", content=content)

        assert response.json()["user"]["bio"] == bio


@rule("GEN-17")
@pytest.mark.parametrize("value", NOT_STORABLE)
def test_422_text_that_cannot_be_stored(standing: Stage, value: str) -> None:
    refusals = {str(field): refusal(field.put(standing, value)) for field in text_fields()}

    assert refusals == {str(field): (422, {field.name: INVALID}) for field in text_fields()}


@rule("GEN-17")
@pytest.mark.parametrize("escape", ["\\u0000", "\\ud800", "\\udfff\\ud800", "x\\udc00"])
def test_422_text_whose_escapes_cannot_be_stored(standing: Stage, escape: str) -> None:
    content = b'{"comment": {"body": "%s"}}' % escape.encode()

    response = standing.author.call(
        "createArticleComment", slug=standing.article.slug, content=content
    )

    assert refusal(response) == (422, {"body": INVALID})


@rule("GEN-17", "ART-6")
@pytest.mark.parametrize("value", NOT_STORABLE)
@pytest.mark.parametrize("operation_id", ["createArticle", "updateArticle"])
def test_422_tag_that_cannot_be_stored(standing: Stage, operation_id: str, value: str) -> None:
    field = next(field for field in text_fields() if field.operation.id == operation_id)
    body = field.body(standing, "A title")
    body["article"]["tagList"] = ["fine", value]

    response = standing.call(field.operation, json=body)

    assert refusal(response) == (422, {"tagList": INVALID})


@rule("GEN-17")
@pytest.mark.parametrize("value", ["%00", "a%00b", "%ED%A0%80", "x%ED%BF%BFy", "%FF", "%C0%80"])
def test_422_text_in_a_query_that_cannot_be_stored(anonymous: Caller, value: str) -> None:
    names = ["tag", "author", "favorited"]

    refusals = {
        name: refusal(anonymous.request("GET", f"/api/articles?{name}={value}", check=True))
        for name in names
    }

    assert refusals == {name: (422, {name: INVALID}) for name in names}


@rule("GEN-17")
@pytest.mark.parametrize("name", ["%00", "x%00", "%ED%A0%80", "x%ED%BF%BFy", "%FF", "%C0%80"])
def test_404_text_in_a_path_that_names_nothing(alice: Account, name: str) -> None:
    follow = alice.request("POST", f"/api/profiles/{name}/follow", check=True)
    article = alice.request("GET", f"/api/articles/{name}", check=True)
    favorite = alice.request("DELETE", f"/api/articles/{name}/favorite", check=True)

    assert refusal(follow) == (404, {"profile": ["not found"]})
    assert refusal(article) == refusal(favorite) == (404, {"article": ["not found"]})
