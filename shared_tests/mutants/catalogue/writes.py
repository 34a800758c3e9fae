"""Writes that are lost, and what they do to times (by the reference)."""

from shared_tests.mutants.mutant import Mutant, fault


def _lost(operation: str, damage: str, told_by: str, also: str | None = None) -> Mutant:
    return fault("persistence", f"lost-{operation}", operation, damage, told_by, also)


PERSISTENCE = (
    _lost(
        "createUser",
        "A new user is answered and not stored.",
        "create_user::test_201_makes_a_user_who_can_log_in create_user::test_201_makes_a_profile",
    ),
    _lost(
        "updateCurrentUser",
        "Changes to one's account are answered and not stored.",
        "update_current_user::test_200_changes_* get_current_user::test_200_*_as_last_changed",
    ),
    fault(
        "persistence",
        "lost-password",
        "updateCurrentUser",
        "A new password is not stored.",
        "update_current_user::test_200_logs_in_with_the_new_password_only",
    ),
    _lost(
        "createArticle",
        "A new article is answered and not stored.",
        "create_article::test_201_everybody_can_read_it",
    ),
    _lost(
        "updateArticle",
        "Changes to an article are answered and not stored.",
        "update_article::test_200_changes_*",
    ),
    _lost(
        "deleteArticle",
        "A deleted article is still there.",
        "delete_article::test_204_the_article_is_gone",
    ),
    _lost(
        "createArticleComment",
        "A new comment is answered and not stored.",
        "create_article_comment::test_201_returns_the_comment_with_its_author",
        "create_article_comment::test_201_* get_article_comments::test_200_*",
    ),
    _lost(
        "deleteArticleComment",
        "A deleted comment is still there.",
        "delete_article_comment::test_204_answers_without_a_body_and_the_comment_is_gone",
    ),
    _lost(
        "followUserByUsername",
        "Following is answered and not stored.",
        "get_profile_by_username::test_200_following_is_the_viewers "
        "follow_user_by_username::test_200_returns_the_profile_now_followed",
    ),
    _lost(
        "unfollowUserByUsername",
        "Unfollowing is answered and not stored.",
        "get_profile_by_username::test_200_following_ends_with_unfollowing",
    ),
    _lost(
        "createArticleFavorite",
        "A favourite is answered and not stored.",
        "create_article_favorite::test_200_returns_the_article_now_a_favourite",
    ),
    _lost(
        "deleteArticleFavorite",
        "A favourite stays one after it was taken off.",
        "delete_article_favorite::test_200_returns_the_article_no_longer_a_favourite",
    ),
    fault(
        "persistence",
        "update-before-409",
        "updateCurrentUser",
        "An update that is refused with 409 is stored in part.",
        "update_current_user::test_409_taken update_current_user::test_409_changes_nothing_*",
    ),
    fault(
        "persistence",
        "missing-keys-cleared",
        "updateCurrentUser",
        "An update clears what it does not carry.",
        "update_current_user::test_200_changes_one_key_and_leaves_the_others",
    ),
    fault(
        "persistence",
        "tags-dropped-by-update",
        "updateArticle",
        "An update without tags clears them.",
        "update_article::test_200_changes_one_key_and_leaves_the_others",
    ),
    fault(
        "persistence",
        "successor-inherits",
        "deleteArticle createArticle",
        "An article under a deleted one's slug gets its comments and favourites.",
        "delete_article::test_204_a_successor_inherits_nothing",
        "delete_article::test_204_*",
    ),
    fault(
        "persistence",
        "tags-outlive-articles",
        "getTags deleteArticle",
        "Tags of deleted articles are still listed.",
        "get_tags::test_200_drops_a_tag_with_its_last_article delete_article::test_204_with_*",
    ),
    fault(
        "persistence",
        "all-own-comments-deleted",
        "deleteArticleComment",
        "With a comment all others of its author go.",
        "delete_article_comment::test_204_leaves_the_other_comments",
    ),
)

TIME = (
    fault(
        "time",
        "updated-at-frozen",
        "updateArticle",
        "`updatedAt` never moves.",
        "update_article::test_200_updated_at_moves_and_created_at_does_not",
    ),
    fault(
        "time",
        "updated-at-moves-without-a-change",
        "updateArticle",
        "An update without keys moves `updatedAt`.",
        "update_article::test_200_changes_nothing_without_keys",
    ),
    fault(
        "time",
        "updated-at-blind-to-tags",
        "updateArticle",
        "New tags alone do not move `updatedAt`.",
        "update_article::test_200_updated_at_moves_when_only_tags_change",
    ),
    fault(
        "time",
        "created-at-moves",
        "updateArticle",
        "An update moves `createdAt`.",
        "update_article::test_200_updated_at_moves_and_created_at_does_not",
    ),
    fault(
        "time",
        "favourite-moves-updated-at",
        "createArticleFavorite",
        "A favourite moves `updatedAt`.",
        "create_article_favorite::test_200_moves_neither_time",
    ),
    fault(
        "time",
        "unfavourite-moves-updated-at",
        "deleteArticleFavorite",
        "A favourite taken off moves `updatedAt`.",
        "delete_article_favorite::test_200_moves_neither_time",
    ),
    fault(
        "time",
        "comment-moves-updated-at",
        "createArticleComment",
        "A comment moves the article's `updatedAt`.",
        "create_article_comment::test_201_does_not_touch_the_article",
    ),
)

MUTANTS = (*PERSISTENCE, *TIME)
