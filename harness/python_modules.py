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
        self._imports: dict[Path, dict[str, Place]] = {}

    def definition(self, place: Place) -> Definition | None:
        """Return the function, class or method of that name."""
        name, _, method = place.name.partition(".")
        for node in self._tree(place.path).body:
            if isinstance(node, Definition) and node.name == name:
                return _method(node, method) if method else node
        return None

    def assignment(self, place: Place) -> Assignment | None:
        """Return the assignment that gives a module's variable its value."""
        for node in self._tree(place.path).body:
            if isinstance(node, Assignment) and place.name in _assigned(node):
                return node
        return None

    def methods(self, path: Path) -> Iterator[Place]:
        """Yield the methods of a module's classes, without those that Python itself calls."""
        for node in self._tree(path).body:
            if isinstance(node, ast.ClassDef):
                for method in node.body:
                    if isinstance(method, Definition) and not method.name.startswith("__"):
                        yield Place(path, f"{node.name}.{method.name}")

    def source(self, place: Place) -> tuple[str, int]:
        """Return a definition's lines, decorators included, and the number of the first one.

        Raises:
            LookupError: there is no such definition.
        """
        node = self.definition(place)
        if node is None:
            raise LookupError(f"{place.path} does not define {place.name}")
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        lines = place.path.read_text(encoding="utf-8").splitlines()
        return "\n".join(lines[first - 1 : node.end_lineno]), first

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
        return local if self.definition(local) or self.assignment(local) else None

    def _imported(self, path: Path) -> dict[str, Place]:
        """Return what a module imports from the application; a module is a place without name."""
        if path not in self._imports:
            self._imports[path] = {
                name: place
                for node in ast.walk(self._tree(path))
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

    def _tree(self, path: Path) -> ast.Module:
        if path not in self._trees:
            text = path.read_text(encoding="utf-8")
            self._trees[path] = ast.parse(text, filename=str(path))
        return self._trees[path]


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
