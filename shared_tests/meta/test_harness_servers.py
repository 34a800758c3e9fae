"""A server is ready when it is yielded, and gone afterwards, however its owner ends."""

import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from harness import ROOT, processes, servers
from harness.registry import Implementation, Profile

SERVER = """
import http.server, os, subprocess, sys

if os.environ.get("BROKEN"):
    sys.exit("one clear line")
# A child that leaves the process group and ignores the polite request, to make stopping hard.
stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", stubborn], start_new_session=True)

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{os.getpid()} {child.pid}".encode())

http.server.HTTPServer((sys.argv[1], int(sys.argv[2])), Handler).serve_forever()
"""

OWNER = """
import signal, sys, time, urllib.request
from shared_tests.meta.test_harness_servers import tiny_implementation
from harness import servers
from pathlib import Path

# A run in the background of a script ignores it, and so would whatever it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
with servers.serve(tiny_implementation(Path(sys.argv[1])), None, "sqlite:///tiny.db") as server:
    print(urllib.request.urlopen(server.base_url).read().decode(), flush=True)
    time.sleep(60)
"""


def tiny_implementation(folder: Path) -> Implementation:
    (folder / "server.py").write_text(SERVER, encoding="utf-8")
    command = ("{python}", "server.py", "{host}", "{port}")
    return Implementation(
        name="tiny",
        title="Tiny",
        framework="none",
        language="Python",
        folder=folder,
        engines=("sqlite",),
        migrate=("{python}", "-c", "import sys; sys.exit('no such table')"),
        develop=command,
        profiles=(Profile("plain", command),),
    )


def processes_of(base_url: str) -> list[int]:
    with urllib.request.urlopen(base_url) as response:
        return [int(pid) for pid in response.read().split()]


def wait_until_gone(pids: list[int], seconds: float = 8) -> list[int]:
    """Return which of the processes are still there after a while."""
    deadline = time.monotonic() + seconds
    while (left := [pid for pid in pids if psutil.pid_exists(pid)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def test_a_server_is_ready_and_then_gone(tmp_path: Path) -> None:
    with servers.serve(tiny_implementation(tmp_path), "plain", "sqlite:///tiny.db") as server:
        pids = processes_of(server.base_url)
        assert server.pid == pids[0]
        assert server.memory_bytes() > 1 << 20
        assert processes.cpu_seconds(server.pid) > 0

    assert wait_until_gone(pids, seconds=0) == []


def test_a_server_answers_at_the_address_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(servers.HOST_VARIABLE, "127.0.0.2")
    with servers.serve(tiny_implementation(tmp_path), "plain", "sqlite:///tiny.db") as server:
        assert server.base_url.startswith("http://127.0.0.2:")
        assert processes_of(server.base_url)


def test_a_failed_start_shows_the_end_of_the_log(tmp_path: Path) -> None:
    broken = servers.serve(tiny_implementation(tmp_path), None, "sqlite:///tiny.db", BROKEN="1")

    with pytest.raises(servers.ServerError, match="one clear line"), broken:
        pass


def test_a_failed_migration_shows_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(servers.ServerError, match="no such table"):
        servers.migrate(tiny_implementation(tmp_path), "sqlite:///tiny.db")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_owner_is_ended(tmp_path: Path, how: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as owner:
        assert owner.stdout is not None
        pids = [int(pid) for pid in owner.stdout.readline().split()]
        assert len(pids) == 2
        owner.send_signal(how)

    assert wait_until_gone(pids) == []
