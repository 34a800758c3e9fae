"""What was read before is read anew: no answer comes from memory."""

import pytest

from harness.specification import Operation
from shared_tests.client import Caller, unique
from shared_tests.general.stage import OPERATIONS, Stage, operation_id
from shared_tests.rules import rule

SHOWING_A_USER = [
    operation for operation in OPERATIONS if operation.method == "GET" and operation.id != "getTags"
]
"""Operations that read; whatever they show, its author or user is in it."""


def texts(stage: Stage, operation: Operation, callers: list[Caller]) -> list[str]:
    """Return what an operation shows to each caller of the author and what they have written."""
    params = {"author": stage.author.username}
    return [stage.call(operation, caller, params=params).text for caller in callers]


@rule("ACC-9", "COM-1", "PRO-1")
@pytest.mark.parametrize("operation", SHOWING_A_USER, ids=operation_id)
def test_200_a_change_shows_where_it_was_read_before(
    stage: Stage, anonymous: Caller, operation: Operation
) -> None:
    author = stage.author
    author.call("followUserByUsername", username=author.username)
    callers = [author, *([] if operation.security == "required" else [anonymous])]
    bio = unique("Changed ")

    before = texts(stage, operation, callers)
    author.call("updateCurrentUser", json={"user": {"bio": bio}})
    after = texts(stage, operation, callers)

    assert [bio in text for text in before] == [False] * len(callers)
    assert [bio in text for text in after] == [True] * len(callers)
