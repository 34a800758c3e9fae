"""Who imports whom: what the house plan allows, and no more."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

from harness import ROOT
from harness.registry import Implementation
from shared_tests.meta.sources import (
    files,
    panel_name,
    python_examples,
    python_panels,
    relative,
    tree,
)

MAY_IMPORT = {
    "harness": {"harness"},
    "shared_tests": {"harness", "shared_tests"},
    "benchmarks": {"harness", "benchmarks"},
    "reader": {"harness", "reader"},
}
"""Which rooms of the house a room may import, where it is there."""

REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?")

APPLICATIONS = {
    ROOT / "shared_tests" / "defaults" / "apps",
    ROOT / "benchmarks" / "ladder" / "rungs",
}
"""Served, and imported by no tool: they use the frameworks, and what a panel would."""

INLINE_METADATA = re.compile(r"^# /// script\n((?:# ?.*\n)+?)# ///$", re.MULTILINE)


@cache
def distributions() -> dict[str, list[str]]:
    """Return the installed distributions by the modules that they bring."""
    return {
        module: [canonical(name) for name in names]
        for module, names in packages_distributions().items()
    }


def canonical(name: str) -> str:
    """Return a distribution's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: Iterable[str]) -> set[str]:
    """Return the distributions that requirements name, and those of the extras in them."""
    found = set()
    for requirement in requirements:
        match = REQUIREMENT.match(requirement)
        assert match, requirement
        found.add(canonical(match[1]))
        for extra in filter(None, (match[2] or "").split(",")):
            wanted = re.compile(rf"extra\s*==\s*['\"]{extra.strip()}['\"]")
            found |= declared(each for each in requires(match[1]) or [] if wanted.search(each))
    return found


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the topmost name of each module that a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, (node.module or "").partition(".")[0]


def foreign(folder: Path, own: set[str], dependencies: set[str]) -> dict[str, str]:
    """Return what is imported below a folder that is neither its own, Python's, nor declared.

    Returns:
        the modules, each with the first place that imports it.
    """
    found: dict[str, str] = {}
    for path in files(".py", below=folder):
        if APPLICATIONS.intersection(path.parents):
            continue
        for line, module in imports(path):
            known = own | sys.stdlib_module_names
            if module not in known and not dependencies & set(distributions().get(module, [])):
                found.setdefault(module, f"{relative(path)}:{line}")
    return found


def table(folder: Path) -> dict[str, object]:
    """Return a folder's `pyproject.toml`."""
    return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))


def requirements_of(panel: Implementation) -> list[str]:
    """Return what a panel declares that it needs, with all of its extras."""
    project = table(panel.folder)["project"]
    assert isinstance(project, dict)
    extras = project.get("optional-dependencies", {}).values()
    return [*project["dependencies"], *(need for extra in extras for need in extra)]


def inline_requirements(path: Path) -> list[str]:
    """Return what a script of one file says at its top that it needs."""
    block = INLINE_METADATA.search(path.read_text(encoding="utf-8"))
    assert block, f"{relative(path)} does not say what it needs"
    lines = [line[2:] for line in block[1].splitlines()]
    return list(tomllib.loads("\n".join(lines))["dependencies"])


@pytest.mark.parametrize("panel", python_panels(), ids=panel_name)
def test_a_panel_imports_itself_and_what_it_declares(panel: Implementation) -> None:
    own = {path.stem for path in panel.folder.glob("*.py")}
    own |= {path.name for path in panel.folder.iterdir() if path.is_dir()}

    assert foreign(panel.folder, own, declared(requirements_of(panel))) == {}


@pytest.mark.parametrize("example", python_examples(), ids=panel_name)
def test_an_example_is_one_file_that_imports_what_it_declares(example: Implementation) -> None:
    (file,) = files(".py", below=example.folder)

    assert foreign(example.folder, set(), declared(inline_requirements(file))) == {}


@pytest.mark.parametrize("panel", [*python_panels(), *python_examples()], ids=panel_name)
def test_a_panel_leaves_the_import_path_alone(panel: Implementation) -> None:
    text = {relative(path): path.read_text("utf-8") for path in files(".py", below=panel.folder)}

    assert [path for path, code in text.items() if "sys.path" in code] == []


@pytest.mark.parametrize("room", [room for room in MAY_IMPORT if (ROOT / room).exists()])
def test_a_room_imports_only_what_it_may(room: str) -> None:
    groups = table(ROOT)["dependency-groups"]
    assert isinstance(groups, dict)

    assert foreign(ROOT / room, MAY_IMPORT[room], declared(groups["dev"])) == {}
