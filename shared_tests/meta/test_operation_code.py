"""All that an operation runs through is found in each panel, and nothing else."""

from pathlib import Path

import pytest

from harness import registry, specification
from harness.named_code import definition_lines
from harness.operation_code import code_of
from harness.registry import Implementation, RegistryError
from harness.specification import Operation

COMMENT = specification.operation("createArticleComment")
FEED = specification.operation("getArticlesFeed")


def met(panel: str, operation: Operation) -> set[str]:
    """Return `folder/file.py name` of every piece."""
    implementation = registry.get(panel)
    return {
        f"{piece.path.relative_to(implementation.folder)} {piece.name}"
        for piece in code_of(implementation, operation)
    }


@pytest.mark.parametrize("operation", specification.operations(), ids=lambda found: found.id)
def test_every_implementation_has_a_view(operation: Operation) -> None:
    found = {
        each.name: [piece.name for piece in code_of(each, operation) if piece.role == "view"]
        for each in registry.discover()
    }

    assert [name for name, views in found.items() if operation.function_name not in views] == []


@pytest.mark.parametrize(
    ("panel", "expected"),
    [
        ("flask", {"articles/loaders.py load_article", "errors.py answer_application_error"}),
        ("fastapi", {"articles/dependencies.py ArticleDep", "database.py fetch"}),
        (
            "django",
            {"articles/parameters.py NamedArticle", "articles/models.py ArticleQuerySet.at"},
        ),
    ],
)
def test_each_idiom_is_followed(panel: str, expected: set[str]) -> None:
    assert expected - met(panel, COMMENT) == set()


@pytest.mark.parametrize("panel", ["flask", "fastapi", "django"])
def test_what_another_operation_does_is_left_out(panel: str) -> None:
    names = {name.split()[1] for name in met(panel, FEED)}

    strangers = ("create_", "delete_", "update_", "hash_password", "slugify", "Comment")
    assert [name for name in names if name.startswith(strangers)] == []


def test_methods_of_a_queryset_come_one_by_one() -> None:
    found = met("django", FEED)

    assert "articles/models.py ArticleQuerySet.in_feed_of_viewer" in found
    assert "articles/models.py ArticleQuerySet.tagged" not in found


SCRIPT = """import { db } from './db';

export function listTags(request) {
  return db.all(`SELECT 1`);
}

const other = 1;
"""


def test_a_name_stands_for_its_definition_in_any_language() -> None:
    assert definition_lines(SCRIPT.splitlines(), "listTags") == (3, 5)
    assert definition_lines(SCRIPT.splitlines(), "other") == (7, 7)
    assert definition_lines(SCRIPT.splitlines(), "missing") is None


def other_language(folder: Path, place: str) -> Implementation:
    """Return an implementation in JavaScript that names where one operation is."""
    (folder / "tags.js").write_text(SCRIPT, encoding="utf-8")
    path = folder / "implementation.toml"
    path.write_text(
        f"""name = "express"
title = "Express"
framework = "Express 5"
language = "JavaScript"
engines = ["sqlite"]
migrate = ["true"]
develop = ["true"]
serve.node.command = ["node"]
operations.getTags.view = ["{place}"]
""",
        encoding="utf-8",
    )
    return registry.load(path)


def test_another_language_names_its_code(tmp_path: Path) -> None:
    tags = specification.operation("getTags")

    (piece,) = code_of(other_language(tmp_path, "tags.js:listTags"), tags)
    assert (piece.role, piece.first_line, piece.last_line) == ("view", 3, 5)
    assert code_of(other_language(tmp_path, "tags.js:listTags"), FEED) == []
    with pytest.raises(RegistryError, match="no line has gone"):
        code_of(other_language(tmp_path, "tags.js:gone"), tags)
