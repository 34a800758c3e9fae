"""Yesterday's answers, and more than anybody should see (by the proxy)."""

from shared_tests.mutants.damage import (
    added,
    each,
    first_answer_forever,
    of_author,
)
from shared_tests.mutants.mutant import Damage, Mutant, proxied

ARGON2_HASH = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA"
AGAIN = "reading_again::test_200_a_change_shows_where_it_was_read_before[{}]"


def _stale(operation: str, told_by: str = AGAIN) -> Mutant:
    return proxied(
        "stale",
        f"{operation}-stale",
        operation,
        f"{operation} answers each caller what it first answered them, whatever has changed.",
        told_by.format(operation),
        spoil=first_answer_forever(),
    )


def _leak(name: str, operations: str, damage: str, told_by: str, spoil: Damage) -> Mutant:
    return proxied("leak", name, operations, damage, told_by, spoil=spoil)


STALE = (
    _stale("getCurrentUser"),
    _stale("getProfileByUsername"),
    _stale("getArticle"),
    _stale("getArticles"),
    _stale("getArticlesFeed"),
    _stale("getArticleComments"),
    _stale("getTags", "get_tags::test_200_drops_* get_tags::test_200_moves_a_tag_up_*"),
)

LEAKS = (
    _leak(
        "body-in-lists",
        "getArticles",
        "Articles in lists carry their `body`.",
        "get_articles::test_200_returns_every_field_but_the_body",
        added(body="At length."),
    ),
    _leak(
        "body-in-the-feed",
        "getArticlesFeed",
        "Articles in the feed carry their `body`.",
        "get_articles_feed::test_200_returns_every_field_but_the_body",
        added(body="At length."),
    ),
    _leak(
        "password-hash-on-login",
        "login",
        "The password's hash is sent along.",
        "login::test_200_returns_the_user login::test_200_does_not_send_the_password_back",
        added(password=ARGON2_HASH),
    ),
    _leak(
        "password-hash-on-registration",
        "createUser",
        "The password's hash is sent along.",
        "create_user::test_201_returns_the_user create_user::test_201_does_not_send_*",
        added(password=ARGON2_HASH),
    ),
    _leak(
        "id-of-a-user",
        "getCurrentUser updateCurrentUser",
        "A user shows their id.",
        "*_current_user::test_200_returns_the_user* *_user::test_200_changes_all_keys_*",
        added(id=1),
    ),
    _leak(
        "email-in-profiles",
        "getProfileByUsername followUserByUsername unfollowUserByUsername",
        "A profile shows the e-mail address.",
        "*_by_username::test_200_returns_the_profile*",
        added(email="jake@jake.jake"),
    ),
    _leak(
        "email-of-a-comments-author",
        "getArticleComments createArticleComment",
        "A comment's author shows the e-mail address.",
        "get_article_comments::test_200_returns_* create_article_comment::test_201_returns_*",
        of_author(lambda author: author.update(email="jake@jake.jake")),
    ),
    _leak(
        "email-of-an-articles-author",
        "getArticle createArticle updateArticle",
        "An article's author shows the e-mail address.",
        "get_article::test_200_returns_* create_article::test_201_returns_the_article",
        of_author(lambda author: author.update(email="jake@jake.jake")),
    ),
    _leak(
        "who-favourited",
        "createArticleFavorite deleteArticleFavorite",
        "An article tells the ids of everybody whose favourite it is.",
        "*_article_favorite::test_200_returns_the_article_*",
        each(lambda thing: thing.update(favoritedBy=[1, 2])),
    ),
)

MUTANTS = (*STALE, *LEAKS)
