"""What was promised of growth is judged by the figures, and left open where they cannot tell."""

import argparse
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from benchmarks.errors import WorldError
from benchmarks.runner import Settings
from benchmarks.runner.cores import Cores
from benchmarks.scale import sizes, workers
from benchmarks.scale.clients import scenarios as client_scenarios
from benchmarks.scale.memory import memory_findings
from benchmarks.scale.options import ScaleError, chosen_settings, numbers
from benchmarks.scale.population import Population
from benchmarks.scale.requests import growing_requests, other_requests
from benchmarks.scale.shared_databases import refuse_differences
from benchmarks.scale.targets import Finding
from benchmarks.scenarios import Scenario
from benchmarks.selftest.simulation import Simulation, Truth
from benchmarks.tests.made_up import study
from harness import specification

POPULATION = Population(1000, "python", "ada", "bea", "token", ("a-slug",))
LIST = Scenario("getArticles", "getArticles")
DEEP = Scenario("getArticles, page 1000", "getArticles", parameters={"offset": 19_980})
MEBIBYTE = 1 << 20


def with_articles(articles: int, times: float) -> Truth:
    facts = {"implementation": "flask", "articles": articles}
    return Truth(server_cpu_ms=1.0, database_cpu_ms=0.5 + 1.5 * (times - 1), facts=facts)


def grown(times: float, scenarios: Sequence[Scenario] = (LIST,)) -> list[Finding]:
    """Return the findings where a million articles cost so many times what a thousand do."""
    subjects = {
        "flask-1000000": with_articles(1_000_000, times),
        "flask-1000": with_articles(1000, 1.0),
        "flask-100000": with_articles(100_000, 1.0),
    }
    return sizes.findings(study(Simulation(subjects, scenarios, kind="scale").run()))


@pytest.mark.parametrize(("times", "outcome"), [(1.1, "met"), (1.5, "open"), (1.9, "missed")])
def test_the_cost_of_a_million_articles_is_held_against_that_of_a_thousand(
    times: float, outcome: str
) -> None:
    (found,) = grown(times)

    assert found.outcome == outcome
    assert "at most 1.5 wanted" in found.words


def test_a_page_is_compared_only_where_there_is_one_and_has_no_target() -> None:
    _, deep = grown(1.9, [LIST, DEEP])

    assert deep.outcome is None
    assert "Flask-1000000 against Flask-100000" in deep.words


def test_too_few_valid_rounds_leave_a_target_open() -> None:
    subjects = {
        "flask-1000": with_articles(1000, 1.0),
        "flask-100000": with_articles(100_000, 1.0),
    }
    (found,) = sizes.findings(study(Simulation(subjects, (LIST,), rounds=2).run()))

    assert found.outcome == "open"
    assert "not reported" in found.words


def sped_up(throughput: float, cores: Sequence[int], cpu: float = 1.0) -> Finding:
    """Return the finding where two workers reach so many times the throughput of one."""
    facts = {"implementation": "flask"}
    subjects = {
        "flask-1": Truth(1000, facts=facts),
        "flask-2": Truth(1000 * throughput, server_cpu_ms=0.9 * cpu, workers=2, facts=facts),
    }
    data = Simulation(subjects, (LIST,), kind="workers").run()
    data["settings"]["cores"]["server"] = list(cores)
    (found,) = workers.findings(study(data))
    return found


@pytest.mark.parametrize(("throughput", "outcome"), [(1.9, "met"), (1.7, "open"), (1.4, "missed")])
def test_two_workers_on_two_cores_are_held_against_one(throughput: float, outcome: str) -> None:
    assert sped_up(throughput, cores=[0, 1]).outcome == outcome


def test_two_workers_on_one_core_are_judged_by_nothing_but_told_by_their_cpu() -> None:
    found = sped_up(1.0, cores=[0], cpu=1.25)

    assert found.outcome == "open"
    assert "the server has one core" in found.words
    assert "they could answer 1.59 times as many" in found.words


def test_the_server_gets_no_more_cores_than_workers() -> None:
    whole = Cores((0, 1, 2, 3), (4,), (5,))

    assert whole.of(1) == Cores((0,), (4,), (5,))
    assert whole.of(8) == whole


def soaked(memory: Callable[[int], float], rounds: int = 60, noise_mib: float = 0.05) -> Finding:
    """Return the finding where memory, in MiB, depends on the number of the round."""
    data = Simulation({"flask": Truth()}, (LIST,), rounds, kind="soak", histograms=False).run()
    noise = np.random.default_rng(1).normal(0, noise_mib, rounds)
    for each, off in zip(data["rounds"], noise, strict=True):
        each["peak_memory_bytes"] = int((memory(each["round"]) + off) * MEBIBYTE)
        each["requests"] = 5000
    (found,) = memory_findings(study(data))
    return found


def test_memory_that_stays_or_only_fills_up_at_first_does_not_grow() -> None:
    assert soaked(lambda _: 120.0).outcome == "met"
    assert soaked(lambda number: 120.0 - 30 / number**2).outcome == "met"


def test_a_leak_is_seen_with_its_size() -> None:
    kibibyte_a_thousand = 5 * 100 / 1024
    found = soaked(lambda number: 120.0 + kibibyte_a_thousand * number)

    assert found.outcome == "missed"
    assert "300,000 requests" in found.words
    assert "by 102," in found.words  # 100 KiB in bytes, but for the noise


def test_memory_that_jumps_about_tells_nothing() -> None:
    assert soaked(lambda _: 120.0, noise_mib=20).outcome == "open"


def test_a_soak_of_a_few_rounds_tells_nothing() -> None:
    assert soaked(lambda _: 120.0, rounds=6).outcome == "open"


def test_all_requests_are_operations_of_the_spec_and_have_names_of_their_own() -> None:
    requests = [*growing_requests(POPULATION), *other_requests(POPULATION)]

    assert len({request.name for request in requests}) == len(requests)
    for request in requests:
        called = specification.operation(request.operation_id)
        assert set(request.query) <= set(called.query_parameters)
        assert set(request.path) == set(called.path_parameters)
        assert request.signed_in or called.security != "required"
        assert called.has_body == (request.body is not None)


def test_cost_may_be_measured_where_the_server_is_not_the_limit() -> None:
    assert not any(scenario.saturating for scenario in sizes.scenarios(POPULATION))
    assert {each.clients: each.saturating for each in client_scenarios([1, 500])} == {
        1: False,
        500: True,
    }


def test_databases_whose_hard_cases_differ_are_refused() -> None:
    other = Population(2000, "python", "eve", "bea", "token", ("a-slug",))

    refuse_differences([POPULATION, POPULATION])
    with pytest.raises(WorldError, match=r"ada.*eve"):
        refuse_differences([POPULATION, other])


def test_sizes_are_numbers_above_0() -> None:
    assert numbers("1000, 10") == [10, 1000]
    for wrong in ("", "0", "ten", "1,-2"):
        with pytest.raises(argparse.ArgumentTypeError):
            numbers(wrong)


def test_options_take_the_place_of_defaults() -> None:
    given = argparse.Namespace(defaults=Settings(rounds=5), seed=3, rounds=None, seconds=2.0)

    settings = chosen_settings(given)
    assert (settings.rounds, settings.seconds, settings.seed) == (5, 2.0, 3)
    with pytest.raises(ScaleError, match="--seconds must be more than 0"):
        chosen_settings(argparse.Namespace(defaults=Settings(), seed=1, seconds=-1.0))
