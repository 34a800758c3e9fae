"""What a mutant is, and which tests are run against it."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from harness import specification
from shared_tests.mutants.messages import Request, Response

HEALTHY_PROXY = "healthy-proxy"
HEALTHY_REFERENCE = "healthy-reference"
HEALTHY = (HEALTHY_PROXY, HEALTHY_REFERENCE)
"""Servers without damage: where one of them fails a test, a mutant that fails it proves nothing."""

FAMILIES = {
    "status": "another status than the spec's",
    "field": "a field dropped, renamed, of another type, or null",
    "stale": "yesterday's answer",
    "leak": "more than anybody should see",
    "order": "the wrong order, or ties broken wrongly",
    "paging": "pages and counts",
    "filter": "filters of lists",
    "viewer": "who is looking",
    "header": "headers lost or added",
    "cross-origin": "what browsers on other origins may read",
    "time": "times, and how they are written",
    "ownership": "somebody else's things",
    "precedence": "which of two refusals comes first",
    "repeat": "the same call again",
    "persistence": "writes that are lost, or kept when they should not be",
    "token": "tokens that are taken or refused wrongly",
    "validation": "what is refused, accepted or changed on its way in",
    "conflict": "names that are taken",
    "slug": "slugs and tags",
    "race": "what only shows when two come at once",
}

Alteration = Callable[[Request], None]
Damage = Callable[[Request, Response], None]


@dataclass(frozen=True)
class TestName:
    """A test, taken apart: `operations/test_get_tags.py::test_200_a[target-b]` is of `get_tags`."""

    __test__ = False

    file: str
    function: str
    variant: str = ""

    def matches(self, pattern: str) -> bool:
        """Tell whether a pattern like `get_tags::200_*` or `paths::404_*[*getTags]` means it."""
        names, _, variant = pattern.removesuffix("]").partition("[")
        file, _, function = names.partition("::")
        return (
            fnmatchcase(self.file, file)
            and fnmatchcase(self.function, function)
            and (not variant or fnmatchcase(self.variant, variant))
        )


@dataclass(frozen=True)
class Mutant:
    """A server with one thing damaged."""

    name: str
    family: str
    operations: tuple[str, ...]
    """The ids of those that it touches; one that touches all of them names none."""
    damage: str
    """What is wrong, in a sentence."""
    told_by: tuple[str, ...]
    """Patterns of tests whose names tell what is wrong: one of them must catch it."""
    also: tuple[str, ...] = ()
    """Patterns of more tests that may see it."""
    alter: Alteration | None = None
    """Changes a request on its way to the healthy server."""
    spoil: Damage | None = None
    """Changes the answer on its way back."""

    @property
    def behind_proxy(self) -> bool:
        """Whether a proxy does the damage; else the reference application, by the fault's name."""
        return self.alter is not None or self.spoil is not None

    def telling(self, test: TestName) -> bool:
        """Tell whether a test's name says what is wrong here."""
        return any(test.matches(pattern) for pattern in self.told_by)

    def wants(self, test: TestName) -> bool:
        """Tell whether a test is to be run against it."""
        return self.telling(test) or any(test.matches(pattern) for pattern in self.also)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text: operation ids or patterns."""
    return tuple(text.split())


def successes(operations: tuple[str, ...]) -> tuple[str, ...]:
    """Return patterns of the tests, in operations' own files, of calls that succeed."""
    found = map(specification.operation, operations)
    return tuple(f"{operation.function_name}::test_2??_*" for operation in found)


def fault(  # noqa: PLR0913, PLR0917 (a line of a catalogue)
    family: str, name: str, operations: str, damage: str, told_by: str, also: str | None = None
) -> Mutant:
    """Return a mutant that the reference application is, when its fault has this name.

    Args:
        family: one of FAMILIES.
        name: what it is called.
        operations: their ids, separated by blanks; empty for all of them.
        damage: what is wrong, in a sentence.
        told_by: patterns, separated by blanks.
        also: likewise; for None the tests of the operations' successes.
    """
    touched = words(operations)
    more = successes(touched) if also is None else words(also)
    return Mutant(name, family, touched, damage, words(told_by), more)


def proxied(  # noqa: PLR0913, PLR0917 (a line of a catalogue)
    family: str,
    name: str,
    operations: str,
    damage: str,
    told_by: str,
    also: str | None = None,
    *,
    alter: Alteration | None = None,
    spoil: Damage | None = None,
) -> Mutant:
    """Return a mutant that a proxy makes of a healthy panel; the arguments are those of `fault`."""
    touched = words(operations)
    more = successes(touched) if also is None else words(also)
    return Mutant(name, family, touched, damage, words(told_by), more, alter, spoil)
