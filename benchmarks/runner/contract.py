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
from harness.contract_run import run_contract_suite
from harness.registry import Engine, Implementation

FOLDER = ROOT / "results" / "contract"
CODE = {".py", ".toml", ".yaml", ".md", ".sql"}


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
    stale = [each for each in implementations if not _is_fresh(each, engine)]
    if stale:
        names = ", ".join(each.title for each in stale)
        console.print(
            f"{names}: first held to the contract, as nothing newer than the code says so"
        )
        for result in run_contract_suite(stale, [engine], console).results:
            FOLDER.mkdir(parents=True, exist_ok=True)
            text = json.dumps(result, indent=1, ensure_ascii=False) + "\n"
            (FOLDER / f"{result['target']}.json").write_text(text, encoding="utf-8")
    return {each.name: _stamp(each, engine) for each in implementations}


def _stamp(implementation: Implementation, engine: Engine) -> dict[str, Any]:
    path = _result_file(implementation, engine)
    if path is None:
        raise NotGreen(f"{implementation.title} has no contract result on {engine}")
    content = path.read_bytes()
    result = json.loads(content)
    totals = result["totals"]
    if totals["failed"] or not totals["passed"]:
        raise NotGreen(
            f"{implementation.title} fails {totals['failed']} of {totals['tests']} contract tests "
            f"on {engine}: `make test IMPL={implementation.name} ENGINE={engine}` shows them"
        )
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "tests": totals["passed"],
        "commit": result["commit"],
        "date": result["date"],
    }


def _is_fresh(implementation: Implementation, engine: Engine) -> bool:
    path = _result_file(implementation, engine)
    if path is None:
        return False
    tested = datetime.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["date"])
    return _last_change(implementation.folder, ROOT / "spec") <= tested.timestamp()


def _result_file(implementation: Implementation, engine: Engine) -> Path | None:
    """Return the result of the default profile on the engine, which is what is measured."""
    for path in sorted(FOLDER.glob("*.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        found = result["implementation"], result["profile"], result["engine"]
        if found == (implementation.name, implementation.profile().name, engine):
            return path
    return None


def _last_change(*folders: Path) -> float:
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix in CODE)
    return max((path.stat().st_mtime for path in files), default=0.0)
