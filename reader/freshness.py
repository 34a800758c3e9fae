"""Whether a result still speaks of the code as it stands."""

import subprocess
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from harness import ROOT

DIRTY = "-dirty"
UNKNOWN = "unknown"


def is_fresh(stamp: Mapping[str, Any], about: Iterable[Path]) -> bool:
    """Tell whether nothing that a result is about has changed since.

    A result of a clean commit is held against that commit; one of files that differed from theirs,
    or of no repository, is fresh while no file is newer.

    Args:
        stamp: `commit` and `date` of the result file.
        about: the files and folders that it is about.
    """
    paths = tuple(sorted(about))
    commit = str(stamp["commit"])
    if not commit.endswith(DIRTY) and commit != UNKNOWN:
        return not _changed_since(commit, paths)
    return _newest_change(paths) <= datetime.fromisoformat(stamp["date"]).timestamp()


@cache
def _changed_since(commit: str, paths: tuple[Path, ...]) -> bool:
    names = [str(path.relative_to(ROOT)) for path in paths]
    compared = _git("diff", "--quiet", commit, "--", *names)
    unknown = _git("ls-files", "--others", "--exclude-standard", "--", *names)
    return compared.returncode != 0 or bool(unknown.stdout)


@cache
def _newest_change(paths: tuple[Path, ...]) -> float:
    files = [
        file
        for path in paths
        for file in ([path] if path.is_file() else path.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    return max((file.stat().st_mtime for file in files), default=0.0)


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (fixed commands; the commit is one of our own results)
        ["git", *arguments],  # noqa: S607 (whichever Git the user has)
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
