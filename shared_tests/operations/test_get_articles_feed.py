"""The feed: articles of followed authors."""

import pytest

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.database import Database
from shared_tests.factories import NewAccount, NewArticle
from shared_tests.inputs import (
    BAD_TOKEN,
    LIMIT_RANGE,
    NO_LIMITS,
    NO_OFFSETS,
    NO_TOKEN,
    OFFSET_RANGE,
)
from shared_tests.rules import level, rule

OPERATION = "getArticlesFeed"

ALL_AT_ONCE = """
    UPDATE articles SET created_at = (SELECT created_at FROM articles WHERE slug = :slug)
    WHERE author_id IN (SELECT id FROM users WHERE username IN (:first, :second))
"""

Listed = tuple[list[str], int]


@pytest.fixture
def reader(new_account: NewAccount, alice: Account, bob: Account) -> Account:
    """Return a user who follows alice and bob."""
    account = new_account(username=unique("reader-"))
    for followed in [alice, bob]:
        account.call("followUserByUsername", username=followed.username)
    return account


def listed(caller: Caller, **params: str | int) -> Listed:
    """Return the slugs of a page and the count of all matches."""
    response = caller.call(OPERATION, params=params)
    assert response.status_code == 200
    page = response.json()
    return [article["slug"] for article in page["articles"]], page["articlesCount"]


def slugs(*articles: Article) -> Listed:
    """Return what a feed of exactly those articles looks like to `listed`."""
    return [article.slug for article in articles], len(articles)


@rule("ART-13", "ART-15")
def test_200_returns_every_field_but_the_body(reader: Account, article: Article) -> None:
    response = reader.call(OPERATION)

    assert response.status_code == 200
    followed = article.preview["author"] | {"following": True}
    expected = article.preview | {"author": followed}
    assert response.json() == {"articles": [expected], "articlesCount": 1}


@rule("ART-15")
def test_200_is_empty_for_who_follows_nobody(alice: Account, article: Article) -> None:
    assert article.author == alice.username
    assert alice.call(OPERATION).json() == {"articles": [], "articlesCount": 0}


@rule("ART-15")
def test_200_holds_articles_of_followed_authors_only(
    reader: Account, alice: Account, bob: Account, new_account: NewAccount, new_article: NewArticle
) -> None:
    first = new_article(alice)
    new_article(new_account())
    second = new_article(bob)
    new_article(reader)

    response = reader.call(OPERATION).json()

    assert [article["slug"] for article in response["articles"]] == [second.slug, first.slug]
    assert response["articlesCount"] == 2
    assert all(article["author"]["following"] for article in response["articles"])


@rule("ART-15", "PRO-3")
def test_200_changes_with_following(
    reader: Account, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    by_alice, by_bob = new_article(alice), new_article(bob)
    assert listed(reader) == slugs(by_bob, by_alice)

    reader.call("unfollowUserByUsername", username=bob.username)
    assert listed(reader) == slugs(by_alice)

    reader.call("followUserByUsername", username=bob.username)
    reader.call("followUserByUsername", username=bob.username)
    assert listed(reader) == slugs(by_bob, by_alice)


@rule("ART-15")
def test_200_is_each_readers_own(
    reader: Account, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    alice.call("followUserByUsername", username=bob.username)
    by_alice, by_bob = new_article(alice), new_article(bob)

    assert listed(alice) == slugs(by_bob)
    assert listed(bob) == slugs()
    assert listed(reader) == slugs(by_bob, by_alice)


@rule("ART-15", "PRO-4")
def test_200_holds_ones_own_articles_when_following_oneself(
    alice: Account, article: Article
) -> None:
    alice.call("followUserByUsername", username=alice.username)

    assert listed(alice) == slugs(article)


@rule("ART-12")
def test_200_lists_the_newest_first(
    reader: Account, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    made = [new_article(author) for author in [alice, bob, bob, alice, bob] * 2]

    assert listed(reader) == slugs(*reversed(made))


@rule("ART-12")
@level("SHOULD")
def test_200_breaks_ties_by_id(
    reader: Account, alice: Account, bob: Account, new_article: NewArticle, database: Database
) -> None:
    made = [new_article(author) for author in [alice, bob, bob, alice]]
    authors = {"first": alice.username, "second": bob.username}
    assert database.change(ALL_AT_ONCE, slug=made[1].slug, **authors) == 4

    assert listed(reader) == slugs(*reversed(made))


@rule("ART-12", "ART-10")
def test_200_an_update_or_a_favourite_moves_nothing(
    reader: Account, alice: Account, new_article: NewArticle
) -> None:
    oldest, middle, newest = [new_article(alice) for _ in range(3)]

    alice.call("updateArticle", slug=oldest.slug, json={"article": {"body": "Newer."}})
    reader.call("createArticleFavorite", slug=middle.slug)

    assert listed(reader) == slugs(newest, middle, oldest)


@rule("ART-16")
def test_200_favorited_is_the_viewers(
    reader: Account, alice: Account, new_article: NewArticle
) -> None:
    liked, liked_by_author = new_article(alice), new_article(alice)
    reader.call("createArticleFavorite", slug=liked.slug)
    alice.call("createArticleFavorite", slug=liked_by_author.slug)
    alice.call("createArticleFavorite", slug=liked.slug)

    found = reader.call(OPERATION).json()["articles"]

    assert [(article["favorited"], article["favoritesCount"]) for article in found] == [
        (False, 1),
        (True, 2),
    ]


@rule("GEN-24")
def test_200_pages_hold_each_article_once_in_order(
    reader: Account, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    tags = [unique("tag-"), unique("tag-")]
    made = [new_article(author, tags=tags).slug for author in [alice, bob, alice, alice, bob]][::-1]

    assert listed(reader, limit=2) == (made[:2], 5)
    assert listed(reader, limit=2, offset=2) == (made[2:4], 5)
    assert listed(reader, limit=2, offset=4) == (made[4:], 5)
    assert listed(reader, limit=2, offset=5) == ([], 5)
    assert listed(reader, offset=2147483647) == ([], 5)
    for offset, slug in enumerate(made):
        assert listed(reader, limit=1, offset=offset) == ([slug], 5)


@rule("GEN-23")
def test_200_holds_20_by_default_and_100_at_most(
    reader: Account, alice: Account, new_article: NewArticle
) -> None:
    made = [new_article(alice).slug for _ in range(21)][::-1]

    assert listed(reader) == (made[:20], 21)
    assert listed(reader, limit=100) == (made, 21)


@rule("ART-20", "GEN-24")
def test_200_leaves_out_what_was_deleted(
    reader: Account, alice: Account, new_article: NewArticle
) -> None:
    first, second, third = [new_article(alice) for _ in range(3)]

    alice.call("deleteArticle", slug=second.slug)

    assert listed(reader) == slugs(third, first)


@rule("GEN-16")
def test_200_ignores_filters(reader: Account, article: Article) -> None:
    params = {"author": "nobody", "tag": "none", "favorited": "nobody", "page": "x"}

    assert listed(reader, **params) == slugs(article)


@rule("GEN-22")
def test_200_with_a_content_type_and_no_body(alice: Account) -> None:
    response = alice.call(OPERATION, headers={"Content-Type": "application/json"})

    assert response.status_code == 200


@rule("GEN-5")
def test_401_without_a_token(anonymous: Caller) -> None:
    assert refusal(anonymous.call(OPERATION)) == NO_TOKEN


@rule("GEN-6")
def test_401_with_a_bad_token(alice: Account) -> None:
    assert refusal(alice.with_token(f"{alice.token}x").call(OPERATION)) == BAD_TOKEN


@rule("GEN-4")
def test_401_wins_over_422(anonymous: Caller) -> None:
    assert refusal(anonymous.call(OPERATION, params={"limit": 0, "offset": "x"})) == NO_TOKEN


@rule("GEN-23")
@pytest.mark.parametrize("limit", NO_LIMITS)
def test_422_limit(alice: Account, limit: str) -> None:
    response = alice.call(OPERATION, params={"limit": limit})

    assert refusal(response) == (422, {"limit": LIMIT_RANGE})


@rule("GEN-23")
@pytest.mark.parametrize("offset", NO_OFFSETS)
def test_422_offset(alice: Account, offset: str) -> None:
    response = alice.call(OPERATION, params={"offset": offset})

    assert refusal(response) == (422, {"offset": OFFSET_RANGE})


@rule("GEN-1", "GEN-23")
def test_422_names_both(alice: Account) -> None:
    response = alice.call(OPERATION, params={"limit": "101", "offset": "-1"})

    assert refusal(response) == (422, {"limit": LIMIT_RANGE, "offset": OFFSET_RANGE})
