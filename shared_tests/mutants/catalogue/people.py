"""Tokens, passwords, names, and who follows whom (by the reference)."""

from shared_tests.mutants.mutant import fault

REFUSED = "tokens::test_401_with_a_bad_token[*{}*]"
SPELT = "tokens::test_either_scheme_in_any_case tokens::test_200_either_scheme_tells_*"

TOKENS = (
    fault(
        "token",
        "signature-ignored",
        "",
        "A token's signature is not looked at.",
        REFUSED.format("another-key") + " tokens::test_401_with_a_part_of_somebody_elses_token",
        "*::test_401_with_a_bad_token",
    ),
    fault(
        "token",
        "unsigned-accepted",
        "",
        "A token that says that it is unsigned is taken.",
        REFUSED.format("unsigned"),
    ),
    fault(
        "token",
        "any-algorithm",
        "",
        "A token signed with another algorithm is taken.",
        REFUSED.format("hs"),
    ),
    fault("token", "expiry-ignored", "", "Tokens never expire.", REFUSED.format("expir")),
    fault(
        "token",
        "unknown-subject-is-somebody",
        "",
        "A token of nobody counts as the first user's.",
        REFUSED.format("subject-of-nobody"),
        REFUSED.format("subject"),
    ),
    fault(
        "token",
        "login-token-of-somebody-else",
        "login",
        "Logging in gives the first user's token.",
        "login::test_200_carries_a_token_that_is_good",
    ),
    fault(
        "token",
        "one-token-at-a-time",
        "login getCurrentUser updateCurrentUser",
        "A new token makes the earlier ones useless.",
        "login::test_200_leaves_earlier_tokens_good *_user::test_200_*earlier_*",
    ),
    fault(
        "token",
        "bearer-unknown",
        "",
        "`Bearer` is no scheme.",
        SPELT,
    ),
    fault(
        "token",
        "scheme-case-counts",
        "",
        "The scheme is known in one spelling only.",
        SPELT,
    ),
    fault(
        "token",
        "any-scheme",
        "",
        "A token is taken under other schemes too.",
        "tokens::test_401_something_else_than_a_token",
        "tokens::test_200_something_else_than_a_token_counts_as_none",
    ),
    fault(
        "token",
        "bad-token-refused-everywhere",
        "getArticle getArticles getProfileByUsername getArticleComments",
        "A bad token is refused where none is needed.",
        "*::test_200_a_bad_token_counts_as_none*",
    ),
)

CREDENTIALS = (
    fault(
        "token",
        "unknown-email-told",
        "login",
        "A login tells whether the e-mail address is known.",
        "login::test_401_says_the_same_for_both login::test_401_unknown_email_address",
    ),
    fault(
        "token",
        "username-logs-in",
        "login",
        "The username is taken in the place of the e-mail address.",
        "login::test_401_username_in_the_place_of_the_email_address",
    ),
    fault(
        "token",
        "password-letter-case-ignored",
        "login createUser",
        "The letter case of a password does not count.",
        "login::test_401_nearly_the_password",
    ),
    fault(
        "token",
        "password-cut-at-72-bytes",
        "createUser login",
        "What stands behind the first 72 bytes of a password does not count.",
        "create_user::test_201_every_character_of_a_password_counts",
    ),
)

CONFLICTS = (
    fault(
        "conflict",
        "taken-username-accepted",
        "createUser",
        "Two users may have one username.",
        "create_user::test_409_taken*",
    ),
    fault(
        "conflict",
        "taken-email-accepted",
        "updateCurrentUser",
        "Two users may have one e-mail address.",
        "update_current_user::test_409_*",
    ),
    fault(
        "conflict",
        "one-conflict-told",
        "createUser updateCurrentUser",
        "Of two names that are taken one is told.",
        "create_user::test_409_taken_by_two_different_users *_user::test_409_taken",
    ),
    fault(
        "conflict",
        "own-name-conflicts",
        "updateCurrentUser",
        "One's own name is taken.",
        "update_current_user::test_200_ones_own_names_are_no_conflict",
    ),
    fault(
        "conflict",
        "names-in-any-case",
        "createUser updateCurrentUser",
        "A name in another letter case is taken.",
        "create_user::test_201_letter_case_makes_another_name "
        "update_current_user::test_200_another_letter_case_is_another_name",
    ),
)

VIEWERS = (
    fault(
        "viewer",
        "following-both-ways",
        "followUserByUsername getProfileByUsername",
        "Who is followed follows back by it.",
        "follow_user_by_username::test_200_goes_one_way *::test_200_following_goes_one_way",
    ),
    fault(
        "viewer",
        "oneself-not-followed",
        "followUserByUsername",
        "Nobody may follow themselves.",
        "follow_user_by_username::test_200_oneself",
    ),
    fault(
        "viewer",
        "own-article-no-favourite",
        "createArticleFavorite",
        "Nobody may favourite their own article.",
        "create_article_favorite::test_200_ones_own_article",
    ),
    fault(
        "viewer",
        "favorited-by-anybody",
        "getArticle getArticles",
        "`favorited` is true when it is anybody's favourite.",
        "get_article::test_200_favorited_is_the_viewers "
        "get_articles::test_200_favorited_and_following_are_the_viewers",
    ),
    fault(
        "viewer",
        "comments-seen-by-the-author",
        "getArticleComments createArticleComment",
        "Comments are shown as the article's author sees them.",
        "get_article_comments::test_200_following_is_the_viewers "
        "create_article_comment::test_201_shows_the_author_as_the_viewer_sees_them",
    ),
)

MUTANTS = (*TOKENS, *CREDENTIALS, *CONFLICTS, *VIEWERS)
