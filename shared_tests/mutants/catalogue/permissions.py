"""Somebody else's things, and the same call again (by the reference)."""

from shared_tests.mutants.mutant import fault

OWNERSHIP = (
    fault(
        "ownership",
        "foreign-updateArticle",
        "updateArticle",
        "Anybody may change an article.",
        "update_article::test_403_by_somebody_else",
        "update_article::test_403_* order_of_checks::*[*updateArticle*403*]",
    ),
    fault(
        "ownership",
        "foreign-deleteArticle",
        "deleteArticle",
        "Anybody may delete an article.",
        "delete_article::test_403_by_somebody_else",
    ),
    fault(
        "ownership",
        "foreign-deleteArticleComment",
        "deleteArticleComment",
        "Anybody may delete a comment.",
        "delete_article_comment::test_403_by_somebody_else",
        "delete_article_comment::test_20* delete_article_comment::test_403_*",
    ),
    fault(
        "ownership",
        "articles-author-deletes-comments",
        "deleteArticleComment",
        "The author of an article may delete others' comments on it.",
        "delete_article_comment::test_403_by_the_articles_author",
    ),
    fault(
        "ownership",
        "404-for-403",
        "updateArticle deleteArticle deleteArticleComment",
        "Somebody else's things are not there.",
        "*::test_403_by_somebody_else",
        "*::test_403_*",
    ),
    fault(
        "ownership",
        "unfavourite-for-everybody",
        "deleteArticleFavorite",
        "Taking an article off one's favourites takes it off everybody's.",
        "delete_article_favorite::test_200_leaves_everybody_elses",
    ),
    fault(
        "ownership",
        "unfollow-for-everybody",
        "unfollowUserByUsername",
        "Unfollowing somebody makes everybody unfollow them.",
        "unfollow_user_by_username::test_200_leaves_everybody_elses_following",
    ),
    fault(
        "ownership",
        "comment-of-any-article",
        "deleteArticleComment",
        "A comment is found under any article's slug.",
        "delete_article_comment::test_404_under_another_articles_slug",
        "delete_article_comment::test_404_*",
    ),
)

REPEATS = (
    fault(
        "repeat",
        "follow-toggles",
        "followUserByUsername",
        "Following again unfollows.",
        "follow_user_by_username::test_200_again",
    ),
    fault(
        "repeat",
        "unfollow-again-refused",
        "unfollowUserByUsername",
        "Unfollowing somebody who is not followed answers 404.",
        "unfollow_user_by_username::test_200_again unfollow_user_by_username::test_200_never_*",
    ),
    fault(
        "repeat",
        "favourite-counts-again",
        "createArticleFavorite",
        "Favouriting again counts again.",
        "create_article_favorite::test_200_again",
    ),
    fault(
        "repeat",
        "unfavourite-again-refused",
        "deleteArticleFavorite",
        "Taking off what is no favourite answers 404.",
        "delete_article_favorite::test_200_again delete_article_favorite::test_200_never_*",
    ),
    fault(
        "repeat",
        "delete-again-succeeds",
        "deleteArticle",
        "Deleting an article that is gone answers 204.",
        "delete_article::test_404_again_for_whoever_asks",
    ),
    fault(
        "repeat",
        "same-comment-merged",
        "createArticleComment",
        "The same comment again is the first one.",
        "create_article_comment::test_201_the_same_again_is_another_comment",
    ),
    fault(
        "repeat",
        "same-title-refused",
        "createArticle",
        "The same title again is refused.",
        "create_article::test_201_the_same_title_again_gets_a_suffix",
    ),
)

MUTANTS = (*OWNERSHIP, *REPEATS)
