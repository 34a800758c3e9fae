"""The files of the repository that the site shows, each highlighted once."""

from functools import cached_property
from pathlib import Path

from harness import ROOT
from harness.registry import Implementation
from reader.highlight import highlight_file

ROOMS = ("spec", "shared_tests", "harness")
"""Folders whose files are shown, besides the implementations'."""
SINGLE_FILES = ("Makefile", "pyproject.toml", ".ci/run")
SUFFIXES = {".py", ".toml", ".yaml", ".sql", ".mako", ".json", ".md"}
SUFFIXES |= {".js", ".ts", ".go", ".rs", ".rb", ".java", ".kt", ".ex", ".exs", ".cs", ".php"}
NOT_SHOWN = {"__pycache__", "node_modules", "target", "vendor", "build"}
"""Folders with files that nobody here wrote."""


class SourceFile:
    """One file, as text and as lines of HTML."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def text(self) -> str:
        """What it says."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def lines(self) -> list[str]:
        """Its lines in HTML."""
        return highlight_file(self.path.name, self.text)

    @property
    def name(self) -> str:
        """Its path from the root, for people to read."""
        return self.path.relative_to(ROOT).as_posix()


class Sources:
    """Every file that has a page."""

    def __init__(self, implementations: tuple[Implementation, ...]) -> None:
        folders = [ROOT / room for room in ROOMS] + [each.folder for each in implementations]
        paths = {path for folder in folders for path in folder.rglob("*") if _is_shown(path)}
        paths |= {ROOT / name for name in SINGLE_FILES if (ROOT / name).exists()}
        self.files = {path: SourceFile(path) for path in sorted(paths)}

    def __contains__(self, path: Path) -> bool:
        return path in self.files

    def __getitem__(self, path: Path) -> SourceFile:
        return self.files[path]

    def below(self, folder: Path) -> list[SourceFile]:
        """Return the files in a folder and the folders in it."""
        return [file for path, file in self.files.items() if folder in path.parents]


def _is_shown(path: Path) -> bool:
    inside = path.relative_to(ROOT)
    hidden = any(part.startswith(".") or part in NOT_SHOWN for part in inside.parts)
    return path.suffix in SUFFIXES and not hidden and path.is_file()
