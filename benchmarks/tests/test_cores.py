"""Who is kept on which cores."""

import pytest

from benchmarks.runner.cores import Cores, divide


@pytest.mark.parametrize(
    ("available", "workers", "expected"),
    [
        ([0], 1, Cores()),
        ([0, 1], 1, Cores((0,), (1,), (1,))),
        ([2, 5], 4, Cores((2,), (5,), (5,))),
        ([0, 1, 2], 1, Cores((0,), (1,), (2,))),
        ([0, 1, 2, 3], 2, Cores((0, 1), (2,), (3,))),
        (list(range(8)), 4, Cores((0, 1, 2, 3), (4, 5, 6), (7,))),
    ],
)
def test_the_server_has_cores_of_its_own(
    available: list[int], workers: int, expected: Cores
) -> None:
    assert divide(workers, available=available) == expected


def test_several_generators_get_a_core_each_where_there_are_enough() -> None:
    assert divide(1, 4, range(16)).generator == (12, 13, 14, 15)
    assert divide(1, 4, range(4)).generator == (3,)
