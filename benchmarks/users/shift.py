"""What the clients of one generator process share while they are at work."""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from benchmarks.errors import WorldError
from benchmarks.load_plan import World
from benchmarks.users.recorder import Recorder

if TYPE_CHECKING:
    from benchmarks.users.pace import Pace


@dataclass
class Shift:
    """One run of the clients of one process."""

    world: World
    pace: "Pace"
    nonce: str
    """Letters and digits that are new with every run, so that what is made gets a name of its own
    on a database that has seen runs before."""
    seed: int = 1
    share: int = 0
    """Which of the generator processes this is, from 0."""
    shares: int = 1
    check_every: int = 20
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    """Query parameters in place of an operation's usual ones."""
    ramp_seconds: float = 0.0
    """Over which the clients set in, each at a moment of its own."""
    window: tuple[float, float] = (math.inf, math.inf)
    """From when to when is measured, by `perf_counter`."""
    recorder: Recorder = field(default_factory=Recorder)
    when_client_is_in: Callable[[], None] = lambda: None
    in_flight: int = 0
    """Requests that have been taken up and not been answered."""
    problem: str = ""
    """Why the clients cannot set in; empty while they can."""

    def __post_init__(self) -> None:
        self.draw = random.Random(f"{self.seed}/{self.share}/requests")  # noqa: S311 (no secret)
        self.phases = random.Random(f"{self.seed}/{self.share}/phases")  # noqa: S311 (no secret)
        self._numbers = count(self.share, self.shares)
        self._clients = count(self.share, self.shares)
        self._pairs = count(self.share, self.shares)
        self._answers: dict[str, int] = {}

    def next_number(self) -> int:
        """Return a number that no other client of the run gets."""
        return next(self._numbers)

    def next_token(self) -> str:
        """Return the token of the next client; "" where there are none."""
        tokens = self.world.tokens
        return tokens[next(self._clients) % len(tokens)] if tokens else ""

    def is_checked(self, operation_id: str) -> bool:
        """Tell whether the body of this answer is held to the spec: the first, and every n-th."""
        seen = self._answers.get(operation_id, 0)
        self._answers[operation_id] = seen + 1
        return seen % self.check_every == 0

    def measures(self, start: float, finish: float) -> bool:
        """Tell whether a request belongs to the measured window."""
        return self.window[0] <= self.pace.moment(start, finish) < self.window[1]

    def next_pair(self, others: tuple[str, ...], what: str) -> tuple[str, str]:
        """Return a token and one of the others; no pair comes twice within a run.

        Neighbours in time have neither the token nor the other in common, as far as there are
        enough of both, so that they do not wait for one another's locks.

        Raises:
            WorldError: every pair has been returned.
        """
        tokens = self.world.tokens
        pairs = len(tokens) * len(others)
        number = next(self._pairs)
        if number >= pairs:
            raise WorldError(
                f"all {pairs:,} pairs of a user and {what} are used up: measure for a shorter time "
                "or seed more"
            )
        scattered = number * _stride(pairs) % pairs
        return tokens[scattered % len(tokens)], others[scattered // len(tokens)]


def _stride(size: int) -> int:
    """Return a step that visits every number under `size` before it comes back to the first."""
    step = max(1, round(size * (math.sqrt(5) - 1) / 2))
    while math.gcd(step, size) > 1:
        step += 1
    return step
