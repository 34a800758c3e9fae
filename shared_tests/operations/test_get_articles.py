"""Listing articles: order, filters, pages, and what a viewer sees."""

import pytest

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.database import Database
from shared_tests.factories import NewAccount, NewArticle
from shared_tests.inputs import LIMIT_RANGE, NO_LIMITS, NO_OFFSETS, OFFSET_RANGE
from shared_tests.rules import level, rule

OPERATION = "getArticles"

ALL_AT_ONCE = """
    UPDATE articles SET created_at = (SELECT created_at FROM articles WHERE slug = :slug)
    WHERE author_id = (SELECT id FROM users WHERE username = :author)
"""

Listed = tuple[list[str], int]


def listed(caller: Caller, **params: str | int) -> Listed:
    """Return the slugs of a page and the count of all matches."""
    response = caller.call(OPERATION, params=params)
    assert response.status_code == 200
    page = response.json()
    return [article["slug"] for article in page["articles"]], page["articlesCount"]


def slugs(*articles: Article) -> Listed:
    """Return what a list of exactly those articles looks like to `listed`."""
    return [article.slug for article in articles], len(articles)


@rule("ART-13")
def test_200_returns_every_field_but_the_body(
    anonymous: Caller, alice: Account, article: Article
) -> None:
    response = anonymous.call(OPERATION, params={"author": alice.username})

    assert response.status_code == 200
    assert response.json() == {"articles": [article.preview], "articlesCount": 1}


@rule("ART-12")
def test_200_lists_the_newest_first(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    tag = unique("tag-")
    made = [new_article(author, tags=[tag]) for author in [alice, bob, bob, alice, bob] * 2]

    assert listed(anonymous, tag=tag) == slugs(*reversed(made))


@rule("ART-12")
@level("SHOULD")
def test_200_breaks_ties_by_id(
    anonymous: Caller, alice: Account, new_article: NewArticle, database: Database
) -> None:
    made = [new_article(alice) for _ in range(6)]
    # From the oldest to the newest and back, since an update may also move rows.
    for article in [made[3], made[0], made[5]]:
        database.change(ALL_AT_ONCE, slug=article.slug, author=alice.username)

    assert listed(anonymous, author=alice.username) == slugs(*reversed(made))
    for offset, article in enumerate(reversed(made)):
        page = listed(anonymous, author=alice.username, limit=1, offset=offset)
        assert page == ([article.slug], 6)


@rule("ART-12")
def test_200_lists_the_newest_of_all_articles_without_a_filter(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    first, second = new_article(alice), new_article(alice)

    found, count = listed(anonymous, limit=100)

    # Others may publish at the same time, but not a hundred between these two.
    assert [slug for slug in found if slug in {first.slug, second.slug}] == [
        second.slug,
        first.slug,
    ]
    assert count >= 2


@rule("ART-12", "ART-10")
def test_200_an_update_or_a_favourite_moves_nothing(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    oldest, middle, newest = [new_article(alice) for _ in range(3)]

    alice.call("updateArticle", slug=oldest.slug, json={"article": {"body": "Newer."}})
    alice.call("createArticleFavorite", slug=middle.slug)

    assert listed(anonymous, author=alice.username) == slugs(newest, middle, oldest)


@rule("ART-14")
def test_200_filters_by_author(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    first, _, second = new_article(alice), new_article(bob), new_article(alice)

    assert listed(anonymous, author=alice.username) == slugs(second, first)


@rule("ART-14")
def test_200_filters_by_tag(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    tag, other = unique("tag-"), unique("tag-")
    first = new_article(alice, tags=[tag])
    new_article(alice, tags=[other])
    second = new_article(bob, tags=[other, tag])

    assert listed(anonymous, tag=tag) == slugs(second, first)
    assert anonymous.call(OPERATION, params={"tag": tag}).json()["articles"][0]["tagList"] == (
        sorted([tag, other])
    )


@rule("ART-14")
def test_200_filters_by_who_favourited(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    first, second, third = [new_article(alice) for _ in range(3)]
    # In another order than they were published.
    for article in [third, first]:
        bob.call("createArticleFavorite", slug=article.slug)
    alice.call("createArticleFavorite", slug=second.slug)

    assert listed(anonymous, favorited=bob.username) == slugs(third, first)
    bob.call("deleteArticleFavorite", slug=third.slug)
    assert listed(anonymous, favorited=bob.username) == slugs(first)


@rule("ART-14")
@level("SHOULD")
def test_200_filters_narrow_together(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    tag = unique("tag-")
    wanted = new_article(alice, tags=[tag])
    untagged, foreign, unloved = (
        new_article(alice),
        new_article(bob, tags=[tag]),
        new_article(alice, tags=[tag]),
    )
    for article in [wanted, untagged, foreign]:
        bob.call("createArticleFavorite", slug=article.slug)

    by_tag, by_author, by_fan = (
        {"tag": tag},
        {"author": alice.username},
        {"favorited": bob.username},
    )
    assert listed(anonymous, **by_tag, **by_author) == slugs(unloved, wanted)
    assert listed(anonymous, **by_tag, **by_fan) == slugs(foreign, wanted)
    assert listed(anonymous, **by_author, **by_fan) == slugs(untagged, wanted)
    assert listed(anonymous, **by_tag, **by_author, **by_fan) == slugs(wanted)


@rule("ART-14")
@level("SHOULD")
@pytest.mark.parametrize("name", ["tag", "author", "favorited"])
@pytest.mark.parametrize("value", ["", "no such thing", "%", "*", "日本"])
def test_200_a_value_that_nothing_matches_gives_an_empty_list(
    anonymous: Caller, name: str, value: str
) -> None:
    params = {name: value and f"{value}{unique()}"}

    assert anonymous.call(OPERATION, params=params).json() == {"articles": [], "articlesCount": 0}


@rule("ART-14")
@level("SHOULD")
def test_200_one_filter_that_nothing_matches_empties_the_list(
    anonymous: Caller, alice: Account, article: Article
) -> None:
    matching = {"author": alice.username, "tag": article.tags[0]}

    assert listed(anonymous, **matching) == slugs(article)
    for name in ["author", "tag", "favorited"]:
        assert listed(anonymous, **matching | {name: unique()}) == ([], 0)


@rule("ART-14", "ACC-6")
def test_200_filters_match_exactly(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    tag = unique("Tag_")
    article = new_article(alice, tags=[tag])
    alice.call("createArticleFavorite", slug=article.slug)

    for name, value in [("tag", tag), ("author", alice.username), ("favorited", alice.username)]:
        assert listed(anonymous, **{name: value}) == slugs(article)
        for other in [value.upper(), f"{value} ", value[:-1], f"{value[:-1]}_", f"{value[:-1]}%"]:
            assert listed(anonymous, **{name: other}) == ([], 0)


@rule("ART-14")
def test_200_filters_by_values_that_need_encoding(
    anonymous: Caller, new_account: NewAccount, new_article: NewArticle
) -> None:
    author = new_account(username=unique("Jörg & Søn=? +100% #1 "))
    tag = unique("C++ & C#, 日本 🎉 ")
    article = new_article(author, tags=[tag])
    author.call("createArticleFavorite", slug=article.slug)

    params = {"author": author.username, "favorited": author.username, "tag": tag}
    assert listed(anonymous, **params) == slugs(article)


def test_200_author_filter_knows_the_present_username(
    anonymous: Caller, alice: Account, article: Article
) -> None:
    username = unique("alice-")
    alice.call("createArticleFavorite", slug=article.slug)

    alice.call("updateCurrentUser", json={"user": {"username": username}})

    for name in ["author", "favorited"]:
        assert listed(anonymous, **{name: username}) == slugs(article)
        assert listed(anonymous, **{name: alice.username}) == ([], 0)


@rule("GEN-24")
def test_200_pages_hold_each_article_once_in_order(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    made = [new_article(alice).slug for _ in range(5)][::-1]
    author = alice.username

    assert listed(anonymous, author=author, limit=2) == (made[:2], 5)
    assert listed(anonymous, author=author, limit=2, offset=2) == (made[2:4], 5)
    assert listed(anonymous, author=author, limit=2, offset=4) == (made[4:], 5)
    assert listed(anonymous, author=author, offset=1) == (made[1:], 5)
    assert listed(anonymous, author=author, limit=5) == (made, 5)
    for offset, slug in enumerate(made):
        assert listed(anonymous, author=author, limit=1, offset=offset) == ([slug], 5)


@rule("GEN-24")
@pytest.mark.parametrize("offset", [1, 2, 1000, 2147483647])
def test_200_a_page_behind_the_last_is_empty(
    anonymous: Caller, alice: Account, article: Article, offset: int
) -> None:
    assert listed(anonymous, author=alice.username, offset=0) == slugs(article)
    assert listed(anonymous, author=alice.username, offset=offset) == ([], 1)


@rule("GEN-23")
def test_200_holds_20_by_default_and_100_at_most(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    made = [new_article(alice).slug for _ in range(21)][::-1]

    assert listed(anonymous, author=alice.username) == (made[:20], 21)
    assert listed(anonymous, author=alice.username, limit=21) == (made, 21)
    assert listed(anonymous, author=alice.username, limit=100) == (made, 21)


@rule("GEN-24", "ART-14")
def test_200_counts_an_article_once_however_many_tags_and_favourites(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    tags = [unique("tag-") for _ in range(4)]
    made = [new_article(alice, tags=tags) for _ in range(3)]
    for article in made:
        for reader in [alice, bob]:
            reader.call("createArticleFavorite", slug=article.slug)

    expected = ([made[2].slug, made[1].slug], 3)
    assert listed(anonymous, author=alice.username, limit=2) == expected
    assert listed(anonymous, tag=tags[0], limit=2) == expected
    assert listed(anonymous, favorited=bob.username, limit=2) == expected


@rule("ART-20", "GEN-24")
def test_200_leaves_out_what_was_deleted(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    tag = unique("tag-")
    first, second, third = [new_article(alice, tags=[tag]) for _ in range(3)]
    for article in [first, second, third]:
        alice.call("createArticleFavorite", slug=article.slug)

    alice.call("deleteArticle", slug=second.slug)

    for name, value in [("tag", tag), ("author", alice.username), ("favorited", alice.username)]:
        assert listed(anonymous, **{name: value}) == slugs(third, first)


@rule("ART-16")
def test_200_favorited_and_following_are_the_viewers(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    plain, liked = new_article(alice), new_article(alice)
    bob.call("createArticleFavorite", slug=liked.slug)
    bob.call("followUserByUsername", username=alice.username)

    def seen_by(viewer: Caller) -> dict[str, tuple[bool, int, bool]]:
        page = viewer.call(OPERATION, params={"author": alice.username}).json()
        return {
            found["slug"]: (
                found["favorited"],
                found["favoritesCount"],
                found["author"]["following"],
            )
            for found in page["articles"]
        }

    assert seen_by(bob) == {plain.slug: (False, 0, True), liked.slug: (True, 1, True)}
    for viewer in [anonymous, alice, bob.with_token("garbage")]:
        assert seen_by(viewer) == {plain.slug: (False, 0, False), liked.slug: (False, 1, False)}


@rule("GEN-16")
def test_200_ignores_unknown_query_parameters(
    anonymous: Caller, alice: Account, article: Article
) -> None:
    params = {"author": alice.username, "page": "x", "Limit": "0", "slug": "none", "tags": "none"}

    assert listed(anonymous, **params) == slugs(article)


@rule("GEN-22")
def test_200_with_a_content_type_and_no_body(anonymous: Caller) -> None:
    response = anonymous.call(OPERATION, headers={"Content-Type": "application/json"})

    assert response.status_code == 200


@rule("GEN-23")
@pytest.mark.parametrize("limit", NO_LIMITS)
def test_422_limit(anonymous: Caller, limit: str) -> None:
    response = anonymous.call(OPERATION, params={"limit": limit})

    assert refusal(response) == (422, {"limit": LIMIT_RANGE})


@rule("GEN-23")
@pytest.mark.parametrize("offset", NO_OFFSETS)
def test_422_offset(anonymous: Caller, offset: str) -> None:
    response = anonymous.call(OPERATION, params={"offset": offset})

    assert refusal(response) == (422, {"offset": OFFSET_RANGE})


@rule("GEN-1", "GEN-23")
def test_422_names_both(alice: Account) -> None:
    response = alice.call(OPERATION, params={"limit": 0, "offset": -1, "author": alice.username})

    assert refusal(response) == (422, {"limit": LIMIT_RANGE, "offset": OFFSET_RANGE})
