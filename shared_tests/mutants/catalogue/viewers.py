"""What is shown to whom (by the proxy)."""

from shared_tests.mutants.damage import (
    anonymously,
    mapped,
    of_author,
)
from shared_tests.mutants.mutant import proxied

VIEWERS = (
    proxied(
        "viewer",
        "article-seen-by-nobody",
        "getArticle",
        "An article is shown to everybody as to somebody without a token.",
        "get_article::test_200_favorited_is_the_viewers get_article::test_200_following_is_*",
        alter=anonymously,
    ),
    proxied(
        "viewer",
        "list-seen-by-nobody",
        "getArticles",
        "A list is shown to everybody as to somebody without a token.",
        "get_articles::test_200_favorited_and_following_are_the_viewers",
        alter=anonymously,
    ),
    proxied(
        "viewer",
        "profile-seen-by-nobody",
        "getProfileByUsername",
        "`following` is always false.",
        "get_profile_by_username::test_200_following_is_the_viewers",
        alter=anonymously,
    ),
    proxied(
        "viewer",
        "comments-seen-by-nobody",
        "getArticleComments",
        "The author of a comment is never followed.",
        "get_article_comments::test_200_following_is_the_viewers",
        alter=anonymously,
    ),
    proxied(
        "viewer",
        "nothing-favorited-in-the-feed",
        "getArticlesFeed",
        "`favorited` is always false in the feed.",
        "get_articles_feed::test_200_favorited_is_the_viewers",
        spoil=mapped("favorited", lambda _: False),
    ),
    proxied(
        "viewer",
        "authors-of-the-feed-not-followed",
        "getArticlesFeed",
        "`author.following` is false in the feed.",
        "get_articles_feed::test_200_* follow_user_by_username::test_200_shows_in_feed_*",
        spoil=of_author(lambda author: author.update(following=False)),
    ),
    proxied(
        "viewer",
        "author-not-followed-after-favourite",
        "createArticleFavorite deleteArticleFavorite",
        "`author.following` is false when an article is favourited or no longer is.",
        "*_article_favorite::test_200_shows_the_author_as_the_viewer_sees_them",
        spoil=of_author(lambda author: author.update(following=False)),
    ),
    proxied(
        "viewer",
        "new-things-by-nobody-followed",
        "createArticle createArticleComment",
        "`author.following` is false in what one has just written, even when following oneself.",
        "create_article::test_201_shows_the_author_* create_article_comment::test_201_shows_the_*",
        spoil=of_author(lambda author: author.update(following=False)),
    ),
)

MUTANTS = VIEWERS
