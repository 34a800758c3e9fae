"""The panels have the same rooms, and in them the same functions in the order of the spec."""

import ast
from pathlib import Path

import pytest

from harness import specification
from harness.registry import Implementation
from harness.specification import Operation
from shared_tests.meta.sources import Function, panel_name, python_panels, tree

OPERATIONS = specification.operations()
CHAPTERS = list(dict.fromkeys(operation.chapter for operation in OPERATIONS))

ROOMS = ["models.py", "schemas.py", "queries.py", "services.py", "views.py"]
"""What a chapter may have; what one panel has there, all have."""

CORRIDORS = ["errors.py", "security.py", "schemas.py", "database.py", "clock.py"]
CORRIDORS += ["health.py", "server_timing.py", "pyproject.toml", "implementation.toml", "README.md"]
"""What every panel has at its top."""

PANELS = pytest.mark.parametrize("panel", python_panels(), ids=panel_name)


def views_of(panel: Implementation, chapter: str) -> Path:
    """Return the file with the views of a chapter."""
    return panel.chapter_folder(chapter) / "views.py"


def functions_at_the_top(path: Path) -> dict[str, Function]:
    """Return the functions of a file by name, in order."""
    return {node.name: node for node in tree(path).body if isinstance(node, Function)}


@PANELS
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_an_operation_has_its_view(panel: Implementation, operation: Operation) -> None:
    views = functions_at_the_top(views_of(panel, operation.chapter))

    assert operation.function_name in views
    docstring = ast.get_docstring(views[operation.function_name]) or ""
    assert docstring.partition("\n")[0] == operation.summary


@PANELS
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_views_stand_in_the_order_of_the_spec(panel: Implementation, chapter: str) -> None:
    expected = [each.function_name for each in OPERATIONS if each.chapter == chapter]
    found = list(functions_at_the_top(views_of(panel, chapter)))

    assert [name for name in found if name in expected] == expected


@PANELS
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_the_same_rooms_everywhere(panel: Implementation, chapter: str) -> None:
    rooms = {
        other.name: [name for name in ROOMS if (other.chapter_folder(chapter) / name).exists()]
        for other in python_panels()
    }

    assert rooms == dict.fromkeys(rooms, rooms[panel.name])
    assert "views.py" in rooms[panel.name]


@PANELS
def test_a_panel_has_what_every_panel_has(panel: Implementation) -> None:
    assert [name for name in CORRIDORS if not (panel.folder / name).exists()] == []
