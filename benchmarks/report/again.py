"""The command that measures a study again, with all that it depends on."""

import shlex

from benchmarks.ladder.declarations import FLOOR, LAYERS
from benchmarks.standard_scenarios import chosen
from benchmarks.statistics.results import Study

TARGETS = {
    "panels": "bench",
    "ladder": "bench-ladder",
    "grid": "bench-grid",
    "scale": "bench-scale",
    "workers": "bench-workers",
    "clients": "bench-clients",
    "soak": "bench-soak",
    "selftest": "bench-selftest",
}


def command(study: Study) -> str:
    """Return the command, as a shell takes it."""
    words = [f"{name}={shlex.quote(value)}" for name, value in _variables(study).items() if value]
    return " ".join(["make", TARGETS[study.kind], *words])


def _variables(study: Study) -> dict[str, str]:
    """Return what is told to make; empty is what need not be told."""
    settings = study.data["settings"]
    found = {
        "QUICK": "1" if settings["quick"] else "",
        "IMPL": _implementations(study),
        "ROUNDS": "" if study.kind == "soak" else f"{settings['rounds']}",
        "SECONDS": f"{settings['seconds']:g}",
        "SEED": f"{study.data['seed']}",
    }
    if study.kind == "scale":
        found |= {"SIZES": _sizes(study), "USERS": f"{settings['users'] or ''}"}
    else:
        found["ARTICLES"] = f"{settings['articles'] or ''}"
    return found | _of_kind(study)


def _of_kind(study: Study) -> dict[str, str]:
    workers = ",".join(map(str, sorted({each.workers for each in study.subjects.values()})))
    if study.kind == "workers":
        return {"SERVER_WORKERS": workers}
    if study.kind == "clients":
        clients = sorted({each.clients for each in study.scenarios.values()})
        return {"CLIENTS": ",".join(map(str, clients))}
    if study.kind == "soak":
        return {"REQUESTS": _requests(study)}
    if study.kind == "ladder":
        return {"SCENARIO": _scenarios(study, [each.name for each in (*LAYERS, *FLOOR)])}
    return _of_panels(study, workers) if study.kind == "panels" else {}


def _scenarios(study: Study, usual: list[str]) -> str:
    return "" if list(study.scenarios) == usual else ",".join(study.scenarios)


def _of_panels(study: Study, workers: str) -> dict[str, str]:
    settings = study.data["settings"]
    usual = [each.name for each in chosen(None, quick=settings["quick"])]
    urls = {name: each.facts.get("url") for name, each in study.subjects.items()}
    address = next(((name, str(url)) for name, url in urls.items() if url), ("", ""))
    return {
        "SCENARIO": _scenarios(study, usual),
        "ENGINE": settings["engine"] or "",
        "SERVER_WORKERS": workers,
        "WORKERS": f"{settings['generator_processes']}",
        "NAME": address[0],
        "BASE_URL": address[1],
    }


def _implementations(study: Study) -> str:
    """Return whose subjects they are; the names of those without that fact begin with it."""
    names = [
        str(each.facts.get("implementation") or each.name.partition("-")[0])
        for each in study.subjects.values()
        if "url" not in each.facts
    ]
    return ",".join(dict.fromkeys(names))


def _sizes(study: Study) -> str:
    sizes = {int(each.facts["articles"]) for each in study.subjects.values()}
    return ",".join(map(str, sorted(sizes)))


def _requests(study: Study) -> str:
    """Return how many requests the subject that answered the fewest has answered."""
    answered = [
        sum(each.data["requests"] for each in study.rounds(scenario, subject))
        for scenario in study.scenarios
        for subject in study.subjects
    ]
    return str(min(answered, default=0))
