"""Headers, and cross-origin calls (by the proxy)."""

from http import HTTPStatus

from shared_tests.mutants.damage import with_header, without_header
from shared_tests.mutants.messages import Request, Response
from shared_tests.mutants.mutant import Damage, proxied

ORIGIN = "access-control-allow-origin"
ERRORS = range(400, 600)
SUCCESSES = "*::test_20?_returns_*"


def _preflight(change: Damage) -> Damage:
    def spoil(request: Request, response: Response) -> None:
        if request.method == "OPTIONS":
            change(request, response)

    return spoil


def _without_authorization(_: Request, response: Response) -> None:
    response.set_header("Access-Control-Allow-Headers", "content-type, x-requested-with")


def _body_of_204(_: Request, response: Response) -> None:
    if response.status == HTTPStatus.NO_CONTENT:
        response.status = HTTPStatus.OK
        response.say({})


def _refused_preflight(_: Request, response: Response) -> None:
    response.status = HTTPStatus.UNAUTHORIZED
    response.say({"errors": {"token": ["is missing"]}})


HEADERS = (
    proxied(
        "header",
        "json-as-text",
        "",
        "JSON is declared `text/plain`.",
        SUCCESSES,
        spoil=with_header("Content-Type", "text/plain; charset=utf-8", where="content-type"),
    ),
    proxied(
        "header",
        "errors-as-html",
        "",
        "Errors are declared `text/html`.",
        "*::test_404_unknown_* *::test_401_without_a_token",
        spoil=lambda request, response: (
            with_header("Content-Type", "text/html")(request, response)
            if response.status in ERRORS
            else None
        ),
    ),
    proxied(
        "header",
        "no-media-type",
        "getTags getArticles getArticle",
        "Lists and articles do not say what they are.",
        "get_*::test_200_returns_* get_tags::test_200_lists_*",
        spoil=without_header("content-type"),
    ),
    proxied(
        "header",
        "allow-lost",
        "",
        "405 does not say which methods there are.",
        "paths::test_405_method_that_a_path_does_not_have",
        spoil=without_header("allow"),
    ),
    proxied(
        "header",
        "allow-of-everything",
        "",
        "405 says that every method is there.",
        "paths::test_405_method_that_a_path_does_not_have",
        spoil=with_header("Allow", "GET, POST, PUT, PATCH, DELETE", where="allow"),
    ),
    proxied(
        "header",
        "body-of-a-204",
        "deleteArticle deleteArticleComment",
        "A deletion answers 200 and an empty object.",
        "delete_article*::test_204_answers_without_a_body*",
        spoil=_body_of_204,
    ),
    proxied(
        "header",
        "cookie-set",
        "",
        "Every answer sets a cookie.",
        "cross_origin::test_credentials_of_the_browser_are_not_asked_for",
        spoil=with_header("Set-Cookie", "session=1"),
    ),
)

CROSS_ORIGIN = (
    proxied(
        "cross-origin",
        "origin-lost-on-errors",
        "",
        "Errors may not be read from other origins.",
        "cross_origin::test_every_refusal_may_be_read cross_origin::test_an_unknown_path_*",
        spoil=without_header(ORIGIN, ERRORS),
    ),
    proxied(
        "cross-origin",
        "origin-lost-on-413",
        "",
        "Only the refusal of a body too large may not be read from other origins.",
        "cross_origin::test_every_refusal_may_be_read[*413*]",
        spoil=without_header(ORIGIN, [413]),
    ),
    proxied(
        "cross-origin",
        "origin-lost-on-unknown-methods",
        "",
        "405 may not be read from other origins.",
        "cross_origin::test_an_unknown_path_or_method_may_be_read",
        spoil=without_header(ORIGIN, [405]),
    ),
    proxied(
        "cross-origin",
        "origin-lost-on-success",
        "",
        "Successes may not be read from other origins.",
        "cross_origin::test_every_success_may_be_read",
        spoil=without_header(ORIGIN, range(200, 400)),
    ),
    proxied(
        "cross-origin",
        "origin-lost-on-deletion",
        "deleteArticle deleteArticleComment",
        "Only 204 may not be read from other origins.",
        "cross_origin::test_every_success_may_be_read",
        "",
        spoil=without_header(ORIGIN),
    ),
    proxied(
        "cross-origin",
        "one-origin-only",
        "",
        "One front end alone is allowed.",
        "cross_origin::test_every_success_may_be_read cross_origin::test_200_preflight",
        spoil=with_header(ORIGIN, "https://other.example", where=ORIGIN),
    ),
    proxied(
        "cross-origin",
        "credentials-allowed",
        "",
        "Browsers are told to send credentials.",
        "cross_origin::test_credentials_of_the_browser_are_not_asked_for",
        spoil=with_header("Access-Control-Allow-Credentials", "true"),
    ),
    proxied(
        "cross-origin",
        "authorization-not-allowed",
        "",
        "A preflight does not allow `Authorization`.",
        "cross_origin::test_200_preflight*",
        spoil=_preflight(_without_authorization),
    ),
    proxied(
        "cross-origin",
        "preflight-needs-a-token",
        "",
        "A preflight without a token answers 401.",
        "cross_origin::test_200_preflight*",
        spoil=_preflight(_refused_preflight),
    ),
    proxied(
        "cross-origin",
        "methods-not-allowed",
        "",
        "A preflight allows GET alone.",
        "cross_origin::test_200_preflight",
        spoil=_preflight(with_header("Access-Control-Allow-Methods", "GET")),
    ),
)


MUTANTS = (*HEADERS, *CROSS_ORIGIN)
