"""What the page says of the frameworks is still so."""

import pytest

from harness import registry
from harness.lines_of_code import count_lines
from shared_tests.defaults.frameworks import FRAMEWORKS, Framework
from shared_tests.defaults.page import PAGE, Answers, measure, render
from shared_tests.defaults.probes import PROBES

LONGEST_APPLICATION = 30
"""In lines of code; Django's settings are half of its own."""


@pytest.fixture(scope="module")
def answers() -> Answers:
    """Return what every application answers now."""
    return measure()


def test_the_page_is_what_is_measured_now(answers: Answers) -> None:
    assert PAGE.read_text(encoding="utf-8") == render(answers), "stale: make out-of-the-box"


def test_the_applications_work(answers: Answers) -> None:
    """What is right is answered rightly: or else the probes would tell of something else."""
    for told in answers.values():
        assert (told["unknown key"].status, told["unknown key"].content_type) == (
            201,
            "application/json",
        )


def test_every_probe_has_a_name_of_its_own() -> None:
    names = [probe.name for probe in PROBES]

    assert len(names) >= 20
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda framework: framework.name)
def test_the_applications_are_bare(framework: Framework) -> None:
    assert count_lines(framework.application) <= LONGEST_APPLICATION


def test_every_panel_is_shown() -> None:
    assert {each.name for each in FRAMEWORKS} == {panel.name for panel in registry.panels()}
