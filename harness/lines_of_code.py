"""Counting lines of code: no blank lines, no comments, no docstrings."""

import ast
import io
import tokenize
from pathlib import Path

from harness import specification
from harness.registry import Implementation

LINE_COMMENTS = {
    **dict.fromkeys((".py", ".rb", ".ex", ".exs"), "#"),
    **dict.fromkeys((".js", ".ts", ".go", ".rs", ".java", ".kt", ".cs", ".php"), "//"),
}
"""The languages that are counted, by the beginning of a comment. Python is read exactly."""

IGNORED_FOLDERS = {"__pycache__", "node_modules", "target", "vendor"}
MIGRATIONS = "migrations"
LAYOUT = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}


def lines_of_code(implementation: Implementation) -> dict[str, int]:
    """Return lines of code per chapter of the spec, `migrations`, and `shared` for all the rest."""
    chapters = {
        implementation.chapter_folder(operation.chapter): operation.chapter
        for operation in specification.operations()
    }
    lines = dict.fromkeys([*chapters.values(), "shared", MIGRATIONS], 0)
    for path in source_files(implementation.folder):
        inside = path.relative_to(implementation.folder)
        chapter = next((chapters[p] for p in path.parents if p in chapters), "shared")
        lines[MIGRATIONS if MIGRATIONS in inside.parts else chapter] += count_lines(path)
    return lines


def count_lines(path: Path) -> int:
    """Count the lines of one file that hold code."""
    return len(code_line_numbers(path))


def code_line_numbers(path: Path) -> set[int]:
    """Return the numbers, from 1, of the lines of one file that hold code."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return _code_lines(text) - _docstring_lines(text)
    comment = LINE_COMMENTS[path.suffix]
    stripped = enumerate((line.strip() for line in text.splitlines()), start=1)
    return {number for number, line in stripped if line and not line.startswith(comment)}


def source_files(folder: Path) -> list[Path]:
    """Return the files of an implementation that are counted."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in LINE_COMMENTS
        and not any(part in IGNORED_FOLDERS or part.startswith(".") for part in path.parts)
    ]


def _code_lines(text: str) -> set[int]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    spans = [range(t.start[0], t.end[0] + 1) for t in tokens if t.type not in LAYOUT]
    return {line for span in spans for line in span}


def _docstring_lines(text: str) -> set[int]:
    """Return the lines of texts that stand as statements, which is what a docstring is."""
    return {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
