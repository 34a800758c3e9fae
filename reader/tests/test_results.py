"""A result that is missing, or no longer true, is said to be missing."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from harness import ROOT, registry, specification
from harness.contract_tests import contract_tests
from harness.stamp import commit
from reader import benchmark_results, freshness, results
from reader.results import ContractResults, Missing, Outcomes, contract_results
from reader.specified import specified

FLASK = registry.get("flask")
TEST = next(test for test in contract_tests() if test.operation == "getTags")
NEW, OLD = "2999-01-01T00:00:00+00:00", "2001-01-01T00:00:00+00:00"


def result(date: str, stamped: str = "unknown") -> dict[str, Any]:
    """Return a file of results with three runs of one test."""
    runs = [("a", "passed"), ("b", "passed"), ("c", "failed")]
    tests = [
        {"id": f"{TEST.node_id}[flask-{name}]", "outcome": outcome, "operation": "getTags"}
        for name, outcome in runs
    ]
    return {"implementation": "flask", "commit": stamped, "date": date, "tests": tests}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have results read from an empty folder."""
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    monkeypatch.setattr(benchmark_results, "FOLDER", tmp_path / "benchmarks")
    (tmp_path / "contract").mkdir()
    return tmp_path / "contract"


def test_nothing_there_names_the_command(folder: Path) -> None:
    found = contract_results(FLASK)

    assert isinstance(found, Missing)
    assert found.command == "make compare IMPL=flask"


def test_a_fresh_result_is_counted(folder: Path) -> None:
    (folder / "flask-sqlite.json").write_text(json.dumps(result(NEW)))
    found = contract_results(FLASK)

    assert isinstance(found, ContractResults)
    assert found.of_test(TEST) == Outcomes(passed=2, failed=1)
    assert found.of_test(TEST).verdict == "failed"
    assert found.of_operation("getTags").ran == found.total().ran == 3
    assert found.of_operation("login") == Outcomes()


def test_a_stale_result_is_missing(folder: Path) -> None:
    (folder / "flask-sqlite.json").write_text(json.dumps(result(OLD)))

    assert isinstance(contract_results(FLASK), Missing)


def test_a_result_cut_short_is_none(folder: Path) -> None:
    (folder / "flask-sqlite.json").write_text('{"implementation": "fla')

    assert isinstance(contract_results(FLASK), Missing)


def test_a_file_newer_than_its_result_makes_it_stale(tmp_path: Path) -> None:
    file = tmp_path / "views.py"
    file.touch()
    now = time.time()
    stamp = {"commit": "abc-dirty", "date": "2020-01-01T00:00:00+00:00"}

    os.utime(file, (0, 0))
    assert freshness.is_fresh(stamp, [file])
    freshness._newest_change.cache_clear()
    os.utime(file, (now, now))
    assert not freshness.is_fresh(stamp, [file])


def test_a_clean_commit_is_held_against_the_tree() -> None:
    head = commit().removesuffix("-dirty")
    if head == "unknown":
        pytest.skip("this is no repository")
    licence = ROOT / "LICENSE"

    assert freshness.is_fresh({"commit": head, "date": OLD}, [licence])
    assert not freshness.is_fresh({"commit": "0" * 40, "date": NEW}, [licence])


def test_benchmarks_that_were_never_run_are_missing(folder: Path) -> None:
    found = benchmark_results.benchmark_rows([FLASK])

    assert isinstance(found, Missing)


def test_what_the_spec_says_is_told() -> None:
    said = specified(specification.operation("updateArticle"))
    names = {field.name: field for field in said.fields}

    assert names["slug"].required
    assert names["article.title"].limits == "1 to 200 characters"
    assert not names["article.title"].required
    assert [answer.status for answer in said.answers][:2] == [200, 401]
