"""Of two things that are wrong, the one that is checked first is answered."""

import pytest

from harness.specification import Operation
from shared_tests.client import Account, Caller, refusal
from shared_tests.general.flaws import (
    FLAWED_CALLS,
    INVALID,
    TAKEN,
    Cast,
    FlawedCall,
    possible,
)
from shared_tests.general.stage import OPERATIONS, Stage
from shared_tests.inputs import INVALID as INVALID_TEXT
from shared_tests.inputs import too_short
from shared_tests.rules import rule


@pytest.fixture
def cast(standing: Stage, stranger: Account, anonymous: Caller) -> Cast:
    """Return who makes flawed calls."""
    return Cast(standing, stranger, anonymous)


@rule("GEN-4")
@pytest.mark.parametrize("flawed", FLAWED_CALLS, ids=str)
def test_the_earlier_check_is_answered(cast: Cast, flawed: FlawedCall) -> None:
    response = cast.call(flawed.operation, {flawed.earlier, flawed.later})

    assert response.status_code == flawed.earlier


@rule("GEN-4", "GEN-1")
@pytest.mark.parametrize(
    ("operation", "flaw"),
    [
        pytest.param(operation, flaw, id=f"{operation.id}-{flaw}")
        for operation in OPERATIONS
        for flaw in possible(operation)
    ],
)
def test_each_check_is_answered_alone(cast: Cast, operation: Operation, flaw: int) -> None:
    assert cast.call(operation, {flaw}).status_code == flaw


@rule("GEN-4", "ACC-2")
@pytest.mark.parametrize(
    "flawed",
    [flawed for flawed in FLAWED_CALLS if (flawed.earlier, flawed.later) == (INVALID, TAKEN)],
    ids=str,
)
def test_422_tells_nothing_of_what_is_taken(cast: Cast, flawed: FlawedCall) -> None:
    response = cast.call(flawed.operation, {INVALID, TAKEN})

    assert refusal(response) == (422, {"email": INVALID_TEXT, "password": too_short(8)})
