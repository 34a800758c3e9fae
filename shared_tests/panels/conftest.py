"""Which panels and engines are tested, and servers in states that only these tests need."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import httpx2
import pytest

from harness import registry
from harness.database_server import DatabaseServerError
from harness.databases import fresh_database
from harness.environment import TESTING
from harness.registry import ENGINES, Engine, Implementation
from harness.servers import free_port, migrate
from harness.targets import Target, mixed_name
from shared_tests.client import Caller, open_http_client
from shared_tests.conversation import Conversation
from shared_tests.panels import chosen
from shared_tests.panels.running import Running, start

HERE = Path(__file__).parent
EmptyDatabase = Callable[[Engine], str]
NewStack = Callable[[], ExitStack]
NOWHERE = {
    "sqlite": "sqlite:////no/such/folder/conduit.db",
    "postgresql": "postgresql://nobody:secret@127.0.0.1:{port}/conduit",
    "mariadb": "mariadb://nobody:secret@127.0.0.1:{port}/conduit",
}
CHEAP = {name: TESTING[name] for name in ("ARGON2_MEMORY_KIB", "ARGON2_TIME_COST")}
TOKEN_LIFETIME_SECONDS = 4321
ORIGINS = ("https://one.example", "http://two.example:8080")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test for each `engine`, for each `panel`, and for each `order` of the panels."""
    names = [panel.name for panel in chosen.panels(metafunc.config)]
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", chosen.engines(metafunc.config))
    if "panel" in metafunc.fixturenames:
        metafunc.parametrize("panel", names)
    if "order" in metafunc.fixturenames:
        metafunc.parametrize("order", list(permutations(names)), ids="-".join)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave these tests out for whatever is tested besides our panels."""
    ours = {target.name for target in chosen.targets(config)}
    theirs = [item for item in items if HERE in item.path.parents and _is_foreign(item, ours)]
    if theirs:
        config.hook.pytest_deselected(items=theirs)
        left_out = set(theirs)
        items[:] = [item for item in items if item not in left_out]


def _is_foreign(item: pytest.Item, ours: set[str]) -> bool:
    """Tell whether a test is about a target that is none of ours, where there are any."""
    target = item.callspec.params.get("target") if hasattr(item, "callspec") else None
    return not ours or target not in {None, *map(mixed_name, ENGINES), *ours}


@pytest.fixture
def implementation(panel: str) -> Implementation:
    """Return the panel that a test is about."""
    return registry.get(panel)


@pytest.fixture
def implementations(request: pytest.FixtureRequest) -> list[Implementation]:
    """Return every panel that is tested."""
    return chosen.panels(request.config)


@pytest.fixture
def booted(target: Target) -> Target:
    """Return the booted target, if it is one of ours: these tests look behind its API."""
    if target.implementation is None:
        pytest.skip("needs a panel that the harness boots by itself")
    return target


@pytest.fixture(scope="session")
def lasting() -> Iterator[NewStack]:
    """Yield a function that makes what closes things when the run ends, all stacks at once."""
    stacks: list[ExitStack] = []

    def new_stack() -> ExitStack:
        stacks.append(ExitStack())
        return stacks[-1]

    yield new_stack
    with ThreadPoolExecutor(max(1, len(stacks))) as pool:
        for closed in [pool.submit(stack.close) for stack in stacks]:
            closed.result()


def empty_database(engine: Engine, stack: ExitStack) -> str:
    """Return the URL of a database that is dropped when the stack closes.

    The test is skipped where there is no such engine, unless this is CI.
    """
    try:
        return stack.enter_context(fresh_database(engine))
    except DatabaseServerError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"there is no {engine}: {error}")


@pytest.fixture
def new_database() -> Iterator[EmptyDatabase]:
    """Yield a function that makes an empty database, which is dropped after the test."""
    with ExitStack() as stack:
        yield lambda engine: empty_database(engine, stack)


@pytest.fixture(scope="session")
def started() -> dict[tuple[str, str], Running]:
    """Return the servers that were started, by target and state of their database."""
    return {}


def _serve(booted: Target, url: str, environment: Mapping[str, str], stack: ExitStack) -> Running:
    assert booted.implementation is not None
    assert booted.profile is not None
    return stack.enter_context(start(booted.implementation, booted.profile, url, **environment))


def _caller_of(
    running: Running, booted: Target, http_client: httpx2.Client, conversation: Conversation
) -> Caller:
    log = str(running.command.log)
    conversation.target = replace(booted, base_url=running.base_url, log=log)
    return Caller(conversation.target, http_client, conversation)


@pytest.fixture
def unmigrated(
    booted: Target, lasting: NewStack, started: dict[tuple[str, str], Running]
) -> Running:
    """Return a server like the target, but its database is empty."""
    key = booted.name, "unmigrated"
    if key not in started:
        assert booted.engine is not None
        stack = lasting()
        url = empty_database(booted.engine, stack)
        started[key] = _serve(booted, url, TESTING, stack)
    return started[key]


@pytest.fixture
def helpless(
    booted: Target, unmigrated: Running, http_client: httpx2.Client, conversation: Conversation
) -> Caller:
    """Return a caller of a server whose database is empty."""
    return _caller_of(unmigrated, booted, http_client, conversation)


@pytest.fixture
def unreachable(
    booted: Target,
    lasting: NewStack,
    started: dict[tuple[str, str], Running],
    http_client: httpx2.Client,
    conversation: Conversation,
) -> Caller:
    """Return a caller of a server that has no database, tells no times and knows its origins."""
    key = booted.name, "unreachable"
    if key not in started:
        url = NOWHERE[str(booted.engine)].format(port=free_port())
        environment = TESTING | {"SERVER_TIMING": "0", "CORS_ORIGINS": ", ".join(ORIGINS)}
        started[key] = _serve(booted, url, environment, lasting())
    return _caller_of(started[key], booted, http_client, conversation)


@pytest.fixture(scope="session")
def companions_by_engine() -> dict[str, dict[str, Running]]:
    """Return the servers of all panels that were started on one database."""
    return {}


@pytest.fixture
def companions(
    request: pytest.FixtureRequest,
    engine: Engine,
    implementations: list[Implementation],
    lasting: NewStack,
    companions_by_engine: dict[str, dict[str, Running]],
) -> Iterator[dict[str, Caller]]:
    """Yield a caller of each panel, by name: all on one database, in development, without a key."""
    if engine not in companions_by_engine:
        stack = lasting()
        url = empty_database(engine, stack)
        companions_by_engine[engine] = _start_together(implementations, url, stack)
    conversation = Conversation(Target("the panels together", engine=engine))
    request.node.stash[Conversation.key] = conversation
    with open_http_client() as http:
        yield {
            name: Caller(
                Target(name, base_url=running.base_url, log=str(running.command.log)),
                http,
                conversation,
            )
            for name, running in companions_by_engine[engine].items()
        }


def _start_together(
    implementations: list[Implementation], database_url: str, stack: ExitStack
) -> dict[str, Running]:
    """Migrate a database with the first panel, and serve it with all, started at once."""
    migrate(implementations[0], database_url)

    environment = CHEAP | {"TOKEN_LIFETIME_SECONDS": str(TOKEN_LIFETIME_SECONDS)}

    def enter(panel: Implementation) -> Running:
        return stack.enter_context(start(panel, panel.profile(), database_url, **environment))

    with ThreadPoolExecutor(len(implementations)) as pool:
        started = list(pool.map(enter, implementations))
    names = [panel.name for panel in implementations]
    return dict(zip(names, started, strict=True))
