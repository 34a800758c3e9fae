"""The hand-written notes speak of what there is."""

from pathlib import Path

import pytest

from harness import ROOT, registry, specification
from harness.contract_tests import contract_tests
from harness.operation_code import ROLES
from reader import notes
from reader.notes import Note, Notes, Replacement, find, missing_places
from reader.pages.learn import _link

NOTES = notes.load()
OPERATIONS = {operation.id for operation in specification.operations()}
PANELS = {panel.name for panel in registry.panels()}
CONCEPTS = {note.name for note in NOTES.concepts}


def test_they_name_only_what_exists() -> None:
    assert missing_places(NOTES) == []


def test_a_symbol_that_is_gone_is_noticed() -> None:
    head = {"title": "x", "symbols": ["flask_impl/security.py:nobody", "gone.py", "Makefile"]}
    note = Note(notes.FOLDER / "x.md", head, "")

    assert [gone.split(": ")[1] for gone in missing_places(Notes(differences=[note]))] == [
        "flask_impl/security.py:nobody",
        "gone.py",
    ]


def test_a_place_is_found_with_its_decorators() -> None:
    found = find("flask_impl/comments/views.py:create_article_comment")

    assert found is not None
    path, first, _ = found
    assert path.read_text("utf-8").splitlines()[first - 1].startswith("@comments.post(")


@pytest.mark.parametrize("note", NOTES.differences, ids=lambda note: note.name)
def test_a_difference_is_about_something_and_names_documentation(note: Note) -> None:
    assert set(note.head["operations"]) <= OPERATIONS
    assert set(note.head.get("concepts", ())) <= CONCEPTS
    assert note.head["symbols"]
    assert note.head["documentation"]
    assert all(link.startswith("https://") for link in note.head["documentation"].values())


@pytest.mark.parametrize("note", NOTES.concepts, ids=lambda note: note.name)
def test_a_concept_has_code_in_every_panel(note: Note) -> None:
    for row in note.head["rows"]:
        assert set(row["panels"]) == PANELS, row["title"]


@pytest.mark.parametrize("note", NOTES.steps, ids=lambda note: note.name)
def test_a_step_can_be_taken(note: Note) -> None:
    assert {"read", "run", "break", "watch", "question", "answer"} <= set(note.head)
    for link in note.head["read"]:
        assert _link(link)[1].endswith(".html")


@pytest.mark.parametrize("note", NOTES.steps, ids=lambda note: note.name)
def test_what_a_step_breaks_is_there(note: Note) -> None:
    """That it goes red is seen by `make test-learn`."""
    replacement = Replacement.of(note)

    assert f"`{replacement.file}`" in note.head["break"]
    assert (ROOT / replacement.file).read_text("utf-8").count(replacement.old) == 1
    assert note.head["watch"].startswith("make test ")
    operation = note.head["watch"].partition("OP=")[2].partition(" ")[0]
    tests = [test.name for test in contract_tests() if test.operation == operation]
    assert note.head["red"] in tests


def test_every_panel_is_introduced() -> None:
    assert set(NOTES.panels) == PANELS


def test_what_stands_instead_is_about_something() -> None:
    for entry in NOTES.without:
        assert entry["role"] in ROLES
        assert set(entry["panels"]) <= PANELS
        assert set(entry.get("operations", ())) <= OPERATIONS


def test_a_note_without_a_head_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "ROOT", tmp_path)
    monkeypatch.setattr(notes, "FOLDER", tmp_path)
    (tmp_path / "panels").mkdir()
    (tmp_path / "panels" / "x.md").write_text("No head.", encoding="utf-8")

    with pytest.raises(notes.NoteError, match=r"panels/x\.md must begin with a head"):
        notes.load()
