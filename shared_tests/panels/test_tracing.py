"""Traces: sent where `OTEL_EXPORTER_OTLP_ENDPOINT` says so, with no secrets, at no one's cost."""

import json
import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

import httpx2
import pytest

from harness.environment import TESTING
from harness.registry import Implementation
from harness.servers import migrate
from harness.story import Storyteller
from harness.targets import Target
from harness.trace_receiver import PROMPT, Receiver, receive
from harness.traces import Span
from shared_tests.client import unique
from shared_tests.panels.conftest import EmptyDatabase, NewStack
from shared_tests.panels.running import Running, start
from shared_tests.panels.test_server_timing import FORM

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE")
PASSWORD = "a password that nobody else has"
AT_ONCE = 8
PATIENCE_SECONDS = 1.9
"""Less than the panels give a receiver, and no less: the machine may be busy."""
ENDS_WITHIN_SECONDS = 10.0
SDK = re.compile(r"\bopentelemetry\.(sdk|exporter|instrumentation)\b")
NOBODY = "http://127.0.0.1:9"
"""The port that discards: nobody listens there."""


@dataclass(frozen=True)
class Traced:
    """A panel that sends traces, and who receives them."""

    running: Running
    receiver: Receiver

    def request(
        self, method: str, path: str, **options: object
    ) -> tuple[httpx2.Response, list[Span]]:
        """Send a request as part of a trace; return its answer and the spans of the trace."""
        trace_id, caller = os.urandom(16).hex(), os.urandom(8).hex()
        headers = {"traceparent": f"00-{trace_id}-{caller}-01"}
        url = self.running.base_url + path
        response = httpx2.request(method, url, headers=headers, trust_env=False, **options)  # type: ignore[arg-type]
        return response, self.receiver.trace(trace_id)


@pytest.fixture(scope="session")
def traced_by_target() -> dict[str, Traced]:
    """Return the panels that were started with a receiver, by the name of the target."""
    return {}


@pytest.fixture
def traced(booted: Target, lasting: NewStack, traced_by_target: dict[str, Traced]) -> Traced:
    """Return a second server like the target, on its database, that sends traces."""
    assert booted.implementation is not None
    assert booted.profile is not None
    assert booted.database_url is not None
    if booted.name not in traced_by_target:
        stack = lasting()
        receiver = stack.enter_context(receive())
        environment = TESTING | PROMPT | {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.endpoint}
        running = stack.enter_context(
            start(booted.implementation, booted.profile, booted.database_url, **environment)
        )
        traced_by_target[booted.name] = Traced(running, receiver)
    return traced_by_target[booted.name]


def account() -> dict[str, dict[str, str]]:
    """Return the body with which somebody new signs up."""
    name = unique()
    user = {"username": name, "email": f"{name}@secret.example", "password": PASSWORD}
    return {"user": user}


def test_a_request_is_a_trace_of_the_caller_s(traced: Traced) -> None:
    answer, spans = traced.request("POST", "/api/users", json=account())
    (server,) = [span for span in spans if span.kind == "server"]

    assert answer.status_code == 201
    assert server.parent_id not in {span.id for span in spans}
    assert server.attributes["http.response.status_code"] == 201
    assert {span.service for span in spans} == {server.service}
    assert server.service.startswith("conduit-")
    for span in spans:
        assert server.start <= span.start <= span.end <= server.end + 1_000_000, span


def test_a_trace_has_view_and_service(traced: Traced) -> None:
    _, spans = traced.request("POST", "/api/users", json=account())
    called = [span.attributes.get("code.function.name") for span in spans]

    assert "accounts.views.create_user" in called
    assert "accounts.services.create_user" in called


def test_a_trace_has_every_query(traced: Traced) -> None:
    answer, spans = traced.request("POST", "/api/users", json=account())
    told = FORM.fullmatch(answer.headers["server-timing"])
    statements = [span.sql for span in spans if (span.sql or "").startswith(COUNTED)]

    assert told
    assert len(statements) == int(told["count"])
    assert any("INSERT INTO" in (statement or "") for statement in statements)


def test_a_fault_is_told_by_its_status_alone(traced: Traced) -> None:
    """A name that is taken while somebody else takes it fails in the database, which quotes it."""
    body = account()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = [
            pool.submit(traced.request, "POST", "/api/users", json=body) for _ in range(AT_ONCE)
        ]
        answered = [each.result() for each in told]

    assert sorted(answer.status_code for answer, _ in answered) == [201] + [409] * (AT_ONCE - 1)
    spans = [span for _, trace in answered for span in trace]
    assert [span.message for span in spans if span.message] == []
    assert sum(span.events for span in spans) == 0
    assert body["user"]["email"] not in repr(spans)


def test_nothing_secret_is_sent(traced: Traced) -> None:
    with httpx2.Client(base_url=traced.running.base_url, trust_env=False) as client:
        teller = Storyteller(client)
        steps = list(teller.tell())
    traced.request("GET", "/api/tags")
    users = [step.response.json()["user"] for step in steps if '"token"' in step.response.text]
    sent = json.dumps([asdict(span) for span in traced.receiver.spans])

    assert teller.name in sent  # in paths: not everything is hidden
    secrets = [PASSWORD, "once upon a time", "argon2", "@example.org", "@secret.example"]
    secrets += [user["token"] for user in users] + [user["email"] for user in users]
    assert [secret for secret in secrets if secret in sent] == []


@pytest.mark.parametrize("silent", [False, True], ids=["down", "silent"])
def test_a_receiver_costs_no_request(
    implementation: Implementation, new_database: EmptyDatabase, silent: bool
) -> None:
    url = new_database("sqlite")
    migrate(implementation, url, **TESTING)
    with receive(silent=True) as receiver:
        endpoint = receiver.endpoint if silent else NOBODY
        environment = TESTING | PROMPT | {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint}
        with start(implementation, implementation.profile(), url, **environment) as running:
            with httpx2.Client(base_url=running.base_url, trust_env=False) as client:
                answers = [client.get("/api/tags") for _ in range(20)]
            logged = running.log_with("" if silent else "export")
            os.kill(running.command.pid, signal.SIGTERM)
            deadline = time.monotonic() + ENDS_WITHIN_SECONDS
            while not running.command.ended() and time.monotonic() < deadline:
                time.sleep(0.02)
            status = running.command.status()

    assert {answer.status_code for answer in answers} == {200}
    # The first one finds much to be done for the first time.
    assert max(answer.elapsed.total_seconds() for answer in answers[1:]) < PATIENCE_SECONDS
    assert (receiver.requests > 0) == silent
    assert silent or "export" in logged
    assert status == 0


@pytest.mark.parametrize("asked", [False, True], ids=["unasked", "asked"])
def test_the_sdk_is_imported_when_asked_for(
    implementation: Implementation, new_database: EmptyDatabase, asked: bool
) -> None:
    url = new_database("sqlite")
    migrate(implementation, url, **TESTING)
    endpoint = {"OTEL_EXPORTER_OTLP_ENDPOINT": NOBODY} if asked else {}
    environment = TESTING | endpoint | {"PYTHONPROFILEIMPORTTIME": "1"}
    with start(implementation, implementation.profile(), url, **environment) as running:
        assert httpx2.get(f"{running.base_url}/api/tags", trust_env=False).status_code == 200
        imported = running.log_text()

    assert "import time:" in imported
    assert bool(SDK.search(imported)) == asked
