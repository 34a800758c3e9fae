"""How a study is run."""

from dataclasses import dataclass

from harness.registry import Engine

ROUNDS = 10
SECONDS = 6.0
WARMUP_SECONDS = 2.0


@dataclass(frozen=True)
class Settings:
    """What a study's result depends on, beside its subjects and scenarios."""

    engine: Engine | None = "postgresql"
    """None where nothing is known of the subjects' database."""
    users: int = 200
    articles: int = 10_000
    rounds: int = ROUNDS
    warmup_seconds: float = WARMUP_SECONDS
    seconds: float = SECONDS
    """Measured in every round, after the warm-up."""
    attempts: int = 3
    """Of a round, as long as it is the machine that spoils it."""
    quick: bool = False
    generator_processes: int = 1
    seed: int = 1
