"""The code of one operation in one implementation: its view, and what the view calls.

Found with `ast`, by following names from the view through the chapters of its implementation; a
file's name tells the role of what is in it. Only Python is understood; of implementations in other
languages nothing is found.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from harness import specification
from harness.python_modules import Modules, Place
from harness.registry import Implementation
from harness.specification import Operation

Role = Literal["view", "schemas", "service", "query", "model"]
ROLES: tuple[Role, ...] = get_args(Role)

ROLE_OF_FILE: dict[str, Role] = {
    "schemas.py": "schemas",
    "services.py": "service",
    "queries.py": "query",
    "models.py": "model",
}
VIEWS = "views.py"
FILES_WITH_METHODS = ("queries.py", "models.py")
"""Where to look for a method of that name, when `ast` cannot tell what it is called on."""

LEVELS = 2
"""How many names away from the view a piece may be."""


@dataclass(frozen=True)
class Piece:
    """One function, method or class."""

    role: Role
    name: str
    path: Path
    first_line: int
    code: str


def code_of(implementation: Implementation, operation: Operation) -> list[Piece]:
    """Return the pieces of code that make up an operation, by role and then as they are met.

    Empty when the chapter has no view of that name.
    """
    view = Place(implementation.chapter_folder(operation.chapter) / VIEWS, operation.function_name)
    search = _Search(implementation)
    if not view.path.exists() or search.modules.definition(view) is None:
        return []
    pieces = [search.piece("view", view)]
    for place in search.reachable(view):
        role = ROLE_OF_FILE.get(place.path.name)
        if role and search.modules.definition(place):
            pieces.append(search.piece(role, place))
    return sorted(pieces, key=lambda piece: ROLES.index(piece.role))


class _Search:
    def __init__(self, implementation: Implementation) -> None:
        self.modules = Modules(implementation.folder)
        self.chapters = {
            implementation.chapter_folder(operation.chapter)
            for operation in specification.operations()
        }
        self.methods = self._methods()

    def piece(self, role: Role, place: Place) -> Piece:
        code, first_line = self.modules.source(place)
        return Piece(role, place.name, place.path, first_line, code)

    def reachable(self, view: Place) -> list[Place]:
        """Return what is within a few names of the view, nearest first."""
        met: dict[Place, None] = {}
        level = [view]
        for _ in range(LEVELS):
            level = self._next_level(level, met)
        self._next_level(level, met, only_private=True)
        # A method is left out when the whole of its class is there.
        return [
            place
            for place in met
            if Place(place.path, place.name.split(".")[0]) not in met or "." not in place.name
        ]

    def _next_level(
        self, level: list[Place], met: dict[Place, None], *, only_private: bool = False
    ) -> list[Place]:
        following = []
        waiting = [used for place in level for used in self._used_by(place)]
        while waiting:
            place = waiting.pop(0)
            if place in met or (only_private and not place.name.startswith("_")):
                continue
            met[place] = None
            if self._is_level(place):
                following.append(place)
            else:
                waiting += self._used_by(place)
        return following

    def _is_level(self, place: Place) -> bool:
        """Tell whether following a name is a step, rather than something to see through.

        One sees through what is only a name for something else, such as FastAPI's
        `ArticleDep = Annotated[...]`, through loaders and other modules of a chapter, and through
        private functions, which belong to those that call them.
        """
        return (
            place.path.name in ROLE_OF_FILE
            and self.modules.definition(place) is not None
            and not place.name.startswith("_")
        )

    def _used_by(self, place: Place) -> list[Place]:
        """Return the places in the chapters that a definition or assignment mentions."""
        node = self.modules.definition(place) or self.modules.assignment(place)
        if node is None:
            return []
        found = [self._resolve(place.path, parts) for parts in _mentions(node)]
        return [
            target
            for target in dict.fromkeys(found)
            if target and target != place and target.path.parent in self.chapters
        ]

    def _resolve(self, path: Path, parts: tuple[str, ...]) -> Place | None:
        return self.modules.resolve(path, parts) or self.methods.get(parts[-1])

    def _methods(self) -> dict[str, Place]:
        """Return the methods in the chapters whose name no other one has."""
        found: dict[str, list[Place]] = {}
        for chapter in sorted(self.chapters):
            for path in (chapter / name for name in FILES_WITH_METHODS):
                for place in self.modules.methods(path) if path.exists() else ():
                    found.setdefault(place.name.partition(".")[2], []).append(place)
        return {name: places[0] for name, places in found.items() if len(places) == 1}


def _mentions(node: ast.AST) -> Iterator[tuple[str, ...]]:
    """Yield the dotted names in a node, each as its parts; of `a.b().c` both `a.b` and `c`."""
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            yield (child.id,)
        elif isinstance(child, ast.Attribute):
            yield _dotted(child) or ("", child.attr)


def _dotted(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value)):
        return (*before, node.attr)
    return ()
