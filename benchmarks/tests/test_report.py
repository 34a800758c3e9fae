"""The report holds every scenario and verdict, and nothing but what is in the result files."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from benchmarks import __main__ as command_line
from benchmarks.errors import ResultsError
from benchmarks.report import html, markdown
from benchmarks.report.command import read_all
from benchmarks.report.story import SECTIONS, TITLE, blocks
from benchmarks.scenarios import Scenario
from benchmarks.selftest.simulation import Simulation, Truth
from benchmarks.tests.made_up import invalidate, study, write

PANELS = {
    "flask": Truth(),
    "fastapi": Truth(requests_per_second=1500.0, server_cpu_ms=0.5),
    "django": Truth(),
}
SCENARIOS = [
    Scenario("getArticles", "getArticles"),
    Scenario("getTags", "getTags"),
    Scenario("reader at 100/s", "reader", "latency", rate=100),
    Scenario("reader at 200/s", "reader", "latency", rate=200),
]
EMPTY_ELEMENTS = {"meta", "line", "rect", "circle", "polygon", "polyline"}


def made(kind: str = "panels", **changes: Any) -> dict[str, Any]:  # noqa: ANN401 (of the simulation)
    options: dict[str, Any] = {"subjects": PANELS, "scenarios": SCENARIOS, "rounds": 5}
    return Simulation(kind=kind, **(options | changes)).run()


def both(*documents: dict[str, Any]) -> tuple[str, str]:
    told = blocks([study(each) for each in documents])
    return html.document(TITLE, told), markdown.document(TITLE, told)


@cache
def ordinary() -> tuple[str, str]:
    return both(made())


def fact(kind: str, framework: str, place: int) -> Truth:
    facts: dict[str, Any] = {"framework": framework, "implementation": framework.lower()}
    rung = {"rung": f"rung {place}", "on": f"rung {place // 2}" if place > 1 else None}
    facts |= rung if kind == "ladder" else {"articles": 10**place}
    facts |= {"server": f"server {place}"} if kind == "grid" else {}
    return Truth(requests_per_second=1000 / place, workers=place, facts=facts)


def growing(kind: str) -> dict[str, Any]:
    subjects = {
        f"{framework}-{place}": fact(kind, framework, place)
        for framework in ("Flask", "Django")
        for place in (1, 2, 4)
    }
    return made(kind, subjects=subjects, scenarios=SCENARIOS[:2])


def test_every_scenario_and_subject_is_there_in_both_forms() -> None:
    for page in ordinary():
        for scenario in SCENARIOS:
            assert scenario.name in page
        for name in ("Flask", "Fastapi", "Django"):
            assert name in page


def test_verdicts_are_sentences() -> None:
    page, text = ordinary()

    for form in (page, text):
        assert re.search(
            r"Fastapi is 1\.\d\d times as fast as Flask \(1\.\d\d to 1\.\d\d\)\.", form
        )
        assert "Tie in requests/s: Flask and Django (ratio " in form
        assert re.search(r"Fastapi: 1\.\d\d times Flask, 1\.\d\d times Django", form)
    assert text.count("Tie in requests/s: Flask and Django") == 2


def test_what_did_not_count_is_told_with_its_reason() -> None:
    damaged = invalidate(study(made()), "the load generator was at 85% of its core", 4, "django")

    for form in both(damaged.data):
        assert (
            "Not reported: Flask and Django: 1 of 5 rounds are valid for both, 3 are needed" in form
        )
        assert "4 times such as: the load generator was at 85% of its core" in form
        assert "1 of 5" in form


def test_a_report_without_a_fault_says_so() -> None:
    assert all("was measured, and counts." in form for form in ordinary())


def test_nothing_is_loaded_from_elsewhere() -> None:
    page, _ = ordinary()

    assert re.findall(r"(?:https?:)?//[a-z]", page) == []
    assert "<script" not in page
    assert "@import" not in page
    assert "src=" not in page


class Balance(HTMLParser):
    """Notices an element that is not closed, or closed by another."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY_ELEMENTS:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in EMPTY_ELEMENTS

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", SECTIONS)
def test_each_kind_of_study_has_pictures_that_are_tables_too(kind: str) -> None:
    page, text = both(made(kind) if kind in ("panels", "clients", "soak") else growing(kind))
    balance = Balance()
    balance.feed(page)

    assert balance.open == []
    assert page.count("<figure>") > 0
    assert page.count("The same as a table") == page.count('<div class="multiples">')
    assert f"## {SECTIONS[kind][0]}" in text
    assert "nan" not in re.sub(r"[a-z]nan|nan[a-z]", "", text.lower())


def test_size_is_told_as_the_last_place_against_the_first() -> None:
    _, text = both(growing("scale"))

    assert "10,000 against 10" in text


def test_growing_memory_is_told() -> None:
    document = made("soak", rounds=12)
    for each in document["rounds"]:
        steps = each["round"] if each["subject"] == "django" else each["round"] % 2
        each["peak_memory_bytes"] += steps << 20

    _, text = both(document)

    assert re.search(r"\*\*missed\*\*: Django: 1\d\d MiB; in [\d,]+ requests memory grew", text)
    # It stood still, but in too few requests to call its growth noise.
    assert re.search(r"\*\*open\*\*: Flask: ", text)
    assert "rounds were measured" not in text


def test_how_to_reproduce_it_is_told() -> None:
    document = made()
    digest = "ab" * 32
    document["subjects"][0]["contract"] = {
        "sha256": digest,
        "tests": 812,
        "commit": "0" * 40,
        "date": "2024-05-01",
    }
    for form in both(document):
        assert "make bench IMPL=flask,fastapi,django ROUNDS=5 SECONDS=6 SEED=1" in form
        assert document["commit"] in form
        assert document["machine"]["processor"] in form
        assert digest[:12] in form
        assert "5 of 6 s each" in form


def test_a_quick_run_is_not_to_be_published() -> None:
    document = made()
    document["settings"]["quick"] = True

    assert all("Not to be published" in form for form in both(document))
    assert all("Not to be published" not in form for form in ordinary())


def test_names_are_harmless_in_html() -> None:
    document = made()
    document["subjects"][0]["title"] = "<b>Flask</b> & co"

    page, _ = both(document)

    assert "<b>Flask" not in page
    assert "&lt;b&gt;Flask&lt;/b&gt; &amp; co" in page


def test_the_command_writes_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "panels.json", made(rounds=3))
    write(tmp_path / "instructions.json", {"kind": "instructions"})

    assert command_line.main(["report", "--results", str(tmp_path)]) == 0
    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!doctype html>")
    assert (tmp_path / "report.md").read_text("utf-8").startswith(f"# {TITLE}")
    assert "left out instructions.json" in capsys.readouterr().out


def test_without_results_it_says_what_makes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["report", "--results", str(tmp_path)]) == 1
    assert "`make bench` makes them" in capsys.readouterr().err


def test_two_files_of_a_kind_are_not_mixed(tmp_path: Path) -> None:
    for name in ("panels.json", "older.json"):
        write(tmp_path / name, made(rounds=3, histograms=False))

    with pytest.raises(ResultsError, match=r"older\.json and panels\.json .* keep one"):
        read_all(tmp_path, Console())


def test_a_damaged_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "panels.json").write_text(json.dumps({"kind": "panels"}), encoding="utf-8")

    assert command_line.main(["report", "--results", str(tmp_path)]) == 1
    said = capsys.readouterr().err.strip()
    assert "is not a result file of a benchmark" in said
    assert "\n" not in said
