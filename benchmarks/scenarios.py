"""What is measured: a behaviour of users over the API, and how hard it is driven."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Mode = Literal["capacity", "latency"]


@dataclass(frozen=True)
class Scenario:
    """One row of the report.

    `capacity` is a closed loop: so many clients, each of which sends its next request when it has
    its answer. `latency` is an open loop: requests arrive at a fixed rate, whatever the answers do.
    """

    name: str
    """Unique within a run, such as `getArticles` or `reader-latency-200`."""
    behaviour: str
    """An operationId (nothing but that operation), or a behaviour of `benchmarks/users/`."""
    mode: Mode = "capacity"
    clients: int = 32
    """Concurrent clients in capacity mode; the most that may wait at once in latency mode."""
    rate: float | None = None
    """Arrivals per second in latency mode."""
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    """Query parameters that an operation is called with, in place of its usual ones."""
    signed_in: bool = False
    """Whether a token goes along where it is optional."""
    saturating: bool = True
    """Whether the server has to be the limit in capacity mode. Where it need not be, nothing is
    told of requests per second: what counts is the processor time for each."""

    undisturbed: bool = True
    """Whether other work on the machine spoils a round; memory, say, does not mind it."""

    def to_json(self) -> dict[str, Any]:
        """Return the scenario as plain JSON."""
        return {**asdict(self), "parameters": dict(self.parameters)}
