"""Databases of several sizes, each filled once and read by all subjects in all rounds."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console

from benchmarks.errors import WorldError
from benchmarks.runner import Settings, database
from benchmarks.runner.database import Prepared
from benchmarks.scale.population import Population, population_of
from harness import databases
from harness.environment import TEST_SECRET_KEY
from harness.registry import Engine, Implementation
from harness.seeding import seed
from harness.servers import migrate

ENGINE: Engine = "postgresql"


class SharedDatabase:
    """A database that is only read, so that it needs no copies."""

    def __init__(self, url: str, population: Population) -> None:
        self.url = url
        self.population = population

    @property
    def prepared(self) -> Prepared:
        """Where rounds take it from."""
        return Prepared(self.fresh, self.population.world)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Yield its DATABASE_URL: nobody has changed anything."""
        yield self.url


@contextmanager
def shared_databases(
    sizes: Sequence[int], users: int, implementations: Sequence[Implementation], console: Console
) -> Iterator[Mapping[int, SharedDatabase]]:
    """Yield a filled database for each number of articles, and drop all of them afterwards.

    Raises:
        DatabaseServerError: there is no PostgreSQL to be had.
        ServerError: an implementation's migrations failed.
        WorldError: there is too little in one, or what is hard to serve is not the same in all.
    """
    database.start(ENGINE)
    made: dict[int, SharedDatabase] = {}
    with _databases(len(sizes)) as urls:
        for articles, url in zip(sizes, urls, strict=True):
            console.print(f"filling a database with {articles:,} articles", style="dim")
            for implementation in implementations:
                migrate(implementation, url)
            seed(url, users=users, articles=articles, console=console)
            database.settle(url)
            made[articles] = SharedDatabase(url, population_of(url, TEST_SECRET_KEY))
        refuse_differences([each.population for each in made.values()])
        yield made


@contextmanager
def shared_database(
    settings: Settings, implementations: Sequence[Implementation], console: Console
) -> Iterator[Prepared]:
    """Yield one filled database for all subjects of a study, and drop it afterwards.

    Raises:
        As `shared_databases` does.
    """
    articles = settings.articles
    with shared_databases([articles], settings.users, implementations, console) as made:
        yield made[articles].prepared


@contextmanager
def _databases(count: int) -> Iterator[list[str]]:
    if not count:
        yield []
        return
    with databases.fresh_database(ENGINE) as first, _databases(count - 1) as others:
        yield [first, *others]


def refuse_differences(populations: Sequence[Population]) -> None:
    """Make sure that the same scenarios ask for what is hard to serve in every database.

    Raises:
        WorldError: they do not.
    """
    hot = {(each.hot_tag, each.hot_author, each.fan) for each in populations}
    if len(hot) > 1:
        told = "; ".join(sorted(", ".join(each) for each in hot))
        raise WorldError(f"the most used tag, author or favourites are not the same: {told}")
