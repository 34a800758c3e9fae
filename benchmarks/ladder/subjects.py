"""The rungs as subjects of a study."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from benchmarks.ladder import serving
from benchmarks.ladder.declarations import PANEL, RUNGS, Rung
from benchmarks.runner.panels import panel
from benchmarks.subjects import Running, Subject
from harness import registry


def ladder(panels: Sequence[str], scenarios: Sequence[str]) -> list[Subject]:
    """Return every rung of these panels' frameworks that is measured on any of the scenarios.

    Raises:
        RegistryError: there is no such panel.
    """
    return [
        _subject(name, rung, tuple(each for each in rung.scenarios if each in scenarios))
        for name in panels
        for rung in RUNGS
        if set(rung.scenarios) & set(scenarios)
    ]


def _subject(name: str, rung: Rung, scenarios: tuple[str, ...]) -> Subject:
    of_framework = registry.get(name)
    served = panel(of_framework, name=f"{name}-{rung.name}")
    facts = {"framework": of_framework.framework, "rung": rung.name, "on": rung.on}
    facts["adds"] = rung.adds
    title = f"{of_framework.title}, {rung.name}"
    if rung.name == PANEL:
        return replace(served, title=title, facts=facts, scenarios=scenarios)
    application = serving.rung(name, rung.name)

    def serve(database_url: str) -> AbstractContextManager[Running]:
        return serving.serve(application, database_url)

    return replace(served, title=title, facts=facts, scenarios=scenarios, serve=serve)
