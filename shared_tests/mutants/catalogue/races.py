"""What goes wrong only when two come at the same moment (by the reference)."""

from shared_tests.mutants.mutant import Mutant, fault


def _race(operation: str, damage: str, told_by: str) -> Mutant:
    return fault("race", f"race-{operation}", operation, damage, told_by)


MUTANTS = (
    _race(
        "createUser",
        "Two who register at once get one name.",
        "concurrency::test_of_simultaneous_registrations_one_succeeds",
    ),
    _race(
        "updateCurrentUser",
        "Of two changes to different settings at once one is lost.",
        "concurrency::test_changes_of_different_settings_at_once_are_all_kept "
        "concurrency::test_of_simultaneous_changes_to_one_name_one_succeeds",
    ),
    _race(
        "createArticle",
        "Two articles with one title at once get one slug.",
        "concurrency::test_simultaneous_articles_with_one_title_get_slugs_of_their_own",
    ),
    _race(
        "updateArticle",
        "Of two changes to different fields at once one is lost.",
        "concurrency::test_changes_of_different_fields_at_once_are_all_kept",
    ),
    _race(
        "deleteArticle",
        "Two who delete an article at once both succeed.",
        "concurrency::test_of_simultaneous_deletions_one_succeeds",
    ),
    _race(
        "createArticleFavorite",
        "Of favourites at once some are lost.",
        "concurrency::test_simultaneous_favourites_all_count",
    ),
    _race(
        "deleteArticleComment",
        "Two who delete a comment at once both succeed.",
        "concurrency::test_of_simultaneous_deletions_of_a_comment_one_succeeds",
    ),
)
