"""What counts as touched of the contract, and that a run fails which leaves something untouched."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest

from harness import ROOT
from harness.specification import operation_at, operations
from shared_tests.contract_coverage import UNREACHABLE, demands, touched

BASE_URL = "http://127.0.0.1"
PROFILE = {"username": "jake", "bio": None, "image": "jake.jpg", "following": True}


def exchange(method: str, path: str, status: int, asked: object, answer: object) -> httpx2.Response:
    request = httpx2.Request(method, BASE_URL + path, json=asked)
    return httpx2.Response(status, json=answer, request=request)


def test_every_status_of_every_operation_is_demanded() -> None:
    statuses = {f"{each.id}: {status}" for each in operations() for status in each.statuses}

    assert statuses - set(demands()) == set()


def test_what_is_out_of_reach_is_not_demanded() -> None:
    assert not UNREACHABLE.intersection(demands())


@pytest.mark.parametrize(
    ("method", "path", "operation_id"),
    [
        ("GET", "/api/articles", "getArticles"),
        ("GET", "/api/articles/feed", "getArticlesFeed"),
        ("GET", "/api/articles/a%2Fslug", "getArticle"),
        ("DELETE", "/api/articles/a-slug/comments/7", "deleteArticleComment"),
        ("PATCH", "/api/articles", None),
        ("GET", "/api/articles/a-slug/nothing", None),
    ],
)
def test_an_operation_is_told_by_method_and_path(
    method: str, path: str, operation_id: str | None
) -> None:
    found = operation_at(method, path)

    assert (found and found.id) == operation_id


def test_an_answer_touches_its_status_and_properties() -> None:
    answer = exchange("GET", "/api/profiles/jake", 200, None, {"profile": PROFILE})

    assert touched(answer) >= {
        "getProfileByUsername: 200",
        "getProfileByUsername 200 profile bio: null",
        "Profile.image: not null",
        "Profile.following: true",
    }
    assert "getProfileByUsername 200 profile image: null" not in touched(answer)


@pytest.mark.parametrize(
    ("article", "status", "touches"),
    [
        ({"title": "x" * 200}, 201, "createArticle: title of 200 characters accepted"),
        ({"title": "x" * 201}, 422, "createArticle: title of 201 characters refused"),
        ({"title": " x "}, 201, "createArticle: title of 1 characters accepted"),
        ({"title": None}, 422, "createArticle: title null refused"),
        ({}, 422, "createArticle: title absent refused"),
        ({"tagList": ["a"] * 51}, 422, "createArticle: tagList of 51 items refused"),
    ],
    ids=["longest", "too-long", "trimmed", "null", "absent", "too-many"],
)
def test_a_body_touches_its_limits(article: dict[str, Any], status: int, touches: str) -> None:
    assert touches in touched(exchange("POST", "/api/articles", status, {"article": article}, {}))


def test_a_refusal_for_another_reason_touches_no_limit() -> None:
    body = {"article": {"title": "x" * 200}}

    found = touched(
        exchange("POST", "/api/articles", 401, body, {"errors": {"token": ["is missing"]}})
    )

    assert [each for each in found if "characters" in each or "absent" in each] == []
    assert "createArticle: 401" in found


def test_a_run_that_leaves_something_untouched_fails_and_says_what(tmp_path: Path) -> None:
    report = tmp_path / "coverage.json"

    finished = subprocess.run(
        [
            *[sys.executable, "-m", "pytest", "shared_tests/meta/test_curl.py", "-q"],
            *["-p", "no:randomly", "--contract-coverage", str(report)],
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == pytest.ExitCode.TESTS_FAILED
    assert f"0 of {len(demands())} statuses, properties and limits touched" in finished.stdout
    assert "never: getTags: 200" in finished.stdout
    assert json.loads(report.read_text(encoding="utf-8"))["missing"] == list(demands())
