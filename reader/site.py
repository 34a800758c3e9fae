"""All that the pages are made of, gathered once; each page then takes what it shows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from harness import ROOT, registry, specification
from harness.contract_tests import ContractTest, contract_tests
from harness.registry import Implementation
from harness.specification import Operation
from reader import notes as hand_written
from reader.benchmark_results import BenchmarkRow, benchmark_rows
from reader.capture.capture import captured_sql
from reader.followed import Followed, followed
from reader.notes import Note, NoteError, Notes
from reader.prose import Prose
from reader.results import SUITE, ContractResults, Missing, contract_results, facts
from reader.slices import Row, operation_rows
from reader.sources import Sources

DOCUMENTS = ("README.md", "docs/*.md", "docs/decisions/*.md", "*/README.md", "*/*/README.md")
NOT_OURS = re.compile(r"\.|build/|results/").match
UNORDERED = 1000
"""Where an implementation without a note of its own stands among the others."""


@dataclass(frozen=True)
class Page:
    """One file of the site."""

    address: str
    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)


class Site:
    """The tree and the results, as the site shows them.

    Args:
        names: implementations to show; the panels where none are named.

    Raises:
        RegistryError: there is no implementation of a name.
        NoteError: a note cannot be read.
    """

    def __init__(self, names: Sequence[str] = ()) -> None:
        chosen = [registry.get(name) for name in names] or list(registry.panels())
        self.notes: Notes = hand_written.load()
        self.implementations = tuple(sorted(chosen, key=self._order))
        self.sources = Sources(self.implementations)
        self.operations = specification.operations()
        self.rules = specification.rules()
        self.documents = self._documents()
        numbers = {rule.number for rule in self.rules}
        self.prose = Prose(self.sources, self.documents, numbers)

    def _order(self, implementation: Implementation) -> tuple[int, str]:
        note = self.notes.panels.get(implementation.name)
        return (note.head.get("order", UNORDERED) if note else UNORDERED, implementation.name)

    def _documents(self) -> set[Path]:
        found = {path for pattern in DOCUMENTS for path in ROOT.glob(pattern)}
        return {path for path in found if not NOT_OURS(str(path.relative_to(ROOT)))}

    @cached_property
    def chapters(self) -> dict[str, list[Operation]]:
        """The operations by chapter, in the order of the spec."""
        found: dict[str, list[Operation]] = {}
        for operation in self.operations:
            found.setdefault(operation.chapter, []).append(operation)
        return found

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """The aligned code of every operation."""
        return {
            operation.id: operation_rows(operation, self.implementations, self.sources, self.notes)
            for operation in self.operations
        }

    @cached_property
    def tests(self) -> list[ContractTest]:
        """The tests that run against an implementation."""
        return [
            test
            for test in contract_tests()
            if any(folder in test.path.parents for folder in SUITE) and test.path in self.sources
        ]

    @cached_property
    def contract(self) -> dict[str, ContractResults | Missing]:
        """What the suite found, by implementation."""
        return {each.name: contract_results(each) for each in self.implementations}

    @cached_property
    def facts(self) -> dict[str, Any] | Missing:
        """What was measured of the implementations' size."""
        return facts(self.implementations)

    @cached_property
    def captures(self) -> dict[str, dict[str, Any] | Missing]:
        """The SQL of every operation, by implementation."""
        return {each.name: captured_sql(each) for each in self.implementations}

    @cached_property
    def followed(self) -> dict[str, Followed | Missing]:
        """The way of one request, by implementation."""
        return {each.name: followed(each) for each in self.implementations}

    @cached_property
    def benchmarks(self) -> list[BenchmarkRow] | Missing:
        """Every benchmark row that is still true."""
        return benchmark_rows(self.implementations)

    def differences_about(self, operation_id: str) -> list[Note]:
        """Return the notes on differences that are to be shown with an operation."""
        return [note for note in self.notes.differences if note.is_about(operation_id)]

    def require_places(self) -> None:
        """Make sure that everything that the notes name is there.

        Raises:
            NoteError: something is gone.
        """
        if gone := hand_written.missing_places(self.notes):
            raise NoteError("notes name what is gone:\n" + "\n".join(gone))
