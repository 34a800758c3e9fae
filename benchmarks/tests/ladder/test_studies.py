"""The ladder is whole, the grid can be served, and both are served as the panels are."""

from pathlib import Path

import httpx2
import pytest

from benchmarks.__main__ import main
from benchmarks.ladder import rungs, serving
from benchmarks.ladder.declarations import FLOOR, LAYERS, PANEL, PANELS, RUNGS
from benchmarks.ladder.grid import GRID, Way, application, grid
from benchmarks.ladder.subjects import ladder
from benchmarks.tests.ladder.conduit import Client, World
from harness import registry
from harness.specification import operation

FOLDER = Path(rungs.__file__).parent
SCENARIOS = [scenario.name for scenario in (*LAYERS, *FLOOR)]
CELLS = [
    pytest.param(name, rung, way, id=f"{name} {rung} {way.gateway} {way.server}")
    for name, applications in GRID.items()
    for rung, ways in applications.items()
    for way in ways
]


@pytest.mark.parametrize("name", PANELS)
def test_every_framework_has_every_rung(name: str) -> None:
    missing = [
        rung.name
        for rung in RUNGS
        if rung.name != PANEL and not (FOLDER / name / f"{rung.name}.py").exists()
    ]

    assert missing == []


def test_every_rung_stands_on_one_that_is_measured_where_it_is() -> None:
    known = {rung.name: rung for rung in RUNGS}
    layers = {scenario.name for scenario in LAYERS}

    for rung in RUNGS:
        assert (rung.on is None) == (rung is RUNGS[0])
        if rung.on and rung.on != "bare":
            assert layers & set(rung.scenarios) <= set(known[rung.on].scenarios), rung.name


def test_the_floor_is_the_driver_rung_and_the_panel() -> None:
    subjects = ladder(PANELS, [scenario.name for scenario in FLOOR])

    assert [subject.name for subject in subjects] == [
        f"{name}-{rung}" for name in PANELS for rung in ("driver", PANEL)
    ]
    assert all(subject.scenarios == tuple(s.name for s in FLOOR) for subject in subjects)


def test_the_whole_ladder_has_every_rung_of_every_framework() -> None:
    names = [subject.name for subject in ladder(PANELS, SCENARIOS)]

    assert names == [f"{name}-{rung.name}" for name in PANELS for rung in RUNGS]


@pytest.mark.parametrize("name", PANELS)
def test_rungs_are_served_as_their_panel_is(name: str) -> None:
    panel = registry.get(name).profile().command
    rung = serving.AS_THE_PANEL[name]
    settings = rung[rung.index("{application}") + 1 :]

    if name == "fastapi":
        assert settings == panel[panel.index("app:app") + 1 :]
    else:
        # In the panel's folder gunicorn finds its settings by itself.
        assert settings == (*panel[4:], "--config", "{panel}/gunicorn.conf.py")


@pytest.mark.parametrize(("name", "rung", "way"), CELLS)
def test_a_cell_of_the_grid_is_served(name: str, rung: str, way: Way, world: World) -> None:
    with (
        serving.serve(application(name, rung, way), world.url) as server,
        Client.of(server, "") as client,
    ):
        assert len(client("getArticles", limit=20)["articles"]) == 20
        assert keeps_connections(client.http) == way.keeps_connections


def keeps_connections(http: httpx2.Client) -> bool:
    """Tell whether a server leaves a connection open for the next request."""
    response = http.get(operation("getTags").url(), headers={"Connection": "keep-alive"})
    return response.headers.get("Connection", "").lower() != "close"


def test_the_names_of_the_cells_differ() -> None:
    names = [subject.name for subject in grid(PANELS)]

    assert len(set(names)) == len(names) == len(CELLS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ladder", "--impl", "rails"], "there is no ladder of 'rails', only of: flask"),
        (["ladder", "--scenario", "nothing"], "there is no scenario 'nothing', only: "),
        (["grid", "--impl", "rails"], "there is no ladder of 'rails', only of: flask"),
    ],
)
def test_what_is_not_there_is_told_in_a_line(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert words in capsys.readouterr().err
