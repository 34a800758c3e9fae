"""Fields dropped, renamed, of another type, or null (by the proxy)."""

from shared_tests.mutants.damage import (
    dropped,
    mapped,
    on_success,
    renamed,
)
from shared_tests.mutants.mutant import Damage, Mutant, proxied


def _field(name: str, operation: str, damage: str, told_by: str, spoil: Damage) -> Mutant:
    return proxied("field", name, operation, damage, told_by, spoil=spoil)


FIELDS = (
    _field(
        "login-without-a-token",
        "login",
        "The user who has logged in gets no token.",
        "login::test_200_carries_a_token_that_is_good",
        dropped("token"),
    ),
    _field(
        "login-with-an-empty-token",
        "login",
        "The token is an empty text.",
        "login::test_200_carries_a_token_that_is_good",
        mapped("token", lambda _: ""),
    ),
    _field(
        "new-user-without-an-image",
        "createUser",
        "A new user has no `image`, where null is right.",
        "create_user::test_201_returns_the_user",
        dropped("image"),
    ),
    _field(
        "email-called-mail",
        "getCurrentUser",
        "`email` is called `mail`.",
        "get_current_user::test_200_returns_the_user*",
        renamed("email", "mail"),
    ),
    _field(
        "no-bio-is-an-empty-text",
        "updateCurrentUser",
        "A bio that is not there is an empty text, where null is right.",
        "update_current_user::test_200_stores_a_blank_as_null",
        mapped("bio", lambda bio: bio or ""),
    ),
    _field(
        "following-as-text",
        "getProfileByUsername",
        '`following` is "true" or "false".',
        "get_profile_by_username::test_200_following_*",
        mapped("following", lambda following: str(following).lower()),
    ),
    _field(
        "following-null",
        "followUserByUsername",
        "`following` is null.",
        "follow_user_by_username::test_200_returns_the_profile_now_followed",
        mapped("following", lambda _: None),
    ),
    _field(
        "profile-without-a-bio",
        "unfollowUserByUsername",
        "The profile has no `bio`.",
        "unfollow_user_by_username::test_200_returns_the_profile*",
        dropped("bio"),
    ),
    _field(
        "count-called-otherwise",
        "getArticles",
        "`articlesCount` is called `count`.",
        "get_articles::test_200_returns_every_field_but_the_body",
        on_success(lambda d: {"articles": d["articles"], "count": d["articlesCount"]}),
    ),
    _field(
        "list-without-descriptions",
        "getArticlesFeed",
        "Articles in the feed have no `description`.",
        "get_articles_feed::test_200_returns_every_field_but_the_body",
        dropped("description"),
    ),
    _field(
        "count-as-text",
        "createArticle",
        "`favoritesCount` is a text.",
        "create_article::test_201_returns_the_article",
        mapped("favoritesCount", str),
    ),
    _field(
        "tags-in-snake-case",
        "getArticle",
        "`tagList` is called `tag_list`.",
        "get_article::test_200_returns_the_article",
        renamed("tagList", "tag_list"),
    ),
    _field(
        "article-without-its-envelope",
        "getArticle",
        "The article stands at the top, not under `article`.",
        "get_article::test_200_returns_the_article",
        on_success(lambda document: document["article"]),
    ),
    _field(
        "author-by-name-only",
        "updateArticle",
        "`author` is the username alone.",
        "update_article::test_200_changes_*",
        mapped("author", lambda author: author["username"]),
    ),
    _field(
        "update-without-a-body",
        "updateArticle",
        "The article has no `body` after an update.",
        "update_article::test_200_changes_*",
        dropped("body"),
    ),
    _field(
        "favourites-not-counted",
        "createArticleFavorite",
        "`favoritesCount` is null.",
        "create_article_favorite::test_200_returns_the_article_now_a_favourite",
        mapped("favoritesCount", lambda _: None),
    ),
    _field(
        "favorited-as-a-number",
        "deleteArticleFavorite",
        "`favorited` is 0 or 1.",
        "delete_article_favorite::test_200_returns_the_article_no_longer_a_favourite",
        mapped("favorited", int),
    ),
    _field(
        "comment-ids-as-text",
        "getArticleComments",
        "The id of a comment is a text.",
        "get_article_comments::test_200_returns_the_comments_as_they_were_made",
        mapped("id", str),
    ),
    _field(
        "comment-without-its-author",
        "createArticleComment",
        "A new comment has no `author`.",
        "create_article_comment::test_201_returns_the_comment_with_its_author",
        dropped("author"),
    ),
    _field(
        "comment-body-called-text",
        "createArticleComment",
        "`body` is called `text`.",
        "create_article_comment::test_201_returns_the_comment_with_its_author",
        renamed("body", "text"),
    ),
    _field(
        "tags-as-objects",
        "getTags",
        "Each tag is an object with a name.",
        "get_tags::test_200_lists_*",
        on_success(lambda document: {"tags": [{"name": tag} for tag in document["tags"]]}),
    ),
    _field(
        "tag-list-as-text",
        "getArticles",
        "The tags of an article are one text, with commas.",
        "get_articles::test_200_returns_every_field_but_the_body",
        mapped("tagList", ",".join),
    ),
)

MUTANTS = FIELDS
