"""Captures made up for tests: one request followed through Flask, and none through the others."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harness import registry, specification
from harness.stamp import stamp
from reader.capture import capture
from reader.capture.following import FOLLOWED, typical
from reader.tests.spans import span

STATEMENTS = 5
"""Of the request: more than any panel sends for it."""
UNKNOWN, SILENT = "fastapi", "django"
"""The panels that were not captured, and that sends no traces."""


@contextmanager
def made_up_captures(folder: Path) -> Iterator[None]:
    """Have captures read from a folder, with made up ones in it, until the block ends."""
    told = {"request": "POST /x", "statements": [{"sql": "SELECT 1", "plan": ["Result"]}]}
    for panel in registry.panels():
        if panel.name == UNKNOWN:
            continue
        found = {
            "fingerprint": capture.fingerprint(panel),
            "database": "PostgreSQL 15",
            "operations": {each.id: told for each in specification.operations()},
            "followed": None if panel.name == SILENT else {"operation": FOLLOWED, **_way()},
            **stamp(),
        }
        (folder / f"{panel.name}.json").write_text(json.dumps(found), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(capture, "FOLDER", folder)
        yield


def _way() -> dict[str, object]:
    view = span("view", parent="POST", end=9, code_function_name="comments.views.create")
    sql = [
        span(
            f"statement {number}",
            parent="view",
            kind="client",
            start=number,
            end=number + 1,
            db_query_text="SELECT 'x' AS x, " * 30,
        )
        for number in range(STATEMENTS)
    ]
    return typical([[span("POST", kind="server"), view, *sql]])
