"""Looking names up in the modules of one Python application, without importing it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Assignment = ast.Assign | ast.AnnAssign


@dataclass(frozen=True)
class Place:
    """A name at the top of a module, or `Class.method` in it."""

    path: Path
    name: str


class Modules:
    """The modules below one folder, which is the root of their imports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._trees: dict[Path, ast.Module] = {}
        self._tops: dict[Path, dict[str, Definition | Assignment]] = {}
        self._imports: dict[Path, dict[str, Place]] = {}

    def definition(self, place: Place) -> Definition | None:
        """Return the function, class or method of that name."""
        name, _, method = place.name.partition(".")
        node = self._names_in(place.path).get(name)
        if not isinstance(node, Definition):
            return None
        return _method(node, method) if method else node

    def assignment(self, place: Place) -> Assignment | None:
        """Return the assignment that gives a module's variable its value."""
        node = self._names_in(place.path).get(place.name)
        return node if isinstance(node, Assignment) else None

    def exists(self, place: Place) -> bool:
        """Tell whether a module defines or assigns that name."""
        return bool(self.definition(place) or self.assignment(place))

    def names(self, path: Path) -> Iterator[Place]:
        """Yield what a module defines or assigns at its top, and the methods of its classes."""
        yield from (Place(path, name) for name in self._names_in(path))
        yield from self.methods(path)

    def methods(self, path: Path) -> Iterator[Place]:
        """Yield the methods of a module's classes, without those that Python itself calls."""
        for node in self.tree(path).body:
            if isinstance(node, ast.ClassDef):
                for method in node.body:
                    if isinstance(method, Definition) and not method.name.startswith("__"):
                        yield Place(path, f"{node.name}.{method.name}")

    def lines(self, place: Place) -> tuple[int, int]:
        """Return the first and last line of a definition or an assignment.

        Decorators belong to it, and so do the comment right above and the docstring right below.

        Raises:
            LookupError: there is nothing of that name.
        """
        node = self.definition(place) or self.assignment(place)
        if node is None:
            raise LookupError(f"{place.path} does not define {place.name}")
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        last = node.end_lineno or node.lineno
        if isinstance(node, Assignment):
            last = self._end_with_docstring(place.path, node, last)
        lines = self._lines(place.path)
        while first > 1 and lines[first - 2].lstrip().startswith("#"):
            first -= 1
        return first, last

    def source(self, place: Place) -> tuple[str, int]:
        """Return the lines of a definition or an assignment, and the number of the first one.

        Raises:
            LookupError: there is nothing of that name.
        """
        first, last = self.lines(place)
        return "\n".join(self._lines(place.path)[first - 1 : last]), first

    def resolve(self, path: Path, parts: tuple[str, ...]) -> Place | None:
        """Return what a dotted name means in a module; None when it is nothing of ours.

        Of `articles.queries.get_article` the parts that name modules are followed; what remains
        behind a function or class is left off.
        """
        imported = self._imported(path)
        for length in range(len(parts), 0, -1):
            target = imported.get(".".join(parts[:length]))
            if target is not None:
                return target if target.name else _member(target, parts[length:])
        local = Place(path, parts[0])
        return local if self.exists(local) else None

    def tree(self, path: Path) -> ast.Module:
        """Return a module, parsed."""
        if path not in self._trees:
            text = path.read_text(encoding="utf-8")
            self._trees[path] = ast.parse(text, filename=str(path))
        return self._trees[path]

    def _names_in(self, path: Path) -> dict[str, Definition | Assignment]:
        """Return what a module defines or assigns at its top, the first of each name."""
        if path not in self._tops:
            found: dict[str, Definition | Assignment] = {}
            for node in self.tree(path).body:
                if isinstance(node, Definition):
                    found.setdefault(node.name, node)
                elif isinstance(node, Assignment):
                    for name in _assigned(node):
                        found.setdefault(name, node)
            self._tops[path] = found
        return self._tops[path]

    def _lines(self, path: Path) -> list[str]:
        return path.read_text(encoding="utf-8").splitlines()

    def _end_with_docstring(self, path: Path, node: Assignment, last: int) -> int:
        following = next((n for n in self.tree(path).body if n.lineno == last + 1), None)
        is_text = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        return following.end_lineno or last if following and is_text else last

    def _imported(self, path: Path) -> dict[str, Place]:
        """Return what a module imports from the application; a module is a place without name."""
        if path not in self._imports:
            self._imports[path] = {
                name: place
                for node in ast.walk(self.tree(path))
                for name, place in self._import(path, node)
            }
        return self._imports[path]

    def _import(self, path: Path, node: ast.AST) -> Iterator[tuple[str, Place]]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if module := _module(self.folder, alias.name):
                    yield alias.asname or alias.name, Place(module, "")
        elif isinstance(node, ast.ImportFrom):
            base = path.parents[node.level - 1] if node.level else self.folder
            for alias in node.names:
                name = alias.asname or alias.name
                if module := _module(base, f"{node.module or ''}.{alias.name}"):
                    yield name, Place(module, "")
                elif module := _module(base, node.module or ""):
                    yield name, Place(module, alias.name)


def _module(base: Path, dotted: str) -> Path | None:
    """Return the file of a module below a folder."""
    stem = base.joinpath(*filter(None, dotted.split(".")))
    candidates = [stem / "__init__.py"]
    if stem != base:
        candidates.append(stem.with_suffix(".py"))
    return next((path for path in candidates if path.exists()), None)


def _member(module: Place, rest: tuple[str, ...]) -> Place | None:
    return Place(module.path, rest[0]) if rest else None


def _method(node: Definition, name: str) -> Definition | None:
    found = (child for child in node.body if isinstance(child, Definition) and child.name == name)
    return next(found, None)


def _assigned(node: Assignment) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]
