"""One article, as its readers see it."""

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.factories import NewAccount, NewArticle
from shared_tests.rules import rule

OPERATION = "getArticle"

UNKNOWN = (404, {"article": ["not found"]})


def test_200_returns_the_article(
    anonymous: Caller, alice: Account, bob: Account, article: Article
) -> None:
    for reader in [anonymous, alice, bob]:
        response = reader.call(OPERATION, slug=article.slug)

        assert response.status_code == 200
        assert response.json() == {"article": article.json}


@rule("ART-16")
def test_200_favorited_is_the_viewers(
    anonymous: Caller, alice: Account, bob: Account, new_account: NewAccount, article: Article
) -> None:
    fan = new_account()
    for reader in [bob, fan]:
        reader.call("createArticleFavorite", slug=article.slug)

    for viewer, favorited in [(anonymous, False), (alice, False), (bob, True), (fan, True)]:
        found = viewer.call(OPERATION, slug=article.slug).json()["article"]
        assert (found["favorited"], found["favoritesCount"]) == (favorited, 2)


@rule("ART-16")
def test_200_following_is_the_viewers(
    anonymous: Caller, alice: Account, bob: Account, article: Article
) -> None:
    bob.call("followUserByUsername", username=alice.username)

    for reader, following in [(anonymous, False), (alice, False), (bob, True)]:
        author = reader.call(OPERATION, slug=article.slug).json()["article"]["author"]
        assert author["following"] is following


@rule("ART-16")
def test_200_following_says_nothing_of_who_follows_the_viewer(
    alice: Account, bob: Account, article: Article
) -> None:
    alice.call("followUserByUsername", username=bob.username)

    author = bob.call(OPERATION, slug=article.slug).json()["article"]["author"]

    assert author["following"] is False


@rule("GEN-7", "ART-16")
def test_200_a_bad_token_counts_as_none(alice: Account, bob: Account, article: Article) -> None:
    bob.call("followUserByUsername", username=alice.username)
    bob.call("createArticleFavorite", slug=article.slug)

    found = bob.with_token("garbage").call(OPERATION, slug=article.slug).json()["article"]

    assert found == article.json | {"favoritesCount": 1}


@rule("ART-5")
def test_200_counts_and_tags_do_not_multiply(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    tags = sorted(unique("tag-") for _ in range(3))
    article = new_article(alice, tags=tags)
    for reader in [alice, bob]:
        reader.call("createArticleFavorite", slug=article.slug)
        reader.call("createArticleComment", slug=article.slug, json={"comment": {"body": "Yes."}})

    found = anonymous.call(OPERATION, slug=article.slug).json()["article"]

    assert found == article.json | {"favoritesCount": 2}


@rule("ART-19")
def test_404_unknown_slug(anonymous: Caller, alice: Account) -> None:
    for reader in [anonymous, alice]:
        assert refusal(reader.call(OPERATION, slug=unique("no-"))) == UNKNOWN


@rule("ART-19")
def test_404_nearly_the_slug(anonymous: Caller, article: Article) -> None:
    nearly = [article.slug.upper(), article.slug[:-1], f"{article.slug}-", f"{article.slug[:-1]}_"]

    for slug in [*nearly, "%", "1", article.title]:
        assert refusal(anonymous.call(OPERATION, slug=slug)) == UNKNOWN


@rule("ART-20")
def test_404_deleted(anonymous: Caller, alice: Account, article: Article) -> None:
    alice.call("deleteArticle", slug=article.slug)

    for reader in [anonymous, alice]:
        assert refusal(reader.call(OPERATION, slug=article.slug)) == UNKNOWN
