"""The registry of implementations: every folder with an `implementation.toml`.

That file is all that the harness knows of an implementation, whichever its language. Those at the
root are the panels, which everything is about by default; those under `examples/` run when named.
"""

import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from harness import ROOT
from harness.deviations import Deviation, DeviationError, read_deviations

Engine = Literal["sqlite", "postgresql", "mariadb"]
ENGINES: tuple[Engine, ...] = get_args(Engine)

FILE_NAME = "implementation.toml"
EXAMPLES = "examples"


class RegistryError(Exception):
    """An `implementation.toml` that is malformed, or a name that nobody has."""


@dataclass(frozen=True)
class Profile:
    """One way to serve an implementation, such as `wsgi` or `asgi`."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict, hash=False)
    ready_seconds: float = 30.0
    """How long it may take to start."""


@dataclass(frozen=True)
class Implementation:
    """One panel, as its `implementation.toml` describes it."""

    name: str
    title: str
    framework: str
    language: str
    folder: Path
    engines: tuple[Engine, ...]
    migrate: tuple[str, ...]
    develop: tuple[str, ...]
    profiles: tuple[Profile, ...]
    package: str | None = None
    chapters: Mapping[str, str] = field(default_factory=dict, hash=False)
    deviations: tuple[Deviation, ...] = ()
    operations: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict, hash=False)
    """Where its code is not Python: `file:name` of what each operation runs through, by role."""

    def profile(self, name: str | None = None) -> Profile:
        """Return the named profile, or the default (first) one for None.

        Raises:
            RegistryError: the implementation has no such profile.
        """
        if name is None:
            return self.profiles[0]
        for profile in self.profiles:
            if profile.name == name:
                return profile
        known = ", ".join(profile.name for profile in self.profiles)
        raise RegistryError(f"{self.name} has no profile {name!r}, only: {known}")

    def chapter_folder(self, chapter: str) -> Path:
        """Return the folder that holds a chapter of the spec, such as `Articles`."""
        name = chapter.lower()
        return self.folder / self.chapters.get(name, name)


def fill(
    command: tuple[str, ...], *, host: str = "127.0.0.1", port: int | None = None
) -> list[str]:
    """Put values in the place of `{python}`, `{host}` and `{port}` in a command."""
    values = {"{python}": sys.executable, "{host}": host, "{port}": str(port)}
    filled = list(command)
    for placeholder, value in values.items():
        filled = [word.replace(placeholder, value) for word in filled]
    return filled


def discover(root: Path = ROOT) -> tuple[Implementation, ...]:
    """Return the implementations in the folders of `root` and of its examples, by name.

    Raises:
        RegistryError: a file is malformed, or two implementations share a name.
    """
    paths = [*root.glob(f"*/{FILE_NAME}"), *root.glob(f"{EXAMPLES}/*/{FILE_NAME}")]
    found = [load(path) for path in sorted(paths)]
    by_name = {implementation.name: implementation for implementation in found}
    if len(by_name) < len(found):
        names = ", ".join(implementation.name for implementation in found)
        raise RegistryError(f"two implementations share a name: {names}")
    return tuple(by_name[name] for name in sorted(by_name))


def panels(root: Path = ROOT) -> tuple[Implementation, ...]:
    """Return the implementations that are no examples: what is run where none is named.

    Raises:
        RegistryError: as `discover` does.
    """
    return tuple(each for each in discover(root) if each.folder.parent == root)


def get(name: str, root: Path = ROOT) -> Implementation:
    """Return the implementation of that name.

    Raises:
        RegistryError: there is none, or some file is malformed.
    """
    known = discover(root)
    for implementation in known:
        if implementation.name == name:
            return implementation
    names = ", ".join(implementation.name for implementation in known) or "none"
    raise RegistryError(f"there is no implementation {name!r}, only: {names}")


def read_engines(names: Iterable[str]) -> tuple[Engine, ...]:
    """Return the engines of these names.

    Raises:
        RegistryError: one of them is no engine.
    """
    engines: list[Engine] = []
    for name in names:
        if name not in ENGINES:
            raise RegistryError(f"there is no engine {name!r}, only: {', '.join(ENGINES)}")
        engines.append(name)
    return tuple(engines)


def load(path: Path) -> Implementation:
    """Read one `implementation.toml`.

    Raises:
        RegistryError: the file is no TOML, or a key is missing, unknown or of the wrong kind.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegistryError(f"{path}: {error}") from error
    return _Reader(path, table).implementation()


class _Reader:
    """Takes the keys out of one table, each checked, and complains about what is left."""

    def __init__(self, path: Path, table: dict[str, Any]) -> None:
        self.path = path
        self.table = table

    def implementation(self) -> Implementation:
        implementation = Implementation(
            name=self.text("name"),
            title=self.text("title"),
            framework=self.text("framework"),
            language=self.text("language"),
            folder=self.path.parent,
            engines=self.engines(),
            migrate=self.command(self.table, "migrate"),
            develop=self.command(self.table, "develop"),
            profiles=self.profiles(),
            package=self.text("package") if "package" in self.table else None,
            chapters=self.text_table(self.table, "chapters"),
            deviations=self.deviations(),
            operations=self.operations(),
        )
        self.refuse_leftovers(self.table, "")
        return implementation

    def error(self, message: str) -> RegistryError:
        return RegistryError(f"{self.path}: {message}")

    def refuse_leftovers(self, table: dict[str, Any], where: str) -> None:
        if table:
            raise self.error(f"unknown key{where}: {', '.join(sorted(table))}")

    def text(self, key: str) -> str:
        value = self.table.pop(key, None)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"`{key}` must be a text")
        return value

    def command(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        value = table.pop(key, None)
        if not isinstance(value, list) or not value or not all(isinstance(x, str) for x in value):
            raise self.error(f"`{key}` must be a list of words, such as ['{{python}}', '-m', ...]")
        return tuple(value)

    def engines(self) -> tuple[Engine, ...]:
        value = self.table.pop("engines", None)
        if not isinstance(value, list) or not value:
            raise self.error("`engines` must be a list of " + " and ".join(ENGINES))
        try:
            return read_engines(value)
        except RegistryError as error:
            raise self.error(f"`engines`: {error}") from error

    def text_table(self, table: dict[str, Any], key: str) -> dict[str, str]:
        value = table.pop(key, {})
        if not isinstance(value, dict) or not all(isinstance(x, str) for x in value.values()):
            raise self.error(f"`{key}` must be a table of texts")
        return value

    def deviations(self) -> tuple[Deviation, ...]:
        try:
            return read_deviations(self.table.pop("deviations", []))
        except DeviationError as error:
            raise self.error(str(error)) from error

    def operations(self) -> dict[str, dict[str, list[str]]]:
        value = self.table.pop("operations", {})
        if not isinstance(value, dict) or not all(map(_is_code_map, value.values())):
            raise self.error('`operations.<operationId>` must map roles to lists of "file:name"')
        return value

    def profiles(self) -> tuple[Profile, ...]:
        value = self.table.pop("serve", None)
        if not isinstance(value, dict) or not value:
            raise self.error("there must be at least one [serve.<profile>]")
        return tuple(self.profile(name, table) for name, table in value.items())

    def profile(self, name: str, table: object) -> Profile:
        if not isinstance(table, dict):
            raise self.error(f"`serve.{name}` must be a table")
        profile = Profile(
            name, self.command(table, "command"), self.text_table(table, "environment")
        )
        self.refuse_leftovers(table, f" in [serve.{name}]")
        return profile


def _is_code_map(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    named = [place for places in value.values() if isinstance(places, list) for place in places]
    lists = all(isinstance(places, list) for places in value.values())
    return lists and all(isinstance(place, str) and ":" in place for place in named)
