"""Each step of Learn for real: a copy of the repository is broken, and its test goes red."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import ROOT
from reader import notes
from reader.notes import Note, Replacement

STEPS = notes.load().steps
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".uv", ".*_cache", "__pycache__", "build", "results", "*.db*"
)
OURS = re.compile(r"PYTEST|MAKE|MFLAGS|(?:K|OP|IMPL|ENGINE|PROFILE|FILES|BASE_URL)$")
"""Variables of the run that this one is part of, which are not for the one below it."""
SECONDS = 300


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository that uses what is installed in this one."""
    folder = tmp_path_factory.mktemp("copy") / "triptych"
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    for installed in (".venv", ".uv"):
        if (ROOT / installed).exists():
            (folder / installed).symlink_to(ROOT / installed)
    return folder


@pytest.fixture(params=STEPS, ids=[step.name for step in STEPS])
def broken(request: pytest.FixtureRequest, copy: Path) -> Iterator[Note]:
    """Break the copy as a step says, and mend it afterwards."""
    step: Note = request.param
    replacement = Replacement.of(step)
    file = copy / replacement.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(replacement.old, replacement.new), encoding="utf-8")
    yield step
    file.write_text(whole, encoding="utf-8")


def test_what_a_step_breaks_goes_red(broken: Note, copy: Path) -> None:
    red = broken.head["red"]
    watched = subprocess.run(
        [*broken.head["watch"].split(), f"K={red}"],  # the others would take much longer
        cwd=copy,
        env={name: value for name, value in os.environ.items() if not OURS.match(name)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )

    assert re.search(rf"^FAILED \S+::{red}\b", watched.stdout, re.MULTILINE), watched.stdout
    assert watched.returncode != 0
