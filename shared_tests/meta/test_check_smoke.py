"""Before it tests anything, the check says clearly why something cannot be tested."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from harness import ROOT
from harness.__main__ import main
from harness.check.smoke import read_base_url, smoke
from harness.servers import free_port
from shared_tests.meta.stub_server import Answer, PoorConduit, always, as_json, serving

ONE_SCREEN = 20
"""In lines."""
HTML = "<!doctype html><title>Conduit</title><p>Welcome." + " and so on" * 500


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what the check complains of; it must end with status 2 and no traceback."""
    assert main(["check", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) <= ONE_SCREEN
    assert "Traceback" not in printed.err
    return printed.err


def test_nothing_listens_there(capsys: pytest.CaptureFixture[str]) -> None:
    url = f"http://127.0.0.1:{free_port()}"

    said = complaint(capsys, url)

    assert "connection refused" in said
    assert f"curl -sS -i -X GET {url}/api/tags" in said


@pytest.mark.parametrize(
    ("status", "media_type", "body", "expected"),
    [
        (200, "text/html", HTML, "a page, not JSON"),
        (404, "text/html", HTML, "a page, not JSON"),
        (404, "application/json", "{}", "does not have this path"),
        (500, "application/json", '{"errors": {}}', "it answers 500"),
        (200, "application/json", "{]", "not JSON"),
        (200, "application/json", '["tags"]', "another shape"),
        (200, "application/json", '{"tags": [1]}', "another shape"),
        (301, "text/plain", "", "redirects to nowhere"),
    ],
)
def test_something_else_listens_there(
    capsys: pytest.CaptureFixture[str], status: int, media_type: str, body: str, expected: str
) -> None:
    with serving(always(status, media_type, body)) as url:
        said = complaint(capsys, url)

    assert expected in said
    assert re.search(rf"came back: +{status} .*\({media_type}\)", said)
    assert 'expected:   200 and JSON such as {"tags": ["dragons"]}' in said


def test_plain_http_at_an_https_address(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(always(200, "text/plain", "")) as url:
        said = complaint(capsys, url.replace("http:", "https:"))

    assert "no TLS connection comes about" in said


@pytest.mark.parametrize(
    ("operation", "status", "value", "expected"),
    [
        (("POST", "/api/users"), 200, {"user": {"token": "x"}}, "it answers 200"),
        (("POST", "/api/users"), 201, {"user": {"username": "x"}}, "no user with a token"),
        (("GET", "/api/user"), 401, {"errors": {}}, "it answers 401"),
    ],
)
def test_registration_or_its_token_does_not_work(
    capsys: pytest.CaptureFixture[str],
    operation: tuple[str, str],
    status: int,
    value: object,
    expected: str,
) -> None:
    conduit = PoorConduit()

    def answer(method: str, path: str, body: dict[str, object], token: str) -> Answer:
        whole = conduit(method, path, body, token)
        return as_json(status, value) if (method, path) == operation else whole

    with serving(answer) as url:
        said = complaint(capsys, url)

    assert expected in said
    assert f"-X {operation[0]} {url}{operation[1]}" in said


def test_a_command_of_its_own_ends_with_status_2() -> None:
    command = [sys.executable, "-m", "harness", "check", f"http://127.0.0.1:{free_port()}"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert finished.returncode == 2
    assert finished.stderr.startswith("This cannot be tested: nothing listens there")


@pytest.mark.parametrize("end", ["", "/", "/api", "/api/"])
def test_an_address_may_end_as_it_likes(end: str) -> None:
    with serving(PoorConduit()) as url:
        assert read_base_url(url + end) == url
        smoke(read_base_url(url + end))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["localhost:3000"], "'localhost:3000' is no address"),
        (["ftp://localhost"], "'ftp://localhost' is no address"),
        (["http://localhost:port"], "'http://localhost:port' is no address"),
        (["http://localhost/?a=b"], "leave out what follows"),
        (["http://localhost", "--spec-chapters", "tags,tagz"], "there is no chapter tagz, only:"),
        (["http://localhost", "--processes", "0"], "--processes must be 1 or more"),
        (["http://localhost", "--deviations", "/no/such.toml"], "/no/such.toml"),
        (["http://localhost", "--html", str(Path(__file__).parent)], "is a folder"),
    ],
)
def test_bad_input_is_one_clear_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    said = complaint(capsys, *arguments)

    assert expected in said
    assert len(said.splitlines()) == 1
