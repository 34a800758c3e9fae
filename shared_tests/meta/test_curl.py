"""A request as a line for a shell says exactly what was sent, whatever that was."""

import shlex
import subprocess

import pytest

from harness.curl import LONGEST_BODY, curl_line

URL = "http://127.0.0.1:3000/api/articles"
JSON = (b"Content-Type", b"application/json")


def sent(line: str) -> list[str]:
    """Return the arguments of `curl` as a shell understands them."""
    words = shlex.split(line, comments=True)
    return words[words.index("curl") + 1 :]


@pytest.mark.parametrize(
    "text", ["plain", 'it\'s "quoted" `id` $(id) $HOME \\ !', "two\nlines", "Ünï 🎉", "@file", "#"]
)
def test_a_body_is_quoted(text: str) -> None:
    words = sent(curl_line("POST", URL, [JSON], text.encode()))

    assert words[words.index("--data-raw") + 1] == text
    assert words[words.index("-H") + 1] == "Content-Type: application/json"


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a\0b", b"-%d \\n '\xff\"7"])
def test_a_body_that_is_no_argument_comes_through_a_pipe(body: bytes) -> None:
    command, _, curl = curl_line("PUT", URL, [JSON], body).partition(" | ")
    printed = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=True)

    assert printed.stdout == body
    assert sent(curl)[-2:] == ["--data-binary", "@-"]


def test_what_every_client_sends_by_itself_is_left_out() -> None:
    names = [b"Host", b"Accept", b"accept-encoding", b"Connection", b"User-Agent"]
    headers = [*((name, b"x") for name in names), (b"Content-Length", b"2"), JSON]

    assert sent(curl_line("POST", URL, headers, b"{}")) == [
        *["-sS", "-i", "-X", "POST", URL, "-H", "Content-Type: application/json"],
        *["--data-raw", "{}"],
    ]


def test_what_is_odd_is_said() -> None:
    headers = [(b"Authorization", b""), (b"Content-Length", b"9999")]
    words = sent(curl_line("POST", f"{URL}/../[x]", headers, b"{}"))

    assert words[4:6] == ["--globoff", "--path-as-is"]
    given = [words[place + 1] for place, word in enumerate(words) if word == "-H"]
    assert given == ["Authorization;", "Content-Length: 9999", "Content-Type:"]


def test_a_long_body_is_cut_and_the_line_says_so() -> None:
    line = curl_line("POST", URL, [JSON], b"x" * (LONGEST_BODY + 1))

    assert sent(line)[-1] == "x" * LONGEST_BODY
    assert line.endswith(f"  # the first {LONGEST_BODY} of {LONGEST_BODY + 1} bytes")
