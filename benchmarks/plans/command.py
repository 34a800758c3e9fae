"""`python -m benchmarks plans`: the plan of every statement that a panel sends."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import httpx2
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.errors import BenchmarkError
from benchmarks.plans.explained import explained
from benchmarks.plans.statements import Statement
from benchmarks.plans.whole_table import KNOWN, TABLE, rows_read, unexplained
from benchmarks.runner.panels import panel
from benchmarks.scale.population import Population, population_of
from benchmarks.scale.requests import Request, growing_requests, other_requests
from harness import databases, postgresql
from harness.command_line import add_implementations, chosen_implementations, page
from harness.environment import TEST_SECRET_KEY
from harness.registry import Implementation
from harness.seeding import seed
from harness.servers import migrate
from harness.specification import operation

REPEATS = 12
"""Drivers prepare a statement, and PostgreSQL settles on a plan, only after some."""
SECONDS = 120.0
USERS = 10_000
ARTICLES = 100_000
PAGE_WIDTH = 160
NOBODY = Population(0, "", "", "", "", ("",))


class PlanError(BenchmarkError):
    """A request whose plans are asked for does not exist or is not answered as it should be."""


def add_plans(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser of `benchmarks/__main__.py`."""
    parser = parsers.add_parser("plans", help="print how PostgreSQL carries out what panels ask")
    add_implementations(parser)
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"to seed ({ARTICLES})")
    parser.add_argument("--users", type=int, default=USERS, help=f"to seed ({USERS})")
    parser.add_argument("--database-url", metavar="URL", help="a seeded one, for want of seeding")
    parser.add_argument("--operation", metavar="IDS", help="separated by commas (default: all)")
    parser.add_argument("--brief", action="store_true", help="the table only, without the plans")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    console = page(PAGE_WIDTH)
    implementations = chosen_implementations(options)
    wanted = _wanted(options.operation)
    status = 0
    with _database(options, implementations, console) as url:
        population = population_of(url, TEST_SECRET_KEY)
        requests = _chosen(population, wanted, own_database=not options.database_url)
        for implementation in implementations:
            console.rule(f"{implementation.title}, {population.articles:,} articles")
            found = _plans(implementation, url, population, requests)
            if not options.brief:
                _print_plans(found, console)
            status |= _print_summary(found, population.articles, console)
    return status


@contextmanager
def _database(
    options: argparse.Namespace, implementations: Sequence[Implementation], console: Console
) -> Iterator[str]:
    """Yield the database that was named, or a fresh one with all panels' tables, seeded."""
    if options.database_url:
        yield options.database_url
        return
    postgresql.server()
    with databases.fresh_database("postgresql") as url:
        for implementation in implementations:
            migrate(implementation, url)
        seed(url, users=options.users, articles=options.articles, console=console)
        yield url


def _wanted(names: str | None) -> list[str]:
    """Return the operationIds that were named; none for all."""
    wanted = [operation(name.strip()).id for name in names.split(",")] if names else []
    missing = set(wanted) - {request.operation_id for request in _requests(NOBODY)}
    if missing:
        raise PlanError(f"no plans are drawn for {', '.join(sorted(missing))}")
    return wanted


def _chosen(population: Population, wanted: Sequence[str], *, own_database: bool) -> list[Request]:
    """Return the requests wanted; unasked, nothing is written to somebody's database."""
    requests = _requests(population)
    if wanted:
        return [request for request in requests if request.operation_id in wanted]
    return [
        request
        for request in requests
        if own_database or operation(request.operation_id).method == "GET"
    ]


def _requests(population: Population) -> list[Request]:
    return [*growing_requests(population), *other_requests(population)]


def _plans(
    implementation: Implementation, url: str, population: Population, requests: Sequence[Request]
) -> dict[str, list[Statement]]:
    """Return the statements of the last of several equal requests, by the request's name."""
    found = {}
    with (
        explained(url) as log,
        panel(implementation).serve(url) as server,
        httpx2.Client(base_url=server.base_url, timeout=SECONDS, trust_env=False) as client,
    ):
        for request in requests:
            for _ in range(REPEATS):
                _send(client, request, population.reader_token)
            log.new_statements()
            _send(client, request, population.reader_token)
            found[request.name] = log.new_statements()
    return found


def _send(client: httpx2.Client, request: Request, token: str) -> None:
    called = operation(request.operation_id)
    answer = client.request(
        called.method,
        called.url(**request.path),
        params=dict(request.query),
        json=request.body,
        headers={"Authorization": f"Token {token}"} if request.signed_in else {},
    )
    if answer.status_code != called.success_status:
        raise PlanError(f"{request.name}: status {answer.status_code} {answer.text}")


def _print_plans(found: Mapping[str, Sequence[Statement]], console: Console) -> None:
    for name, carried_out in found.items():
        for number, statement in enumerate(carried_out, 1):
            head = f"{name}, statement {number} of {len(carried_out)}"
            console.print(f"\n[bold]{head}[/bold]: {statement.milliseconds:.2f} ms")
            console.print(escape(f"{statement.sql}\n"), soft_wrap=True, highlight=False)
            console.print(escape(statement.tree), soft_wrap=True, highlight=False)


def _print_summary(
    found: Mapping[str, Sequence[Statement]], articles: int, console: Console
) -> int:
    """Print what each request reads; return 1 if one reads all articles, and nobody knows why."""
    table = Table("request", "statements", "ms", "pages", "rows read")
    for name, carried_out in found.items():
        milliseconds = sum(statement.milliseconds for statement in carried_out)
        pages = sum(statement.pages for statement in carried_out)
        rows = rows_read(carried_out).most_common()
        told = ", ".join(f"{name} {count:,}" for name, count in rows if count)
        table.add_row(name, str(len(carried_out)), f"{milliseconds:.2f}", f"{pages:,}", told)
    console.print(table)
    for name in KNOWN.keys() & found.keys():
        console.print(f"{name} may read the whole {TABLE} table: {KNOWN[name]}")
    whole = unexplained({name: rows_read(each) for name, each in found.items()}, articles)
    for name in whole:
        console.print(f"{name} reads the whole {TABLE} table", style="red")
    return 1 if whole else 0
