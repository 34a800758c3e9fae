"""Files and functions stay small enough to be read in one go."""

from harness import ROOT
from harness.contract_tests import OPERATION_TESTS
from shared_tests.meta.sources import files, functions, python_examples, python_panels, relative

LONGEST_FILE = 250
LONGEST_FUNCTION = 30
"""In lines, from `def` to the last one."""

LONGER_FILES = {"examples/starlette_impl/app.py"}  # a whole implementation in one file
LONGER_FUNCTIONS: set[str] = set()
"""Exceptions, as `path` or `path function`, each with its reason."""


def test_no_file_is_long() -> None:
    lengths = {
        relative(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in files(".py", below=ROOT)
        # A file of tests is a catalogue: nobody reads it from the first line to the last.
        if OPERATION_TESTS not in path.parents
    }
    longer = {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}

    assert {path: lines for path, lines in longer.items() if path not in LONGER_FILES} == {}
    assert LONGER_FILES - set(longer) == set(), "no longer exceptions"


def test_no_function_of_a_panel_is_long() -> None:
    lengths = {
        f"{relative(path)} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for panel in [*python_panels(), *python_examples()]
        for path in files(".py", below=panel.folder)
        if "migrations" not in path.parts
        for function in functions(path)
    }
    longer = {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION}

    assert {name: lines for name, lines in longer.items() if name not in LONGER_FUNCTIONS} == {}
    assert LONGER_FUNCTIONS - set(longer) == set(), "no longer exceptions"
