"""Size facts: what is computed from the tree, and what `make compare` has measured."""

from collections.abc import Iterator
from typing import Any

from reader import addresses
from reader.charts import Chart, chart
from reader.results import Missing
from reader.site import Page, Site
from reader.size_facts import lines_by_chapter, lines_by_role, typed_share
from reader.slices import TITLES

MEBIBYTE = 1 << 20


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of facts."""
    measured = [] if isinstance(site.facts, Missing) else _measured(site, site.facts)
    context = {
        "charts": _from_the_tree(site),
        "measured": measured,
        "facts": site.facts,
        "is_missing": isinstance(site.facts, Missing),
    }
    yield Page(addresses.FACTS, "facts.html", "Facts", context)


def _from_the_tree(site: Site) -> list[Chart]:
    panels = site.implementations
    by_chapter = {each.name: lines_by_chapter(each) for each in panels}
    by_role = {each.name: lines_by_role(each) for each in panels}
    groups = list(dict.fromkeys(name for lines in by_chapter.values() for name in lines))
    return [
        chart(
            "Lines by chapter",
            "Lines of code without blank lines, comments and docstrings.",
            {n.capitalize(): {p: lines.get(n) for p, lines in by_chapter.items()} for n in groups},
            panels,
        ),
        chart(
            "Lines by role",
            "The same lines, migrations left out, by what a file is for.",
            {
                TITLES[role][0]: {p: lines.get(role) for p, lines in by_role.items()}
                for role in TITLES
            },
            panels,
        ),
        chart(
            "Typed share",
            "Parameters and results of functions that carry a type, in percent.",
            {"": {e.name: _percent(typed_share(e)) for e in panels}},
            panels,
            "{:.1f} %",
        ),
    ]


def _measured(site: Site, facts: dict[str, Any]) -> list[Chart]:
    found = facts["implementations"]
    panels = [each for each in site.implementations if each.name in found]
    weighed = {name: each["dependencies"] or {} for name, each in found.items()}
    size = {name: _mebibytes(each.get("installed_bytes")) for name, each in weighed.items()}
    profiles = list(dict.fromkeys(p for each in found.values() for p in each["profiles"]))
    operations = [each.id for each in site.operations]

    def by_profile(key: str) -> dict[str, dict[str, float | None]]:
        return {
            profile: {
                name: each["profiles"][profile][key]
                for name, each in found.items()
                if profile in each["profiles"]
            }
            for profile in profiles
        }

    return [
        chart(
            "Packages",
            "All that has to be installed, dependencies of dependencies included.",
            {"": {name: each.get("count") for name, each in weighed.items()}},
            panels,
        ),
        chart("Installed size", "Of those packages, in MiB.", {"": size}, panels, "{:.1f} MiB"),
        chart(
            "Cold start",
            "From starting the server to its first good answer, in seconds.",
            by_profile("cold_start_seconds"),
            panels,
            "{:.2f} s",
        ),
        chart(
            "Idle memory",
            "Of all processes of the server, shared pages counted once, in MiB.",
            by_profile("idle_memory_mib"),
            panels,
            "{:.0f} MiB",
        ),
        chart(
            "Queries",
            "SQL queries of each operation, called with a token where it takes one.",
            {o: {n: each["queries"].get(o) for n, each in found.items()} for o in operations},
            panels,
        ),
    ]


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _mebibytes(size: float | None) -> float | None:
    return None if size is None else size / MEBIBYTE
