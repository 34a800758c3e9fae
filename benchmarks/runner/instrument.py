"""What all rounds of a study are measured with: cores, the database server, the load generator."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.load_plan import LoadPlan, World
from benchmarks.runner import database
from benchmarks.runner.cores import Cores, pin
from benchmarks.runner.database import Prepared
from benchmarks.runner.measurement import Round, measure
from benchmarks.runner.settings import Settings
from benchmarks.scenarios import Scenario
from benchmarks.subjects import Running, Subject
from benchmarks.world_from_api import world_from_api


@dataclass(frozen=True)
class Served:
    """A subject that is up, on its cores."""

    subject: Subject
    server: Running
    world: World


class Instrument:
    """Serves subjects and measures them, always under the same conditions."""

    def __init__(self, cores: Cores, settings: Settings) -> None:
        """Put the database server on its cores.

        Args:
            cores: who is kept where.
            settings: how long is measured, and on which engine.
        """
        self.cores = cores
        self.settings = settings
        self.database_process = database.process(settings.engine)
        if self.database_process:
            pin(self.database_process, cores.database)

    @contextmanager
    def serve(self, subject: Subject, prepared: Prepared) -> Iterator[Served]:
        """Serve a subject on a fresh database until the block ends."""
        with prepared.fresh() as url, subject.serve(url) as server:
            if server.pid:
                pin(server.pid, self.cores.of(subject.workers).server)
            yield Served(subject, server, prepared.world or world_from_api(server.base_url))

    def measure(self, served: Served, scenario: Scenario, number: int, position: int = 1) -> Round:
        """Measure one round, and say which it is.

        Args:
            served: on what.
            scenario: which requests.
            number: of the round; it draws them.
            position: among those measured in one go.

        Raises:
            LoadError: the generator did not run through.
        """
        plan = LoadPlan(
            base_url=served.server.base_url,
            scenario=scenario,
            world=served.world,
            warmup_seconds=self.settings.warmup_seconds,
            seconds=self.settings.seconds,
            seed=self.settings.seed * 1000 + number,
            processes=self.settings.generator_processes,
            cores=self.cores.generator,
        )
        subject = served.subject
        measured = measure(
            plan,
            served.server,
            self.database_process,
            self.cores.of(subject.workers),
            subject.keeps_connections,
        )
        return measured | {"subject": subject.name, "round": number, "position": position}
