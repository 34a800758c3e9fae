"""The result file, `results/benchmarks/instructions.json`, of the form of `results.schema.json`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from benchmarks.instructions.baseline import Baseline
from benchmarks.instructions.comparison import TOLERANCE, Comparison
from benchmarks.instructions.counting import ARTICLES, BLOCK, BLOCKS, USERS, WARM_UP, Blocks
from harness import ROOT
from harness.stamp import stamp

FILE = ROOT / "results" / "benchmarks" / "instructions.json"


@dataclass(frozen=True)
class Reference:
    """What counts are compared with."""

    kind: Literal["stored", "commit", "none"]
    """The stored baseline; the panels of the commit that stored it, counted here; or nothing."""
    commit: str | None = None
    why: str | None = None
    """Why it is not the stored baseline."""


def write(
    counted: Baseline,
    blocks: Mapping[str, Mapping[str, Blocks]],
    comparisons: Sequence[Comparison],
    reference: Reference,
) -> None:
    """Write what was counted, and what it was compared with."""
    result = {
        "kind": "instructions",
        **stamp(),
        "conditions": dict(counted.conditions),
        "settings": {
            "engine": "postgresql",
            "users": USERS,
            "articles": ARTICLES,
            "warm_up": WARM_UP,
            "blocks": BLOCKS,
            "requests_per_block": BLOCK,
            "tolerance": TOLERANCE,
        },
        "reference": {
            "kind": reference.kind,
            "commit": reference.commit,
            "why": reference.why,
        },
        "counts": [_count(comparison, blocks) for comparison in comparisons],
    }
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _count(row: Comparison, blocks: Mapping[str, Mapping[str, Blocks]]) -> dict[str, Any]:
    return {
        "panel": row.panel,
        "operation": row.operation,
        "instructions": row.now,
        "blocks": blocks.get(row.panel, {}).get(row.operation, []),
        "before": row.before,
        "change": row.change,
        "verdict": row.verdict,
    }
