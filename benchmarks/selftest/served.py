"""The subjects of the self-test: a panel, the same once more, the same made dearer, and stubs."""

import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

from benchmarks.load_plan import World
from benchmarks.runner.database import Prepared
from benchmarks.runner.panels import panel
from benchmarks.subjects import Running, Subject
from harness import ROOT, registry, servers
from harness.registry import Implementation, Profile

PANEL = "flask"
"""Which is measured against itself; one that is served as WSGI."""
AGAIN, DEARER = "the same again", "the same, made dearer"
APPLICATION = re.compile(r"[a-z_.]+:[a-z_]+(\(\))?")
BURNING = "benchmarks.selftest.burning:create_app()"
FAULTS = ("none", "stall", "wrong-body")


def healthy(name: str) -> Subject:
    """Return the panel as it is, under a name of its own."""
    subject = panel(registry.get(PANEL), name=name)
    return replace(subject, title=name)


def dearer(share: float) -> Subject:
    """Return the panel with every request costing a known share more CPU.

    Its server is told to serve `benchmarks/selftest/burning.py` in the place of its application.
    """
    implementation = registry.get(PANEL)
    profile = implementation.profile()
    (application,) = filter(APPLICATION.fullmatch, profile.command)
    command = tuple(BURNING if word == application else word for word in profile.command)
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    variables = {
        "SELFTEST_APPLICATION": application,
        "SELFTEST_SHARE": str(share),
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }
    changed = Profile(profile.name, command, profile.environment)
    subject = panel(implementation, changed, name=DEARER, environment=variables)
    return replace(subject, title=DEARER)


def stub(fault: str) -> Subject:
    """Return a server of one answer with a fault, one of `FAULTS`."""
    command = ("{python}", "-m", "benchmarks.selftest.stub", fault, "{host}", "{port}")
    implementation = Implementation(
        name=f"stub-{fault}",
        title=f"stub ({fault})",
        framework="none",
        language="Python",
        folder=ROOT,
        engines=(),
        migrate=(),
        develop=(),
        profiles=(Profile("default", command),),
    )

    def serve(database_url: str) -> AbstractContextManager[Running]:
        return servers.serve(implementation, None, database_url)

    return Subject(implementation.name, implementation.title, lambda _url: None, serve)


@contextmanager
def _no_database() -> Iterator[str]:
    yield ""


WITHOUT_DATABASE = Prepared(_no_database, World(slugs=(), usernames=(), tokens=(), tags=()))
"""Where stubs take their databases from."""
