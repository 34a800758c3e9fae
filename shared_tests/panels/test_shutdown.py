"""The polite request to end is heard, and nothing stays behind."""

import os
import signal
import time

import httpx2

from harness.environment import TESTING
from harness.processes import process_tree
from harness.targets import Target
from shared_tests.panels.running import start

ENDS_WITHIN_SECONDS = 5.0


def test_it_ends_when_asked_to(booted: Target) -> None:
    assert booted.implementation is not None
    assert booted.profile is not None
    assert booted.database_url is not None
    url = booted.database_url
    with start(booted.implementation, booted.profile, url, **TESTING) as running:
        with httpx2.Client(base_url=running.base_url, trust_env=False) as client:
            assert client.get("/api/tags").status_code == 200
            family = process_tree(running.command.pid)
            # The connection is still open: a client that keeps one must not hold the server up.
            os.kill(running.command.pid, signal.SIGTERM)
            deadline = time.monotonic() + ENDS_WITHIN_SECONDS
            while not running.command.ended() and time.monotonic() < deadline:
                time.sleep(0.02)

        left = [process for process in family if process.is_running()]
        logged = running.log_text()

        assert running.command.status() == 0
        assert left == []
        assert "Traceback" not in logged
