"""Whether a panel is green on the contract: only work that is proved the same is compared."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.errors import BenchmarkError
from harness import ROOT
from harness.compare import write_json
from harness.contract_run import run_contract_suite
from harness.registry import Engine, Implementation

FOLDER = ROOT / "results" / "contract"
CODE = {".py", ".toml", ".yaml", ".md", ".sql"}
Results = dict[tuple[str, str], dict[str, Any]]
"""Contract results by implementation and profile, each with the digest of its file."""


class NotGreen(BenchmarkError):
    """A panel fails the contract suite, so its figures would mean nothing."""


def evidence(
    implementations: Sequence[Implementation], engine: Engine, console: Console
) -> dict[str, dict[str, Any]]:
    """Return for each implementation, by name, the contract result that lets it in.

    The suite is run where there is no result, or one that is older than the code.

    Raises:
        NotGreen: a test failed.
        ContractError: the suite did not run through.
    """
    known = _known(engine)
    stale = [each for each in implementations if not _is_fresh(each, known)]
    if stale:
        names = ", ".join(each.title for each in stale)
        console.print(
            f"{names}: first held to the contract, as nothing newer than the code says so"
        )
        for result in run_contract_suite(stale, [engine], console).results:
            write_json(FOLDER / f"{result['target']}.json", result)
        known = _known(engine)
    return {each.name: _stamp(each, engine, known) for each in implementations}


def _known(engine: Engine) -> Results:
    """Return the results on an engine; the default profile's are of what is measured."""
    found: Results = {}
    for path in sorted(FOLDER.glob("*.json")):
        content = path.read_bytes()
        result = json.loads(content)
        if result["engine"] == engine:
            key = result["implementation"], result["profile"]
            found.setdefault(key, result | {"sha256": hashlib.sha256(content).hexdigest()})
    return found


def _stamp(implementation: Implementation, engine: Engine, known: Results) -> dict[str, Any]:
    result = known.get(_key(implementation))
    if result is None:
        raise NotGreen(f"{implementation.title} has no contract result on {engine}")
    totals = result["totals"]
    if totals["failed"] or not totals["passed"]:
        raise NotGreen(
            f"{implementation.title} fails {totals['failed']} of {totals['tests']} contract tests "
            f"on {engine}: `make test IMPL={implementation.name} ENGINE={engine}` shows them"
        )
    return {
        "sha256": result["sha256"],
        "tests": totals["passed"],
        "commit": result["commit"],
        "date": result["date"],
    }


def _is_fresh(implementation: Implementation, known: Results) -> bool:
    result = known.get(_key(implementation))
    if result is None:
        return False
    tested = datetime.fromisoformat(result["date"])
    return _last_change(implementation.folder, ROOT / "spec") <= tested.timestamp()


def _key(implementation: Implementation) -> tuple[str, str]:
    return implementation.name, implementation.profile().name


def _last_change(*folders: Path) -> float:
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix in CODE)
    return max((path.stat().st_mtime for path in files), default=0.0)
