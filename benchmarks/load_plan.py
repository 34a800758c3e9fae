"""What the load generator is told, and what it tells in return; both travel as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.scenarios import Scenario


@dataclass(frozen=True)
class World:
    """What there is in a database that requests can name."""

    slugs: tuple[str, ...]
    """Slugs of articles, newest first."""
    usernames: tuple[str, ...]
    tokens: tuple[str, ...]
    """Tokens of users who follow some authors, as `Authorization: Token` takes them."""
    tags: tuple[str, ...]

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "World":
        """Return the world that `asdict` described."""
        return cls(**{name: tuple(each) for name, each in values.items()})


@dataclass(frozen=True)
class LoadPlan:
    """One run of the load generator against one address."""

    base_url: str
    scenario: Scenario
    world: World
    warmup_seconds: float = 2.0
    seconds: float = 6.0
    """How long is measured, after the warm-up."""
    seed: int = 1
    """The same number draws the same arrivals and the same requests."""
    check_every: int = 20
    """Every so many answers the body is held to the spec; the status always is."""
    processes: int = 1
    """Locust workers; more than one are led by a master."""
    cores: tuple[int, ...] = ()
    """The cores to stay on; any where empty."""

    def to_json(self) -> dict[str, Any]:
        """Return the plan as plain JSON."""
        return {**asdict(self), "scenario": self.scenario.to_json()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "LoadPlan":
        """Return the plan that `to_json` described."""
        told = {
            "scenario": Scenario(**values["scenario"]),
            "world": World.from_json(values["world"]),
            "cores": tuple(values["cores"]),
        }
        return cls(**{**values, **told})


@dataclass(frozen=True)
class RowOutcome:
    """What became of one operation's requests within the measured window."""

    requests: int
    """Answered as they should be."""
    failures: int
    """Answered wrongly, or not at all."""
    bytes: int
    """Of the bodies of all answers."""
    histogram: str
    """HdrHistogram of the times of `requests` in microseconds, compressed and in base 64; in
    latency mode each request is timed from its intended start."""
    checked: int
    """Answers whose body was held to the spec."""


@dataclass(frozen=True)
class LoadOutcome:
    """What the generator saw between the start and the end of the measured window.

    In capacity mode that is what was answered in the window; in latency mode what was meant to
    start in it, whenever it was answered.
    """

    seconds: float
    requests: int
    """Answered as they should be."""
    failures: int
    """Answered wrongly, or not at all."""
    rows: Mapping[str, RowOutcome]
    """By operationId."""
    wrong: Mapping[str, int] = field(default_factory=dict)
    """What was wrong with failures, in words ("getArticle: status 500"), and how often."""
    connections_opened: int = 0
    """Within the window."""
    generator_cpu_seconds: float = 0.0
    """Of all generator processes within the window."""
    intended_requests: int | None = None
    """Arrivals that fell into the window, in latency mode."""
    answered_late: int = 0
    """Arrivals of the window without an answer at its end, in latency mode: more than a few mean
    that the rate is more than the server can do."""

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "LoadOutcome":
        """Return the outcome that `to_json` described."""
        rows = {name: RowOutcome(**row) for name, row in values["rows"].items()}
        return cls(**{**values, "rows": rows})
