"""Statuses swapped, one operation at a time and all over (by the proxy)."""

from http import HTTPStatus

from shared_tests.mutants.damage import instead, on_errors, status
from shared_tests.mutants.messages import Request, Response
from shared_tests.mutants.mutant import Mutant, proxied

CHECKS = "order_of_checks::test_each_check_is_answered_alone"


def _swap(operation: str, old: int, new: int, told_by: str) -> Mutant:
    return proxied(
        "status",
        f"{operation}-{old}-as-{new}",
        operation,
        f"{operation} answers {new} where {old} is right.",
        told_by,
        f"{CHECKS}[*{operation}-*]" if old >= HTTPStatus.BAD_REQUEST else None,
        spoil=instead(old, new, None) if new == HTTPStatus.NO_CONTENT else status(old, new),
    )


def _helpful_redirect(request: Request, response: Response) -> None:
    if response.status == HTTPStatus.NOT_FOUND and request.path.endswith("/"):
        response.status = HTTPStatus.PERMANENT_REDIRECT
        response.set_header("Location", request.path.rstrip("/"))


SWAPPED = (
    ("login", 200, 201, "login::test_200_returns_the_user"),
    ("login", 401, 422, "login::test_401_*"),
    ("createUser", 201, 200, "create_user::test_201_returns_the_user"),
    ("createUser", 409, 422, "create_user::test_409_taken*"),
    ("getCurrentUser", 401, 403, "get_current_user::test_401_*"),
    ("updateCurrentUser", 409, 422, "update_current_user::test_409_*"),
    ("updateCurrentUser", 200, 204, "update_current_user::test_200_changes_*"),
    ("getProfileByUsername", 404, 422, "get_profile_by_username::test_404_*"),
    ("followUserByUsername", 200, 201, "follow_user_by_username::test_200_returns_the_profile*"),
    ("followUserByUsername", 404, 422, "follow_user_by_username::test_404_*"),
    ("unfollowUserByUsername", 200, 204, "unfollow_user_by_username::test_200_returns_*"),
    ("getArticles", 422, 400, "get_articles::test_422_* paging::test_422_*"),
    ("getArticlesFeed", 401, 404, "get_articles_feed::test_401_*"),
    ("createArticle", 201, 200, "create_article::test_201_returns_the_article"),
    ("getArticle", 404, 410, "get_article::test_404_*"),
    ("updateArticle", 403, 401, "update_article::test_403_*"),
    ("deleteArticle", 204, 200, "delete_article::test_204_answers_without_a_body"),
    ("deleteArticle", 403, 404, "delete_article::test_403_by_somebody_else"),
    ("createArticleFavorite", 200, 201, "create_article_favorite::test_200_returns_*"),
    ("deleteArticleFavorite", 200, 204, "delete_article_favorite::test_200_returns_*"),
    ("createArticleComment", 201, 200, "create_article_comment::test_201_returns_*"),
    ("deleteArticleComment", 204, 200, "delete_article_comment::test_204_answers_*"),
    ("deleteArticleComment", 403, 404, "delete_article_comment::test_403_*"),
    ("getTags", 200, 203, "get_tags::test_200_*"),
)

PROBLEM = "fields::test_422_one_key_for_each_thing_that_is_wrong *::test_422_names_every_field_*"

MUTANTS = (
    *(_swap(*row) for row in SWAPPED),
    proxied(
        "status",
        "comments-of-nothing-are-empty",
        "getArticleComments",
        "An unknown article has an empty list of comments.",
        "get_article_comments::test_404_*",
        spoil=instead(404, 200, {"comments": []}),
    ),
    proxied(
        "status",
        "bad-request-for-422",
        "",
        "Whatever is answered 422 is answered 400.",
        "*::test_422_names_* bodies::test_422_without_its_envelope fields::test_422_missing",
        spoil=status(422, 400),
    ),
    proxied(
        "status",
        "unsupported-media-type-as-422",
        "",
        "A body of another media type answers 422.",
        "bodies::test_415_* *::test_415_body_of_another_media_type",
        spoil=status(415, 422),
    ),
    proxied(
        "status",
        "too-large-as-400",
        "",
        "A body that is too large answers 400.",
        "bodies::test_413_* *::test_413_*",
        spoil=status(413, 400),
    ),
    proxied(
        "status",
        "unknown-method-as-404",
        "",
        "A method that a path does not have answers 404.",
        "paths::test_405_*",
        spoil=status(405, 404),
    ),
    proxied(
        "status",
        "trailing-slash-redirects",
        "",
        "A path with a trailing slash is redirected to the one without.",
        "paths::test_404_trailing_slash*",
        "paths::test_404_unknown_path*",
        spoil=_helpful_redirect,
    ),
    proxied(
        "status",
        "errors-in-a-list",
        "",
        "Errors are a list of texts, without their keys.",
        PROBLEM,
        "*::test_401_without_a_token *::test_404_unknown_*",
        spoil=on_errors(lambda _: {"errors": ["is invalid"]}),
    ),
    proxied(
        "status",
        "errors-as-detail",
        "",
        "Errors stand under `detail`, as a framework has them.",
        PROBLEM,
        "*::test_401_without_a_token *::test_404_unknown_*",
        spoil=on_errors(lambda document: {"detail": document["errors"]}),
    ),
    proxied(
        "status",
        "errors-in-other-words",
        "",
        "Messages are a framework's own, and not those of the rules.",
        "*::test_422_names_every_field_that_is_blank fields::test_422_missing",
        "*::test_404_unknown_* *::test_401_without_a_token",
        spoil=on_errors(lambda d: {"errors": {k: ["Field required"] for k in d["errors"]}}),
    ),
)
