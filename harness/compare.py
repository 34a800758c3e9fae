"""The main job: hold the panels to the contract, side by side, and weigh them."""

import json
from collections.abc import Sequence
from pathlib import Path

import jsonschema_rs
from rich.console import Console
from rich.text import Text

from harness import ROOT, registry
from harness.contract_report import findings, show_findings, show_matrix
from harness.contract_run import run_contract_suite
from harness.dependencies import DependencyError
from harness.facts import facts_of
from harness.facts_report import Facts, show_queries, show_sizes
from harness.picture import draw
from harness.registry import Engine, Implementation
from harness.servers import ServerError
from harness.stamp import stamp
from harness.story import StoryError

RESULTS = ROOT / "results"
FACTS_SCHEMA = Path(__file__).with_name("facts.schema.json")


def compare(
    implementations: Sequence[Implementation],
    engines: Sequence[Engine],
    console: Console,
    picture: Path | None = None,
) -> bool:
    """Run the suite on every implementation, print what came out, and return whether all is well.

    Writes `results/contract/<target>.json`, `results/facts.json` when no implementation was
    left out, and the picture (SVG) where one is asked for.

    Raises:
        ContractError: the suite did not run through.
    """
    run = run_contract_suite(implementations, engines, console)
    for result in run.results:
        write_json(RESULTS / "contract" / f"{result['target']}.json", result)
    measured = _measure(implementations, console)

    def show(page: Console) -> None:
        show_matrix(run.results, page)
        show_findings(findings(run.results), page)
        if measured:
            show_sizes(measured, page)

    show(console)
    if measured:
        show_queries(measured, console)
    if picture:
        draw(picture, "make compare", show)
    if set(measured) == {implementation.name for implementation in registry.panels()}:
        write_facts(measured)
    return run.passed and len(measured) == len(implementations)


def write_facts(measured: dict[str, Facts]) -> None:
    """Write `results/facts.json`, stamped and checked against its schema."""
    facts = {**stamp(), "implementations": measured}
    jsonschema_rs.validate(json.loads(FACTS_SCHEMA.read_text(encoding="utf-8")), facts)
    write_json(RESULTS / "facts.json", facts)


def write_json(path: Path, value: object) -> None:
    """Write a result file, and the folder around it where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _measure(implementations: Sequence[Implementation], console: Console) -> dict[str, Facts]:
    """Measure what can be measured, and say what cannot."""
    measured: dict[str, Facts] = {}
    for implementation in implementations:
        console.print(f"\nmeasuring {implementation.name}", style="dim")
        try:
            measured[implementation.name] = facts_of(implementation)
        except (ServerError, StoryError, DependencyError) as error:
            problem = f"{implementation.name} cannot be measured: {error}"
            console.print(Text(problem, style="red"), soft_wrap=True)
    return measured
