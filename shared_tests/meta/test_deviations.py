"""Deviations in `implementation.toml`: read strictly, and none of them ours."""

from pathlib import Path

import pytest

from harness import ROOT, registry
from harness.deviations import Deviation, DeviationError, load_deviations
from shared_tests.meta.test_harness_registry import TINY, write

ENTRY = """
[[deviations]]
test = "shared_tests/operations/test_get_tags.py::test_200_whoever_asks"
reason = "Tags are for members."
link = "https://example.org/issues/1"
"""
DEVIATION = Deviation(
    test="shared_tests/operations/test_get_tags.py::test_200_whoever_asks",
    reason="Tags are for members.",
    link="https://example.org/issues/1",
)
MALFORMED = pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[[deviations]]", "[deviations]", "`deviations` must be tables: [[deviations]]"),
        ('link = "https://example.org/issues/1"', "", "[[deviations]] number 1: `link` must be"),
        ('"Tags are for members."', '" "', "[[deviations]] number 1: `reason` must be a text"),
        ("https://example.org/issues/1", "issue 1", "must be an http or https address"),
        ("reason =", "why =", "[[deviations]] number 1: unknown key: why"),
        (ENTRY, ENTRY + ENTRY, "names a test twice: shared_tests/operations/test_get_tags.py::"),
    ],
)


def test_our_panels_have_none() -> None:
    ours = [panel for panel in registry.discover() if panel.folder.parent == ROOT]

    assert {panel.name: panel.deviations for panel in ours} == {panel.name: () for panel in ours}


def test_an_implementation_lists_its_deviations(tmp_path: Path) -> None:
    write(tmp_path, TINY + ENTRY)

    (tiny,) = registry.discover(tmp_path)

    assert tiny.deviations == (DEVIATION,)


def test_a_file_lists_deviations(tmp_path: Path) -> None:
    path = tmp_path / "deviations.toml"
    path.write_text(ENTRY, encoding="utf-8")

    assert load_deviations(path) == (DEVIATION,)


@MALFORMED
def test_a_malformed_list_is_named_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    path = write(tmp_path, TINY + ENTRY.replace(old, new))

    with pytest.raises(registry.RegistryError) as caught:
        registry.discover(tmp_path)

    assert str(path) in str(caught.value)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("text", "complaint"), [("[[deviations", "Expected"), ("[other]", "unknown key: other")]
)
def test_a_malformed_file_is_named_with_what_is_wrong(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "deviations.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DeviationError) as caught:
        load_deviations(path)

    assert str(path) in str(caught.value)
    assert complaint in str(caught.value)
