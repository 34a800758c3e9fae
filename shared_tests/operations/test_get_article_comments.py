"""An article's comments, as its readers see them."""

from concurrent.futures import ThreadPoolExecutor

from shared_tests.client import Account, Article, Caller, refusal, unique
from shared_tests.database import Database
from shared_tests.factories import NewArticle, NewComment
from shared_tests.rules import rule

OPERATION = "getArticleComments"

ALL_AT_ONCE = """
    UPDATE comments SET created_at = (SELECT created_at FROM comments WHERE id = :id)
    WHERE article_id = (SELECT id FROM articles WHERE slug = :slug)
"""
UNKNOWN = (404, {"article": ["not found"]})


def ids(caller: Caller, article: Article) -> list[int]:
    """Return the ids of an article's comments in the order listed."""
    response = caller.call(OPERATION, slug=article.slug)
    assert response.status_code == 200
    return [comment["id"] for comment in response.json()["comments"]]


def test_200_is_empty_for_a_new_article(anonymous: Caller, article: Article) -> None:
    response = anonymous.call(OPERATION, slug=article.slug)

    assert response.status_code == 200
    assert response.json() == {"comments": []}


@rule("COM-1")
def test_200_returns_the_comments_as_they_were_made(
    anonymous: Caller, alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    first = new_comment(bob, article, "First.")
    second = new_comment(alice, article, "Second.")

    for reader in [anonymous, alice, bob]:
        assert reader.call(OPERATION, slug=article.slug).json() == {"comments": [second, first]}


@rule("COM-2")
def test_200_lists_the_newest_first(
    anonymous: Caller, alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    made = [new_comment(author, article)["id"] for author in [alice, bob, bob, alice, bob] * 2]

    assert ids(anonymous, article) == made[::-1]


@rule("COM-2")
def test_200_breaks_ties_by_id(
    alice: Account, article: Article, new_comment: NewComment, database: Database
) -> None:
    made = [new_comment(alice, article)["id"] for _ in range(5)]
    assert database.change(ALL_AT_ONCE, id=made[2], slug=article.slug) == 5

    assert ids(alice, article) == made[::-1]


@rule("COM-2")
def test_200_keeps_its_order_when_many_comment_at_once(
    alice: Account, article: Article, new_comment: NewComment
) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: new_comment(alice, article), range(24)))

    found = alice.call(OPERATION, slug=article.slug).json()["comments"]

    keys = [(comment["createdAt"], comment["id"]) for comment in found]
    assert len(keys) == 24
    assert keys == sorted(keys, reverse=True)


@rule("COM-1")
def test_200_following_is_the_viewers(
    anonymous: Caller, alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    for author in [alice, bob]:
        new_comment(author, article)
    alice.call("followUserByUsername", username=bob.username)

    def seen_by(viewer: Caller) -> dict[str, bool]:
        found = viewer.call(OPERATION, slug=article.slug).json()["comments"]
        return {comment["author"]["username"]: comment["author"]["following"] for comment in found}

    assert seen_by(alice) == {alice.username: False, bob.username: True}
    for viewer in [anonymous, bob]:
        assert seen_by(viewer) == {alice.username: False, bob.username: False}


@rule("GEN-7", "COM-1")
def test_200_a_bad_token_counts_as_none(
    alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(bob, article)
    alice.call("followUserByUsername", username=bob.username)

    response = alice.with_token(f"{alice.token}x").call(OPERATION, slug=article.slug)

    assert response.status_code == 200
    assert response.json() == {"comments": [comment]}


def test_200_holds_the_articles_own_comments_only(
    alice: Account, bob: Account, new_article: NewArticle, new_comment: NewComment
) -> None:
    first, second = new_article(alice), new_article(alice)
    comment = new_comment(bob, first)

    assert ids(alice, first) == [comment["id"]]
    assert ids(alice, second) == []


def test_200_holds_all_however_many(
    alice: Account, article: Article, new_comment: NewComment
) -> None:
    made = [new_comment(alice, article, f"Number {number}")["id"] for number in range(21)]

    assert ids(alice, article) == made[::-1]
    response = alice.call(OPERATION, slug=article.slug, params={"limit": 1, "offset": 5})
    assert len(response.json()["comments"]) == 21


def test_200_leaves_out_what_was_deleted(
    alice: Account, article: Article, new_comment: NewComment
) -> None:
    first, second, third = [new_comment(alice, article)["id"] for _ in range(3)]

    alice.call("deleteArticleComment", slug=article.slug, id=second)

    assert ids(alice, article) == [third, first]


def test_200_under_the_new_slug(
    alice: Account, bob: Account, article: Article, new_comment: NewComment
) -> None:
    comment = new_comment(bob, article)

    update = {"article": {"title": unique("New ")}}
    changed = alice.call("updateArticle", slug=article.slug, json=update).json()["article"]

    assert ids(bob, Article(changed)) == [comment["id"]]
    assert refusal(bob.call(OPERATION, slug=article.slug)) == UNKNOWN


@rule("ART-19")
def test_404_unknown_slug(anonymous: Caller, alice: Account, article: Article) -> None:
    for reader in [anonymous, alice]:
        for slug in [unique(), article.slug.upper()]:
            assert refusal(reader.call(OPERATION, slug=slug)) == UNKNOWN


@rule("ART-20")
def test_404_deleted(alice: Account, article: Article, new_comment: NewComment) -> None:
    new_comment(alice, article)
    alice.call("deleteArticle", slug=article.slug)

    assert refusal(alice.call(OPERATION, slug=article.slug)) == UNKNOWN
