"""The console's requests go to the panels and nowhere else, and come from its own pages alone."""

import re

import pytest

from reader.live.guard import LARGEST_BODY
from reader.tests.live.conftest import ADDRESS, Ask, Panelist

SEND = "/live/operations/getArticle"
WISH = {"path": {"slug": "a-slug"}}
TRICKS = [
    "../../../etc/passwd",
    "//evil.example/",
    "@evil.example/",
    "http://evil.example/",
    "a?b#c",
    "a\r\nHost: evil.example\r\n\r\n",
    ":80@evil.example",
    "%2e%2e%2f",
    "\\\\evil.example",
]


def test_a_request_arrives_and_its_answer_comes_back(ask: Ask, panelist: Panelist) -> None:
    answer = ask("POST", SEND, json=WISH | {"token": "t.o.k"}).json()

    assert panelist.lines == ["GET /api/articles/a-slug HTTP/1.1"]
    assert panelist.headers[0]["authorization"] == "Token t.o.k"
    assert answer["answers"][0]["status"] == 200
    assert answer["answers"][0]["trace"] == panelist.headers[0]["traceparent"].split("-")[1]
    assert answer["values"] == {"made-up": {"token": "t.o.k", "username": "jake", "slug": "a-slug"}}


def test_what_the_story_left_is_filled_in(ask: Ask, panelist: Panelist) -> None:
    known = {"values": {"made-up": {"slug": "mine", "token": "own"}, "nobody": {"slug": "x"}}}

    ask("POST", SEND, json={"path": {"slug": "{slug}"}, "token": "{token}", **known})

    assert panelist.lines == ["GET /api/articles/mine HTTP/1.1"]
    assert panelist.headers[0]["authorization"] == "Token own"


def test_the_story_uses_what_the_answers_say(ask: Ask, panelist: Panelist) -> None:
    told = ask("POST", "/live/story", json={}).json()

    assert [step["operation"] for step in told["steps"]] == [
        "createUser", "createArticle", "createArticleComment", "createArticleFavorite",
    ]  # fmt: skip
    assert panelist.lines[2:] == [
        "POST /api/articles/a-slug/comments HTTP/1.1",
        "POST /api/articles/a-slug/favorite HTTP/1.1",
    ]
    assert [headers.get("authorization") for headers in panelist.headers] == [
        None, *["Token t.o.k"] * 3,
    ]  # fmt: skip


def test_a_body_goes_as_it_stands(ask: Ask, panelist: Panelist) -> None:
    ask("POST", "/live/operations/login", json={"body": '{"user": '})

    assert panelist.bodies == [b'{"user": ']


@pytest.mark.parametrize("trick", TRICKS)
def test_no_parameter_leads_elsewhere(ask: Ask, panelist: Panelist, trick: str) -> None:
    answer = ask("POST", SEND, json={"path": {"slug": trick}})

    assert answer.status_code == 200
    (line,) = panelist.lines
    host = panelist.headers[0]["host"]
    assert host == panelist.panel.base_url.removeprefix("http://")
    assert re.fullmatch(r"GET /api/articles/[^/ ]+ HTTP/1\.1", line)


@pytest.mark.parametrize(
    "wish",
    [
        {"path": {}},
        {"path": {"slug": "a", "host": "b"}},
        {"path": {"slug": 1}},
        {"path": ["slug"]},
        {**WISH, "query": {"url": "x"}},
        {**WISH, "base_url": "http://evil.example"},
        {**WISH, "panel": "http://evil.example"},
        {**WISH, "token": "a\r\nHost: evil.example"},
        {**WISH, "body": {}},
        {**WISH, "values": {"made-up": {"slug": 1}}},
        {"path": {"slug": ".."}},
        [],
        "text",
    ],
)
def test_what_makes_no_request_is_refused(ask: Ask, panelist: Panelist, wish: object) -> None:
    answer = ask("POST", SEND, json=wish)

    assert answer.status_code == 422
    assert answer.json()["problem"]
    assert panelist.lines == []


@pytest.mark.parametrize("path", ["http://evil.example/", "//evil.example", "nothing", "../x", ""])
def test_there_are_no_other_operations(ask: Ask, panelist: Panelist, path: str) -> None:
    assert ask("POST", f"/live/operations/{path}", json={}).status_code in {404, 405}
    assert panelist.lines == []


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"path": {"slug": "\\ud800"}}', b"null"])
def test_what_cannot_be_read_is_refused(ask: Ask, panelist: Panelist, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}

    assert ask("POST", SEND, content=body, headers=headers).status_code == 422
    assert panelist.lines == []


def test_a_redirect_is_shown_and_not_followed(ask: Ask, panelist: Panelist) -> None:
    panelist.status, panelist.location = 302, f"{panelist.panel.base_url}/elsewhere"

    answer = ask("POST", SEND, json=WISH).json()

    assert answer["answers"][0]["status"] == 302
    assert len(panelist.lines) == 1


def test_a_panel_that_is_gone_is_said_to_be(ask: Ask, panelist: Panelist) -> None:
    panelist.socket.close()
    panelist.server_close()

    answer = ask("POST", SEND, json=WISH).json()

    assert "does not answer" in answer["answers"][0]["problem"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8090", 200),
        ("localhost:8090", 200),
        ("[::1]:8090", 200),
        ("192.168.1.7", 200),
        ("evil.example", 421),
        ("evil.example:8090", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("[::1", 421),
        ("", 421),
    ],
)
def test_it_answers_to_no_name_that_others_resolve(ask: Ask, host: str, status: int) -> None:
    assert ask("GET", "/", headers={"Host": host}).status_code == status
    assert ask("GET", SEND, headers={"Host": host}).status_code == status


@pytest.mark.parametrize("path", [SEND, "/live/story", "/v1/traces"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:9", ""])
def test_pages_of_others_get_nothing(ask: Ask, panelist: Panelist, path: str, origin: str) -> None:
    answer = ask("POST", path, json=WISH, headers={"Origin": origin})

    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert panelist.lines == []


def test_its_own_pages_get_answers(ask: Ask) -> None:
    assert ask("POST", SEND, json=WISH, headers={"Origin": ADDRESS}).status_code == 200


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_nothing_is_taken_that_a_form_can_send(ask: Ask, media_type: str) -> None:
    headers = {"Content-Type": media_type}

    assert ask("POST", SEND, content=b"{}", headers=headers).status_code == 415
    assert ask("POST", "/v1/traces", content=b"", headers=headers).status_code == 415


def test_traces_are_protobuf_of_some_size(ask: Ask) -> None:
    headers = {"Content-Type": "application/x-protobuf"}

    assert ask("POST", "/v1/traces", content=b"", headers=headers).status_code == 200
    assert ask("POST", "/v1/traces", content=b"\xff", headers=headers).status_code == 400
    large = b"x" * (LARGEST_BODY + 1)
    assert ask("POST", "/v1/traces", content=large, headers=headers).status_code == 413


def test_a_trace_of_somebody_else_s_is_not_shown(ask: Ask) -> None:
    assert ask("GET", f"/live/traces/{'ab' * 16}").status_code == 404


def test_the_script_is_added_where_its_place_is(ask: Ask) -> None:
    assert "/live/assets/console.js" in ask("GET", "/").text
    assert "console.js" not in ask("GET", "/plain.html").text
    assert ask("GET", "/live/assets/console.js").status_code == 200
    assert ask("GET", "/../conftest.py").status_code == 404
    assert ask("GET", "/").headers["content-security-policy"] == "frame-ancestors 'none'"


def test_a_form_says_what_an_operation_takes(ask: Ask) -> None:
    form = ask("GET", "/live/operations/getArticles").json()

    assert [field["name"] for field in form["queryParameters"]] == [
        "tag", "author", "favorited", "limit", "offset",
    ]  # fmt: skip
    assert form["body"] is None
    assert form["panels"] == [{"name": "made-up", "title": "Made up"}]
