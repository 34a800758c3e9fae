"""A client sends one byte a second."""

import socket
import time
from http.client import HTTPResponse
from threading import Thread

from harness.registry import Implementation
from harness.servers import HOST
from shared_tests.failures.conftest import Recorded
from shared_tests.failures.scenario import Facts, ask, describe, troubled, within
from shared_tests.panels.running import Running
from shared_tests.rules import rule

TITLE = "A client sends a byte a second"
BODY = b'{"a": 1}'
HEAD = (
    f"POST /api/users/login HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n"
    f"Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
).encode()
ANSWERED_WITHIN_SECONDS = 4.0
"""Half of what the slow one takes: who had to wait for it would be later."""
CONTRACT = {
    "the others": "200",
    "answered": "within 4 s",
    "the slow one, in the end": "422",
}


def observe(panel: Implementation) -> Facts:
    """Send a body slowly, and ask others' questions meanwhile."""
    with troubled(panel) as trouble:
        ask(trouble.running)
        told: list[int] = []
        slow = Thread(target=_send_slowly, args=(trouble.running, told))
        slow.start()
        others, longest = set(), 0.0
        while slow.is_alive():
            started = time.monotonic()
            others.add(describe(ask(trouble.running)))
            longest = max(longest, time.monotonic() - started)
            slow.join(0.5)
        return {
            "the others": " and ".join(sorted(others)),
            "answered": within(longest, ANSWERED_WITHIN_SECONDS),
            "the slow one, in the end": " and ".join(map(str, told)),
        }


def _send_slowly(running: Running, told: list[int]) -> None:
    port = int(running.base_url.rpartition(":")[2])
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(HEAD)
        for byte in BODY:
            connection.sendall(bytes([byte]))
            time.sleep(1)
        response = HTTPResponse(connection)
        response.begin()
        told.append(response.status)


@rule("GEN-13")
def test_nobody_else_waits(implementation: Implementation, recorded: Recorded) -> None:
    facts = observe(implementation)

    assert facts == CONTRACT
    assert recorded(TITLE, facts)
