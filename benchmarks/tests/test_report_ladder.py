"""What the report says of layers and of servers."""

import re

from benchmarks.tests.made_up import study
from benchmarks.tests.test_report import both, growing


def test_the_ladder_tells_what_each_layer_adds() -> None:
    _, text = both(growing("ladder"))

    assert "| layer | Flask | Django |" in text
    assert re.search(r"\| rung 2, on rung 1 \| [+-]0\.", text)
    assert re.search(r"\| rung 1, in all \| 0\.", text)


def test_a_scenario_shows_only_who_takes_part() -> None:
    document = growing("ladder")
    for each in document["subjects"]:
        each["scenarios"] = ["getArticles"] if each["facts"]["rung"] == "rung 1" else None
    document["rounds"] = [
        each
        for each in document["rounds"]
        if each["scenario"] == "getArticles" or not each["subject"].endswith("-1")
    ]
    _, text = both(document)
    other = next(name for name in study(document).scenarios if name != "getArticles")
    steps = text.partition(f"### Steps: {other}")[2].partition("###")[0]

    assert "was measured, and counts." in text
    assert "rung 2, in all" in steps
    assert "rung 1" not in steps


def test_who_closes_connections_is_told_apart() -> None:
    document = growing("grid")
    for each in document["subjects"]:
        each["keeps_connections"] = each["name"] != "Flask-2"
    for each in document["rounds"]:
        each["connections_opened"] = each["requests"] * (each["subject"] == "Flask-2")
    title = study(document).subjects["Flask-2"].title
    _, text = both(document)

    assert f"- {title} opens 1.00 connections for each request" in text
    assert f"{title} is " not in text
    assert f"times as fast as {title}" not in text
