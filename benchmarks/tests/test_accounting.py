"""Processor time is counted whole: of children, of those that have ended, and of nobody's."""

import os
import subprocess
import sys
import time

import pytest

from benchmarks.runner.accounting import Accounts, MemoryWatch, spin_seconds
from benchmarks.runner.cores import Cores
from harness.processes import cpu_seconds

BURN = "import time\nwhile time.process_time() < {seconds}: pass"


def test_a_child_that_has_ended_still_counts() -> None:
    before = cpu_seconds(os.getpid())
    subprocess.run([sys.executable, "-c", BURN.format(seconds=0.3)], check=True)
    after = cpu_seconds(os.getpid())

    assert after - before >= 0.299  # a difference of floats


def test_nothing_is_known_of_a_server_elsewhere() -> None:
    accounts = Accounts(None, None, Cores())
    spent = accounts.spent(accounts.read(), accounts.read(), 0.0)

    assert (spent.server, spent.database, spent.restarted) == (None, None, False)


def test_what_others_take_is_seen() -> None:
    cores = sorted(os.sched_getaffinity(0))[:1]
    accounts = Accounts(None, None, Cores(tuple(cores), (), ()))
    start = accounts.read()
    other = subprocess.Popen([sys.executable, "-c", BURN.format(seconds=0.5)])
    os.sched_setaffinity(other.pid, cores)
    other.wait()

    assert accounts.spent(start, accounts.read(), 0.0).other_share > 0.2


def test_a_server_that_ends_is_seen() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    accounts = Accounts(child.pid, None, Cores())
    start = accounts.read()
    child.kill()
    child.wait()

    assert accounts.spent(start, accounts.read(), 0.0).restarted


def test_memory_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.runner.accounting.MEMORY_SAMPLE_SECONDS", 0.01)
    with MemoryWatch(os.getpid()) as memory:
        deadline = time.monotonic() + 10
        while memory.peak_bytes is None and time.monotonic() < deadline:
            time.sleep(0.01)

    assert memory.peak_bytes is not None
    assert memory.peak_bytes > 1_000_000


def test_the_spin_takes_time() -> None:
    assert spin_seconds() > 0
