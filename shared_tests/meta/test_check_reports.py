"""What the check tells of a poor implementation: in the terminal, and in files."""

import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from harness import ROOT
from harness.check.verdict import Report, read_tests
from harness.levels import Level
from shared_tests.meta.stub_server import PoorConduit, serving

FILE = "shared_tests/operations/test_get_tags.py"
GOOD = f"{FILE}::test_200_whoever_asks"
BAD_MUST = f"{FILE}::test_200_lists_tags_as_stored"
BAD_SHOULD = f"{FILE}::test_200_puts_the_most_used_first"
CHOICE = "whoever_asks or tags_as_stored or most_used_first or tags_of_a_new_article"
FEW = ["--spec-chapters", "tags", "-k", CHOICE, "--processes", "1"]
"""Four tests: of MUST two pass and one fails, of SHOULD one fails."""


@dataclass(frozen=True)
class Ran:
    """A run of the check that has ended."""

    status: int
    out: str
    err: str
    url: str
    folder: Path

    def text(self, name: str) -> str:
        """Return a file that it wrote."""
        return (self.folder / name).read_text(encoding="utf-8")


def run(url: str, folder: Path, *options: str) -> Ran:
    """Run the check on a few tests, in a process of its own, with a file of every kind."""
    names = {"junit": "j.xml", "ctrf": "c.json", "html": "p.html", "badge": "b.svg"}
    files = [word for kind, name in names.items() for word in (f"--{kind}", str(folder / name))]
    finished = subprocess.run(
        [sys.executable, "-m", "harness", "check", url, *FEW, *files, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(finished.returncode, finished.stdout, finished.stderr, url, folder)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(PoorConduit()) as address:
        yield address


@pytest.fixture(scope="module")
def poor(url: str, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("poor")
    return run(url, folder, "--json", str(folder))


def test_a_failed_must_ends_with_status_1(poor: Ran) -> None:
    assert poor.status == 1
    assert f"{poor.url} fails (tags; {CHOICE} only): MUST 2 of 3 passed" in poor.out
    assert "SHOULD 0 of 1 passed" in poor.out


def test_a_failure_has_rule_request_answer_and_expectation(poor: Ran) -> None:
    before, _, failure = poor.out.partition("MUST TAG-1")

    assert "TAG-2" not in before, "what is worse comes first"
    assert "The tag list holds every tag that at least one article uses, once." in failure
    assert f"test:     {BAD_MUST}" in failure
    assert f"request:  curl -sS -i -X GET {poor.url}/api/tags" in failure
    assert "answer:   200 OK" in failure
    assert "in: assert tag in tags" in failure


def test_the_results_keep_requests_that_a_shell_understands(poor: Ran) -> None:
    tests = json.loads(poor.text("base-url.json"))["tests"]
    failed = {test["id"].partition("[")[0]: test for test in tests if test["outcome"] == "failed"}
    published = shlex.split(failed[BAD_MUST]["exchanges"][1]["curl"])

    assert set(failed) == {BAD_MUST, BAD_SHOULD}
    assert published[:6] == ["curl", "-sS", "-i", "-X", "POST", f"{poor.url}/api/articles"]
    body = json.loads(published[published.index("--data-raw") + 1])
    assert body["article"]["tagList"][0].startswith("  Ünï cödé 🎉 ")
    assert any(word.startswith("authorization: Token alice-") for word in published)


def test_junit_counts_what_counts(poor: Ran) -> None:
    root = ET.fromstring(poor.text("j.xml"))  # noqa: S314 (written a moment ago)
    cases = {case.get("name"): case for case in root.iter("testcase")}
    failure = cases["test_200_lists_tags_as_stored"].find("failure")

    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4",
        "failures": "1",
        "errors": "0",
        "skipped": "1",
    }
    assert [suite.get("name") for suite in root] == ["Tags"]
    assert failure is not None
    assert f"curl -sS -i -X GET {poor.url}/api/tags" in (failure.text or "")
    assert cases["test_200_puts_the_most_used_first"].find("skipped") is not None


def test_ctrf_counts_what_counts(poor: Ran) -> None:
    document = json.loads(poor.text("c.json"))
    summary = document["results"]["summary"]
    statuses = {test["name"]: test["status"] for test in document["results"]["tests"]}

    assert (document["reportFormat"], document["results"]["tool"]["name"]) == ("CTRF", "triptych")
    assert summary["start"] < summary["stop"]
    counts = {"passed": 2, "failed": 1, "skipped": 0, "pending": 0, "other": 1}
    assert {"tests": 4} | counts == {key: summary[key] for key in ("tests", *counts)}
    assert (statuses[GOOD], statuses[BAD_MUST], statuses[BAD_SHOULD]) == (
        *("passed", "failed", "other"),
    )


def test_the_badge_has_the_figures(poor: Ran) -> None:
    root = ET.fromstring(poor.text("b.svg"))  # noqa: S314 (written a moment ago)
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]

    assert texts == [f"conduit contract (tags; {CHOICE})", "2/3 MUST"]
    assert "#c62828" in poor.text("b.svg")


class Page(HTMLParser):
    """Reads a page: its tags, what it loads, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and an address that it loads."""
        self.tags.append(tag)
        self.loaded += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.said += data


def test_the_page_is_whole_in_itself(poor: Ran) -> None:
    page = Page(poor.text("p.html"))

    assert page.loaded == []
    assert {"script", "link", "img"} & set(page.tags) == set()
    assert "url(" not in poor.text("p.html")
    assert "Fails: MUST 2 of 3 passed, SHOULD 0 of 1 passed" in page.said
    assert BAD_MUST in page.said
    assert BAD_SHOULD in page.said
    assert f"curl -sS -i -X GET {poor.url}/api/tags" in page.said


def with_deviations(folder: Path, *tests: str) -> str:
    """Write a file of deviations; return its path."""
    entry = '[[deviations]]\ntest = "{}"\nreason = "By design."\nlink = "https://example.org/1"\n'
    path = folder / "deviations.toml"
    path.write_text("\n".join(map(entry.format, tests)), encoding="utf-8")
    return str(path)


def test_a_known_deviation_is_told_and_does_not_count(url: str, tmp_path: Path) -> None:
    ran = run(url, tmp_path, "--deviations", with_deviations(tmp_path, BAD_MUST))
    counts: dict[str, Any] = json.loads(ran.text("c.json"))["results"]["summary"]

    assert ran.status == 0
    assert f"known deviation: {BAD_MUST}: By design. (https://example.org/1)" in ran.out
    assert (counts["failed"], counts["other"]) == (0, 2)
    assert "2/3 MUST" in ran.text("b.svg")
    assert "#9a6700" in ran.text("b.svg")
    assert "known deviation: By design." in ran.text("j.xml")


@pytest.mark.parametrize(("level", "expected"), [("MUST", True), ("SHOULD", False)])
def test_should_counts_where_it_is_asked_for(poor: Ran, level: Level, expected: bool) -> None:
    tests = read_tests(json.loads(poor.text("base-url.json")))
    good_enough = [test for test in tests if test.id != BAD_MUST]

    report = Report(poor.url, good_enough, level, "", 0.0, 1.0, "unknown")

    assert report.passed is expected


def test_an_unexpected_pass_fails(url: str, tmp_path: Path) -> None:
    ran = run(url, tmp_path, "--deviations", with_deviations(tmp_path, BAD_MUST, GOOD))

    assert ran.status == 1
    assert "it passes: the known deviation is no longer needed, remove it" in ran.out
    assert "no longer needed" in ran.text("j.xml")


def test_a_deviation_that_names_no_test_is_an_error(url: str, tmp_path: Path) -> None:
    names = (f"{FILE}::test_200_nobody_asks", "test_200_whoever_asks")
    file = with_deviations(tmp_path, *names)
    ran = run(url, tmp_path, "--deviations", file, "--processes", "2")

    assert ran.status == 2
    assert ran.err.strip() == f"base-url: a deviation names no test: {', '.join(names)}"


def test_nothing_chosen_cannot_be_tested(url: str, tmp_path: Path) -> None:
    ran = run(url, tmp_path, "-k", "no_test_has_this_name")

    assert (ran.status, ran.err.strip()) == (2, "no test is left by what was chosen")
