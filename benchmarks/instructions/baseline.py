"""The counts that were accepted last, kept in the repository."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.instructions.errors import InstructionsError
from harness import ROOT

FILE = ROOT / "benchmarks" / "instructions" / "baseline.json"
ACCEPT = "make bench-accept"


@dataclass(frozen=True)
class PanelCounts:
    """What was counted of one panel, and with which libraries."""

    libraries: Mapping[str, str]
    """Name and version."""
    operations: Mapping[str, int]
    """Instructions per request, by operationId."""


@dataclass(frozen=True)
class Baseline:
    """Counts, and under which conditions they hold."""

    conditions: Mapping[str, str]
    panels: Mapping[str, PanelCounts] = field(default_factory=dict)


def read(file: Path | None = None) -> Baseline:
    """Return the baseline; an empty one where there is no file yet.

    Raises:
        InstructionsError: the file is damaged.
    """
    file = file or FILE
    if not file.exists():
        return Baseline({})
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        panels = {name: PanelCounts(**panel) for name, panel in data["panels"].items()}
        return Baseline(data["conditions"], panels)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InstructionsError(f"{file} is no baseline ({error}): {ACCEPT} writes it") from error


def accept(counted: Baseline, *, whole: bool) -> None:
    """Make what was counted the baseline.

    Args:
        counted: what was counted.
        whole: whether that is all there is; else the other counts of the baseline are kept.

    Raises:
        InstructionsError: the counts to keep were made under other conditions.
    """
    before = read()
    if not whole and before.panels:
        if before.conditions != counted.conditions:
            raise InstructionsError(
                "the baseline was counted under other conditions, so that none of it can be kept: "
                "accept all panels and operations together"
            )
        counted = Baseline(counted.conditions, _merged(before.panels, counted.panels))
    text = json.dumps(asdict(counted), indent=2) + "\n"
    FILE.write_text(text, encoding="utf-8")


def _merged(
    before: Mapping[str, PanelCounts], counted: Mapping[str, PanelCounts]
) -> dict[str, PanelCounts]:
    merged = dict(before)
    for name, panel in counted.items():
        kept = before[name].operations if name in before else {}
        merged[name] = PanelCounts(panel.libraries, {**kept, **panel.operations})
    return merged
