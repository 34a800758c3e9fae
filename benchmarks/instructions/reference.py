"""The panels as they were when the baseline was accepted, for machines that it does not hold on.

Counts of another interpreter or processor cannot be compared with the stored ones. So the panels of
the commit that stored them are taken out of the repository and counted here as well.
"""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.instructions import baseline
from benchmarks.instructions.errors import InstructionsError
from harness import ROOT, registry
from harness.registry import Implementation


class NoReference(InstructionsError):
    """The commit that stored the baseline cannot be told, or is out of reach."""


class ShallowClone(NoReference):
    """The commit is out of reach until more of the history is fetched."""


def commit_of_the_baseline() -> str:
    """Return the commit that stored the baseline.

    Raises:
        ShallowClone: not without fetching more of the history.
        NoReference: there is no Git, or the baseline is not committed.
    """
    file = str(baseline.FILE.relative_to(ROOT))
    if _git("status", "--porcelain", "--", file):
        raise NoReference("the baseline has been accepted elsewhere and is not committed yet")
    if _git("rev-parse", "--is-shallow-repository") == b"true\n":
        raise ShallowClone(
            "this is a shallow clone, without the commit that stored the baseline: "
            "git fetch --unshallow"
        )
    commit = _git("log", "-1", "--format=%H", "--", file).decode().strip()
    if not commit:
        raise NoReference("no commit has stored a baseline")
    return commit


def changed_since(commit: str, implementation: Implementation) -> bool:
    """Tell whether any file of a panel is not as it was at a commit."""
    folder = str(implementation.folder.relative_to(ROOT))
    changed = _git("diff", "--name-only", commit, "--", folder)
    return bool(changed or _git("ls-files", "--others", "--exclude-standard", "--", folder))


@contextmanager
def checked_out(commit: str, names: Sequence[str]) -> Iterator[list[Implementation]]:
    """Yield panels as they were at a commit, in a folder that is removed afterwards.

    Those that were not there yet are left out.

    Raises:
        NoReference: the commit is out of reach.
    """
    with tempfile.TemporaryDirectory(prefix="triptych-reference-") as name:
        folder = Path(name)
        with tarfile.open(fileobj=io.BytesIO(_git("archive", commit))) as archive:
            archive.extractall(folder, filter="data")
        yield [panel for panel in registry.panels(folder) if panel.name in names]


def _git(*arguments: str) -> bytes:
    try:
        finished = subprocess.run(  # noqa: S603 (fixed arguments)
            ["git", *arguments],  # noqa: S607 (whichever Git the user has)
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoReference(f"Git cannot tell what was accepted: {error}") from error
    return finished.stdout
