"""The code of one operation in one implementation: all that it runs through, by role.

In Python it is found with `ast`, by following names from the view through the implementation; a
file's name tells the role of what is in it. In other languages `implementation.toml` names the
functions (see `harness/named_code.py`).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from harness.error_handlers import error_classes, handlers_for
from harness.mentions import Mentions
from harness.named_code import named_pieces
from harness.python_modules import Modules, Place
from harness.registry import Implementation
from harness.specification import Operation

Role = Literal[
    "view", "access", "schemas", "service", "query", "model", "session", "errors", "more"
]
ROLES: tuple[Role, ...] = get_args(Role)

ROLE_OF_FILE: dict[str, Role] = {
    "views.py": "view",
    "security.py": "access",
    "loaders.py": "access",
    "dependencies.py": "access",
    "parameters.py": "access",
    "schemas.py": "schemas",
    "services.py": "service",
    "queries.py": "query",
    "models.py": "model",
    "database.py": "session",
    "errors.py": "errors",
}
VIEWS = "views.py"
PYTHON = "Python"
NOT_RUN = {"migrations", "tests", "__pycache__", "config.py", "settings.py"}
"""Folders and files with code that no request runs through, or only the start does."""


@dataclass(frozen=True)
class Piece:
    """One function, method, class or assignment."""

    role: Role
    name: str
    path: Path
    first_line: int
    code: str
    distance: int
    """How many names away from the view it is."""

    @property
    def last_line(self) -> int:
        """The number of its last line."""
        return self.first_line + self.code.count("\n")


def code_of(implementation: Implementation, operation: Operation) -> list[Piece]:
    """Return the pieces of code that an operation runs through, by role and then as they are met.

    Empty when no view of that name is found.
    """
    if implementation.language != PYTHON:
        return [Piece(*named, distance=0) for named in named_pieces(implementation, operation)]
    modules, mentions = _application(implementation.folder)
    view = _find_view(implementation, operation, modules)
    if view is None:
        return []
    met = _reachable(view, operation, mentions)
    pieces = [_piece(modules, place, distance) for place, distance in met.items()]
    pieces[0] = _piece(modules, view, 0, "view")
    return sorted(pieces, key=lambda piece: ROLES.index(piece.role))


@cache
def _application(folder: Path) -> tuple[Modules, Mentions]:
    modules = Modules(folder)
    return modules, Mentions(modules)


def _find_view(
    implementation: Implementation, operation: Operation, modules: Modules
) -> Place | None:
    """Return the operation's function: in its chapter's views, or the only one of that name."""
    view = Place(implementation.chapter_folder(operation.chapter) / VIEWS, operation.function_name)
    if view.path.exists() and modules.definition(view):
        return view
    files = [p for p in sorted(implementation.folder.rglob("*.py")) if not NOT_RUN & {*p.parts}]
    found = [Place(path, operation.function_name) for path in files]
    views = [place for place in found if modules.definition(place)]
    return views[0] if len(views) == 1 else None


def _piece(modules: Modules, place: Place, distance: int, role: Role | None = None) -> Piece:
    code, first_line = modules.source(place)
    found = role or ROLE_OF_FILE.get(place.path.name, "more")
    return Piece(found, place.name, place.path, first_line, code, distance)


def _reachable(view: Place, operation: Operation, mentions: Mentions) -> dict[Place, int]:
    """Return all that the view, and the handlers of its errors, mention, with the distance."""
    modules = mentions.modules
    met = {view: 0}
    _follow([view], met, mentions)
    raised = error_classes(set(met), modules.folder)
    handlers = [p for p in handlers_for(operation, modules, raised) if p not in met]
    met |= dict.fromkeys(handlers, 1)
    _follow(handlers, met, mentions)
    # A method is left out when the whole of its class is there.
    return {
        place: distance
        for place, distance in met.items()
        if "." not in place.name or Place(place.path, place.name.split(".")[0]) not in met
    }


def _follow(waiting: list[Place], met: dict[Place, int], mentions: Mentions) -> None:
    for place in waiting:  # which grows
        for target in mentions.of(place):
            if target not in met and not NOT_RUN & {*target.path.parts}:
                met[target] = met[place] + 1
                waiting.append(target)
