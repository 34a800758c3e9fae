"""The order of checks, and what is refused, accepted or changed (by the reference)."""

from shared_tests.mutants.mutant import Mutant, fault

EARLIER = "order_of_checks::test_the_earlier_check_is_answered[*{}*]"


def _order(name: str, operations: str, damage: str, told_by: str) -> Mutant:
    first, _, second = name.partition("-")[2].partition("-")
    return fault(
        "precedence", name, operations, damage, told_by, f"*::test_{second}_wins_*{first}*"
    )


PRECEDENCE = (
    _order(
        "404-before-401",
        "followUserByUsername updateArticle deleteArticle createArticleFavorite "
        "deleteArticleFavorite createArticleComment deleteArticleComment",
        "Whether something is there is told to those without a token.",
        "*::test_401_wins_over_404* " + EARLIER.format("-401-before-404"),
    ),
    _order(
        "413-after-404",
        "createArticleComment updateArticle",
        "A body that is too large is noticed after an unknown article.",
        EARLIER.format("-413-before-404"),
    ),
    _order(
        "415-before-404",
        "createArticleComment updateArticle",
        "The media type is looked at before the article.",
        "*::test_404_wins_over_415_and_422 " + EARLIER.format("-404-before-415"),
    ),
    _order(
        "415-before-403",
        "updateArticle",
        "The media type is looked at before the permission.",
        "update_article::test_403_wins_over_415_and_422 " + EARLIER.format("-403-before-415"),
    ),
    _order(
        "422-before-415",
        "login createUser updateCurrentUser createArticle updateArticle createArticleComment",
        "The body is read whatever it is declared to be, and judged first.",
        "*::test_415_wins_over_422 " + EARLIER.format("-415-before-422"),
    ),
    _order(
        "422-before-403",
        "updateArticle",
        "The body is judged before the permission.",
        "update_article::test_403_wins_over_415_and_422 " + EARLIER.format("-403-before-422"),
    ),
    _order(
        "401-after-422",
        "updateCurrentUser createArticle getArticlesFeed",
        "The body or the query is judged before the token.",
        "*::test_401_wins_over_*422 " + EARLIER.format("-401-before-422"),
    ),
)

VALIDATION = (
    fault(
        "validation",
        "any-media-type",
        "",
        "A body of any media type is read.",
        "bodies::test_415_* *::test_415_body_of_another_media_type",
    ),
    fault(
        "validation",
        "envelope-optional",
        "",
        "Fields may stand at the top, without their envelope.",
        "bodies::test_422_without_its_envelope",
    ),
    fault(
        "validation",
        "unknown-key-refused",
        "",
        "An unknown key is refused.",
        "bodies::test_unknown_keys_are_ignored *::test_20?_ignores_unknown_keys",
    ),
    fault(
        "validation",
        "first-error-only",
        "",
        "Of several fields that are wrong one is told.",
        "*::test_422_names_every_field_* fields::test_422_every_blank_field_at_once",
        "fields::test_422_one_key_for_each_thing_that_is_wrong",
    ),
    fault(
        "validation",
        "bytes-replaced",
        "",
        "Bytes that are not UTF-8 are replaced.",
        "bodies::test_422_no_json_object[*latin-1*] bodies::test_422_no_json_object[*surrogate*]",
        "bodies::test_422_no_json_object[*byte*]",
    ),
    fault(
        "validation",
        "nan-read",
        "",
        "NaN is taken for JSON.",
        "bodies::test_422_no_json_object[*nan*] bodies::test_422_no_json_object[*infinity*]",
    ),
    fault(
        "validation",
        "number-taken-for-text",
        "",
        "A number is taken for a text.",
        "fields::test_422_no_text *::test_422_wrong_type",
    ),
    fault(
        "validation",
        "nul-accepted",
        "createUser login updateCurrentUser createArticle updateArticle createArticleComment",
        "Text with U+0000 is stored.",
        "*::test_422_not_storable text::test_422_text_that_cannot_be_stored",
        "",
    ),
    fault(
        "validation",
        "blank-accepted",
        "createArticle updateArticle createArticleComment",
        "A text of blanks is no blank.",
        "*::test_422_blank[*white-space*]",
        "fields::test_422_blank",
    ),
    fault(
        "validation",
        "one-too-long-accepted",
        "",
        "A text may be one character too long.",
        "fields::test_422_too_long *::test_422_too_long",
        "*::test_422_out_of_bounds",
    ),
    fault(
        "validation",
        "one-too-short-accepted",
        "createUser updateCurrentUser",
        "A password may be one character too short.",
        "fields::test_422_too_short create_user::test_422_too_short_or_too_long[*password-of-7*]",
        "",
    ),
    fault(
        "validation",
        "counted-in-utf-16",
        "",
        "Length is counted in UTF-16, where an emoji is two.",
        "fields::test_a_text_of_the_largest_length *::test_201_takes_the_shortest_*[*emoji*]",
    ),
    fault(
        "validation",
        "nothing-trimmed",
        "createUser login createArticle updateArticle updateCurrentUser",
        "Texts are stored with the blanks around them.",
        "*::test_20?_trims*",
        "",
    ),
    fault(
        "validation",
        "everything-trimmed",
        "createUser createArticle updateArticle createArticleComment",
        "Passwords and bodies are trimmed too.",
        "*::test_201_keeps_the_body_as_given create_user::test_201_does_not_trim_the_password "
        "update_article::test_200_trims_title_and_description_and_keeps_the_body",
        "",
    ),
    fault(
        "validation",
        "blank-bio-kept",
        "updateCurrentUser",
        "A blank bio or image is an empty text.",
        "update_current_user::test_200_stores_a_blank_as_null",
    ),
    fault(
        "validation",
        "comment-id-read-loosely",
        "deleteArticleComment",
        "What begins with a number is the id of a comment.",
        "delete_article_comment::test_404_nearly_the_id",
        "delete_article_comment::test_404_no_such_id",
    ),
)

MUTANTS = (*PRECEDENCE, *VALIDATION)
