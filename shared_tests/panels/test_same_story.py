"""The same story told to every panel is answered in the same words."""

import pytest

from shared_tests.client import Caller
from shared_tests.general.stage import OPERATIONS
from shared_tests.panels.story import tell
from shared_tests.rules import rule


@rule("OPS-8", "GEN-1")
def test_every_panel_gives_the_same_answers(companions: dict[str, Caller]) -> None:
    """Status, media type and JSON; ids, tokens, times and random suffixes are masked."""
    if len(companions) == 1:
        pytest.skip("needs two panels at least")
    (first, *others) = companions

    stories = {name: tell(caller) for name, caller in companions.items()}

    told = {line.asked.split()[0] for line in stories[first]}
    assert told == {operation.id for operation in OPERATIONS}
    for other in others:
        differing = [
            f"{first}: {one}\n{other}: {same}"
            for one, same in zip(stories[first], stories[other], strict=True)
            if one != same
        ]
        if differing:
            text = "\n\n".join(differing)
            pytest.fail(f"{len(differing)} answers differ:\n\n{text}", pytrace=False)
