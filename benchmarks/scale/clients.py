"""`python -m benchmarks clients`: throughput and waiting against the number of clients."""

import argparse

from rich.console import Console

from benchmarks.runner import Settings, contract, run_study
from benchmarks.runner.panels import panel
from benchmarks.runner.progress import show_where
from benchmarks.scale.options import add_articles, add_command, add_rounds, chosen_settings, numbers
from benchmarks.scale.shared_databases import ENGINE, shared_database
from benchmarks.scenarios import Scenario
from harness.command_line import chosen_implementations

CLIENTS = [1, 2, 5, 10, 20, 50, 100, 200, 500]
ENOUGH_CLIENTS = 20
"""From here on the server has to be the limit, rather than the generator."""
OPERATIONS = ("getArticle", "getArticles")
DEFAULTS = Settings(rounds=5)


def add_clients(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    told = "measure how many clients a server can do with"
    parser = add_command(parsers, "clients", told, _run, DEFAULTS)
    add_rounds(parser)
    parser.add_argument("--clients", type=numbers, default=CLIENTS, help=f"at once ({CLIENTS})")
    add_articles(parser)


def scenarios(clients: list[int]) -> list[Scenario]:
    """Return what is measured: few clients cannot keep a server busy, and need not."""
    return [
        Scenario(
            f"{operation}, {count} clients",
            operation,
            clients=count,
            saturating=count >= ENOUGH_CLIENTS,
        )
        for operation in OPERATIONS
        for count in clients
    ]


def _run(options: argparse.Namespace) -> int:
    console = Console()
    implementations = chosen_implementations(options)
    settings = chosen_settings(options)
    contracts = contract.evidence(implementations, ENGINE, console)
    subjects = [panel(each) for each in implementations]
    with shared_database(settings, implementations, console) as prepared:
        path = run_study(
            "clients",
            subjects,
            scenarios(options.clients),
            settings,
            console,
            contracts=contracts,
            prepared={each.name: prepared for each in subjects},
        )
    show_where(path, console)
    return 0
