"""The tags in use, most used first."""

from shared_tests.client import Account, Caller, unique
from shared_tests.factories import NewArticle
from shared_tests.rules import rule

OPERATION = "getTags"


def listed(caller: Caller, tags: list[str]) -> list[str]:
    """Return those of the tags that the list holds, in its order and as often as it does."""
    response = caller.call(OPERATION)
    assert response.status_code == 200
    return [tag for tag in response.json()["tags"] if tag in tags]


@rule("TAG-1")
def test_200_lists_the_tags_of_a_new_article(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    tags = sorted([unique("tag-"), unique("tag-")])
    assert listed(anonymous, tags) == []

    new_article(alice, tags=tags)

    assert listed(anonymous, tags) == tags


@rule("TAG-1")
def test_200_lists_a_tag_of_several_articles_once(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    tag = unique("tag-")
    for author in [alice, alice, bob]:
        new_article(author, tags=[tag])

    assert listed(anonymous, [tag]) == [tag]


@rule("TAG-1")
def test_200_lists_all_tags_of_an_article_with_many(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    tags = sorted(unique("tag-") for _ in range(50))
    new_article(alice, tags=tags)

    assert listed(anonymous, tags) == tags


@rule("TAG-1")
def test_200_lists_tags_as_stored(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    tag = unique("Ünï cödé 🎉 ")
    new_article(alice, tags=[f"  {tag} ", " ", ""])

    tags = anonymous.call(OPERATION).json()["tags"]

    assert tag in tags
    assert "" not in tags


@rule("TAG-2")
def test_200_puts_the_most_used_first(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    name = unique()
    # In the order of their names the tags would stand the other way round.
    once, twice, thrice = f"{name}-a", f"{name}-b", f"{name}-c"
    new_article(alice, tags=[once, twice, thrice])
    new_article(alice, tags=[twice, thrice])
    new_article(bob, tags=[thrice])

    assert listed(anonymous, [once, twice, thrice]) == [thrice, twice, once]


@rule("TAG-2")
def test_200_orders_equally_used_tags_by_code_point(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    name = unique()
    # A collation would put "Z" behind "a", and "é" before "z".
    tags = [f"{name}{ending}" for ending in ["-", "1", "B", "Z", "_", "a", "z", "é", "日", "🎉"]]
    new_article(alice, tags=list(reversed(tags)))

    assert listed(anonymous, tags) == tags


@rule("TAG-2")
def test_200_moves_a_tag_up_when_it_is_used_more(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    first, second = sorted([unique("tag-"), unique("tag-")])
    new_article(alice, tags=[first, second])
    assert listed(anonymous, [first, second]) == [first, second]

    new_article(alice, tags=[second])

    assert listed(anonymous, [first, second]) == [second, first]


@rule("TAG-2")
def test_200_does_not_count_favourites_and_comments(
    anonymous: Caller, alice: Account, bob: Account, new_article: NewArticle
) -> None:
    popular, used = unique("tag-"), unique("tag-")
    liked = new_article(alice, tags=[popular])
    for _ in range(2):
        new_article(alice, tags=[used])
    for reader in [alice, bob]:
        reader.call("createArticleFavorite", slug=liked.slug)
        reader.call("createArticleComment", slug=liked.slug, json={"comment": {"body": "Yes."}})

    assert listed(anonymous, [popular, used]) == [used, popular]


@rule("TAG-3", "ART-20")
def test_200_drops_a_tag_with_its_last_article(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    tag = unique("tag-")
    first, last = new_article(alice, tags=[tag]), new_article(alice, tags=[tag])

    alice.call("deleteArticle", slug=first.slug)
    assert listed(anonymous, [tag]) == [tag]

    alice.call("deleteArticle", slug=last.slug)
    assert listed(anonymous, [tag]) == []


@rule("TAG-3")
def test_200_drops_a_tag_that_the_last_article_gives_up(
    anonymous: Caller, alice: Account, new_article: NewArticle
) -> None:
    old, kept, new = unique("tag-"), unique("tag-"), unique("tag-")
    article = new_article(alice, tags=[old, kept])

    update = {"article": {"tagList": [kept, new]}}
    alice.call("updateArticle", slug=article.slug, json=update)

    assert listed(anonymous, [old, kept, new]) == sorted([kept, new])


def test_200_whoever_asks(anonymous: Caller, alice: Account, new_article: NewArticle) -> None:
    tag = unique("tag-")
    new_article(alice, tags=[tag])

    assert listed(anonymous, [tag]) == [tag]
    assert listed(alice, [tag]) == [tag]
    assert listed(anonymous.with_token("garbage"), [tag]) == [tag]
