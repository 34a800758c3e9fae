"""The names in `docs/configuration.md` are those that every panel reads."""

from pathlib import Path

import pytest

from harness.environment import TESTING, configuration_defaults
from harness.registry import Implementation
from shared_tests.meta.environment_names import names_read
from shared_tests.meta.sources import panel_name, python_examples, python_panels

CODE = """
import os
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    model_config = {}
    field: int = 1

def read(name, default):
    return os.environ.get(name) or default

def whole_number(name):
    return int(read(name, "0"))

def unrelated(name):
    return name

direct = os.environ["SUBSCRIPT"], os.environ.get("GET"), os.getenv("GETENV")
through = read("READ", "x"), whole_number("NUMBER"), unrelated("UNRELATED")
os.environ["WRITTEN"] = "x"
os.environ.setdefault("DEFAULTED", "x")
"""


@pytest.mark.parametrize("panel", python_panels(), ids=panel_name)
def test_a_panel_reads_what_is_documented(panel: Implementation) -> None:
    assert names_read(panel.folder) == set(configuration_defaults())


@pytest.mark.parametrize("example", python_examples(), ids=panel_name)
def test_an_example_reads_nothing_else(example: Implementation) -> None:
    unknown = names_read(example.folder) - set(configuration_defaults())

    assert unknown == set()
    assert {"DATABASE_URL", "SECRET_KEY"} <= names_read(example.folder)


def test_tests_configure_what_is_documented() -> None:
    assert set(TESTING) - set(configuration_defaults()) == set()


def test_names_are_found_however_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "config.py").write_text(CODE, encoding="utf-8")

    found = names_read(tmp_path)

    assert found == {"SUBSCRIPT", "GET", "GETENV", "READ", "NUMBER", "FIELD"}
