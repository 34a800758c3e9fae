"""What is read, and what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.errors import ResultsError
from benchmarks.statistics.results import read
from benchmarks.tests.made_up import FLASK, PAIR, simulate, write


def test_a_result_file_is_read(tmp_path: Path) -> None:
    made = simulate(FLASK).data

    assert read(write(tmp_path / "panels.json", made)).subjects.keys() == set(PAIR)


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda data: data.pop("seed"), 'at its top: "seed" is a required property'),
        (
            lambda data: data["rounds"][0].update(seconds="six"),
            "at ['rounds'][0]['seconds']: \"six\" is not of type",
        ),
        (lambda data: data["rounds"][0].update(subject="rails"), "'rails', which it does not list"),
        (lambda data: data["rounds"].append(data["rounds"][0]), "more than once"),
    ],
)
def test_what_is_no_result_file_says_so_in_one_line(
    tmp_path: Path, damage: Callable[[dict[str, Any]], object], line: str
) -> None:
    data = simulate(FLASK, histograms=False).data
    damage(data)

    with pytest.raises(ResultsError) as raised:
        read(write(tmp_path / "panels.json", data))

    assert line in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_is_not_there_or_no_json_says_so(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="cannot be read"):
        read(tmp_path / "panels.json")
    (tmp_path / "panels.json").write_text("{", encoding="utf-8")
    with pytest.raises(ResultsError, match="cannot be read"):
        read(tmp_path / "panels.json")
