"""Deleting one's own article, and what goes with it."""

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.factories import NewArticle, NewComment
from shared_tests.inputs import BAD_TOKEN, NO_TOKEN
from shared_tests.rules import level, rule

OPERATION = "deleteArticle"

UNKNOWN = (404, {"article": ["not found"]})
FORBIDDEN = (403, {"article": ["forbidden"]})


def test_204_answers_without_a_body(alice: Account, article: Article) -> None:
    response = alice.call(OPERATION, slug=article.slug)

    assert response.status_code == 204
    assert response.content == b""


@rule("ART-20")
def test_204_the_article_is_gone(
    anonymous: Caller, alice: Account, bob: Account, article: Article
) -> None:
    alice.call(OPERATION, slug=article.slug)

    for reader in [anonymous, alice, bob]:
        assert refusal(reader.call("getArticle", slug=article.slug)) == UNKNOWN
        assert refusal(reader.call("getArticleComments", slug=article.slug)) == UNKNOWN


@rule("ART-20")
@level("SHOULD")
def test_204_with_comments_favourites_and_tags(
    anonymous: Caller, alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    for reader in [alice, bob]:
        new_comment(reader, article)
        reader.call("createArticleFavorite", slug=article.slug)

    assert alice.call(OPERATION, slug=article.slug).status_code == 204

    for params in [{"tag": article.tags[0]}, {"favorited": bob.username}]:
        page = anonymous.call("getArticles", params=params).json()
        assert page == {"articles": [], "articlesCount": 0}
    assert not set(article.tags) & set(anonymous.call("getTags").json()["tags"])


@rule("ART-20")
@level("SHOULD")
def test_204_a_successor_inherits_nothing(
    alice: Account, bob: Account, new_article: NewArticle, new_comment: NewComment
) -> None:
    article = new_article(alice, tags=[unique("tag-")])
    comment = new_comment(bob, article)
    bob.call("createArticleFavorite", slug=article.slug)
    alice.call(OPERATION, slug=article.slug)

    successor = new_article(alice, title=article.title)

    assert successor.slug == article.slug
    assert bob.call("getArticle", slug=article.slug).json()["article"] == successor.json
    assert (successor.tags, successor.json["favoritesCount"]) == ([], 0)
    assert bob.call("getArticleComments", slug=article.slug).json() == {"comments": []}
    gone = bob.call("deleteArticleComment", slug=article.slug, id=comment["id"])
    assert refusal(gone) == (404, {"comment": ["not found"]})


@rule("ART-20")
def test_204_leaves_other_articles(
    alice: Account, bob: Account, new_article: NewArticle, new_comment: NewComment
) -> None:
    tag = unique("tag-")
    doomed, kept = new_article(alice, tags=[tag]), new_article(alice, tags=[tag])
    for article in [doomed, kept]:
        new_comment(bob, article)
        bob.call("createArticleFavorite", slug=article.slug)

    alice.call(OPERATION, slug=doomed.slug)

    found = alice.call("getArticle", slug=kept.slug).json()["article"]
    assert found == kept.json | {"favoritesCount": 1}
    assert len(alice.call("getArticleComments", slug=kept.slug).json()["comments"]) == 1
    assert tag in alice.call("getTags").json()["tags"]


def test_204_leaves_the_people(
    alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    new_comment(bob, article)
    bob.call("followUserByUsername", username=alice.username)

    alice.call(OPERATION, slug=article.slug)

    profile = bob.call("getProfileByUsername", username=alice.username).json()["profile"]
    assert profile["following"] is True
    assert alice.call("getCurrentUser").status_code == 200


def test_204_frees_the_slug(alice: Account, article: Article, new_article: NewArticle) -> None:
    alice.call(OPERATION, slug=article.slug)

    assert new_article(alice, title=article.title).slug == article.slug


@rule("GEN-22")
def test_204_with_a_content_type_and_no_body(alice: Account, article: Article) -> None:
    headers = {"Content-Type": "application/json"}

    assert alice.call(OPERATION, slug=article.slug, headers=headers).status_code == 204


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller, article: Article) -> None:
    assert refusal(anonymous.call(OPERATION, slug=article.slug)) == NO_TOKEN
    assert anonymous.call("getArticle", slug=article.slug).json()["article"] == article.json


@rule("GEN-6")
def test_401_with_a_bad_token(alice: Account, article: Article) -> None:
    caller = alice.with_token(f"{alice.token}x")

    assert refusal(caller.call(OPERATION, slug=article.slug)) == BAD_TOKEN
    assert alice.call("getArticle", slug=article.slug).status_code == 200


@rule("GEN-4")
@level("MUST")
def test_401_wins_over_404(anonymous: Caller) -> None:
    assert refusal(anonymous.call(OPERATION, slug=unique())) == NO_TOKEN


@rule("ART-11")
def test_403_by_somebody_else(alice: Account, bob: Account, article: Article) -> None:
    bob.call("createArticleFavorite", slug=article.slug)

    assert refusal(bob.call(OPERATION, slug=article.slug)) == FORBIDDEN

    found = alice.call("getArticle", slug=article.slug).json()["article"]
    assert found == article.json | {"favoritesCount": 1}


@rule("ART-19", "GEN-4")
def test_404_unknown_slug(alice: Account) -> None:
    assert refusal(alice.call(OPERATION, slug=unique())) == UNKNOWN


@rule("ART-20", "GEN-4")
def test_404_again_for_whoever_asks(alice: Account, bob: Account, article: Article) -> None:
    alice.call(OPERATION, slug=article.slug)

    for caller in [alice, bob]:
        assert refusal(caller.call(OPERATION, slug=article.slug)) == UNKNOWN
