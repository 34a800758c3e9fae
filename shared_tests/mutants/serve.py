"""Serve damaged servers until told to end: `python -m shared_tests.mutants.serve FILE [URL]`.

Without a URL these are reference applications, with one they are proxies of what answers there.
The file receives their ports by name, as JSON, once all of them listen.
"""

import json
import signal
import sys
from pathlib import Path

from harness.environment import TEST_SECRET_KEY
from shared_tests.mutants.catalogue import MUTANTS
from shared_tests.mutants.listening import listen
from shared_tests.mutants.mutant import HEALTHY_PROXY, HEALTHY_REFERENCE
from shared_tests.mutants.proxy import Proxy
from shared_tests.mutants.reference.server import Application


def main(file: str, upstream: str = "") -> None:
    """Listen for every mutant of one kind, and for the healthy one."""
    chosen = [mutant for mutant in MUTANTS if mutant.behind_proxy == bool(upstream)]
    if upstream:
        ports = {mutant.name: listen(Proxy(upstream, mutant).answer) for mutant in chosen}
        ports[HEALTHY_PROXY] = listen(Proxy(upstream).answer)
    else:
        ports = {
            mutant.name: listen(Application(TEST_SECRET_KEY, mutant.name).answer)
            for mutant in chosen
        }
        ports[HEALTHY_REFERENCE] = listen(Application(TEST_SECRET_KEY).answer)
    unfinished = Path(f"{file}.unfinished")
    unfinished.write_text(json.dumps(ports), encoding="utf-8")
    unfinished.replace(file)
    signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
