"""What a definition of a Python application mentions, of all that the application has.

Found with `ast`, without running anything. Of a method called on something whose class cannot be
told, the one of that name in the same folder is taken, or else in the whole application, and none
where several have it.
"""

import ast
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeGuard

from harness.python_modules import Definition, Modules, Place

MODELS = "models.py"
FILES_WITH_METHODS = ("queries.py", MODELS)
"""Where to look for a method of that name, when `ast` cannot tell what it is called on."""

TYPE_VARIABLES = {"TypeVar", "ParamSpec"}

MAKES_MANAGER = "as_manager"
"""How Django hangs a queryset class on a model, so that its methods can be called there."""


class Mentions:
    """Finds what definitions and assignments of one application mention."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self._found: dict[Place, list[Place]] = {}

    def of(self, place: Place) -> list[Place]:
        """Return the places of the application that a definition or assignment mentions."""
        if place not in self._found:
            self._found[place] = self._look_up(place)
        return self._found[place]

    def _look_up(self, place: Place) -> list[Place]:
        node = self.modules.definition(place) or self.modules.assignment(place)
        if node is None:
            return []
        types = self._types_in(place.path, node)
        fields = _fields(node) if place.path.name == MODELS else set()
        found: dict[Place, None] = {}
        for child in _walk(node):
            target = self._target(place, child, types)
            if target is None or self._is_scaffolding(target):
                continue
            if child not in fields or target.path.name != MODELS:
                found[target] = None
        found.pop(place, None)
        return list(found)

    def _is_scaffolding(self, place: Place) -> bool:
        """Tell of type variables, and of querysets: their methods are found where called."""
        node = self.modules.assignment(place)
        value = node.value if node else None
        name = value.func.id if isinstance(value, ast.Call) and _is_name(value.func) else ""
        return name in TYPE_VARIABLES or place in self._querysets.values()

    def _target(self, place: Place, node: ast.AST, types: dict[str, Place]) -> Place | None:
        if isinstance(node, ast.Name):
            return self._resolve(place.path, (node.id,))
        if isinstance(node, ast.Constant):  # an annotation in quotes
            text = str(node.value)
            return self._resolve(place.path, (text,)) if text.isidentifier() else None
        if isinstance(node, ast.Attribute):
            return self._attribute(place, node, types)
        return None

    def _attribute(
        self, place: Place, node: ast.Attribute, types: dict[str, Place]
    ) -> Place | None:
        owner = place.name.partition(".")[0]
        if isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}:
            own = Place(place.path, f"{owner}.{node.attr}")
            return own if "." in place.name and self.modules.definition(own) else None
        of_type = self._type_of(place.path, node.value, types)
        method = Place(of_type.path, f"{of_type.name}.{node.attr}") if of_type else None
        if method and self.modules.definition(method):
            return method
        parts = _dotted(node)
        if parts and parts[0] not in types and (found := self._resolve(place.path, parts)):
            return found
        return self._method_named(place.path, node.attr)

    def _resolve(self, path: Path, parts: tuple[str, ...]) -> Place | None:
        """Follow a name to where it is defined, through modules that only import it."""
        target = self.modules.resolve(path, parts)
        while target and not self.modules.exists(target):
            onward = self.modules.resolve(target.path, (target.name,))
            target = onward if onward != target else None
        return target

    def _types_in(self, path: Path, node: ast.AST) -> dict[str, Place]:
        """Return the classes of parameters and local variables, as far as they can be told."""
        types: dict[str, Place] = {}
        for child in ast.walk(node):
            name, found = "", None
            if isinstance(child, ast.arg) and isinstance(child.annotation, ast.Name):
                name, found = child.arg, self._resolve(path, (child.annotation.id,))
            elif isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Name):
                name, found = child.targets[0].id, self._type_of(path, child.value, types)
            if found:
                types.setdefault(name, found)
        return types

    def _type_of(self, path: Path, node: ast.expr, types: dict[str, Place]) -> Place | None:
        """Return the class, or the queryset of the model, at the root of a chain of calls."""
        through_manager = False
        while not isinstance(node, ast.Name):
            if isinstance(node, ast.Attribute):
                through_manager |= node.attr == "objects"
                node = node.value
            elif isinstance(node, ast.Call):
                node = node.func
            else:
                return None
        root = types.get(node.id) or self._resolve(path, (node.id,))
        if root and through_manager:
            return self._querysets.get(root, root)
        return types.get(node.id) or (self._type_of_constant(root) if root else None)

    def _type_of_constant(self, place: Place) -> Place | None:
        """Return the same of what a module makes once for all."""
        made = self.modules.assignment(place)
        return self._type_of(place.path, made.value, {}) if made and made.value else None

    def _method_named(self, path: Path, name: str) -> Place | None:
        places = self._methods.get(name, [])
        near = [place for place in places if place.path.parent == path.parent]
        if len(near) == 1:
            return near[0]
        return places[0] if len(places) == 1 else None

    @cached_property
    def _querysets(self) -> dict[Place, Place]:
        """Return the querysets that hang on models, by the model."""
        found: dict[Place, Place] = {}
        for path in self._files():
            for model in self.modules.tree(path).body:
                if isinstance(model, ast.ClassDef) and (name := _manager(model)):
                    found[Place(path, model.name)] = Place(path, name)
        return found

    @cached_property
    def _methods(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for path in self._files():
            for place in self.modules.methods(path):
                found.setdefault(place.name.partition(".")[2], []).append(place)
        return found

    def _files(self) -> list[Path]:
        return sorted(p for name in FILES_WITH_METHODS for p in self.modules.folder.rglob(name))


def _manager(model: ast.ClassDef) -> str | None:
    """Return the class that a model makes its manager of."""
    calls = [node.value for node in model.body if isinstance(node, ast.Assign)]
    made = [call.func for call in calls if isinstance(call, ast.Call) and _makes_manager(call.func)]
    names = [function.value for function in made if isinstance(function, ast.Attribute)]
    return next((name.id for name in names if isinstance(name, ast.Name)), None)


def _is_name(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name)


def _makes_manager(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == MAKES_MANAGER


def _fields(node: ast.AST) -> set[ast.AST]:
    """Return what stands in a class outside of its methods, annotations in quotes aside.

    A foreign key there names another table, which an operation on this one need not touch.
    """
    if not isinstance(node, ast.ClassDef):
        return set()
    statements = [child for child in node.body if not isinstance(child, Definition)]
    inside = {child for statement in statements for child in ast.walk(statement)}
    return {child for child in inside if not isinstance(child, ast.Constant)}


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that may mention something: no plain texts, and no class made a manager.

    The methods of such a class are found where they are called.
    """
    for child in ast.iter_child_nodes(node):
        if _makes_manager(child):
            continue
        if isinstance(child, ast.AnnAssign | ast.arg) and child.annotation:
            yield from (n for n in ast.walk(child.annotation) if isinstance(n, ast.Constant))
        if not isinstance(child, ast.Constant):
            yield child
            yield from _walk(child)


def _dotted(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value)):
        return (*before, node.attr)
    return ()
