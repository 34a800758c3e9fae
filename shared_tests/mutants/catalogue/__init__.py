"""Every mutant there is, by what does the damage and then by family."""

from shared_tests.mutants.catalogue import (
    articles,
    checks,
    documents,
    headers,
    lists,
    people,
    races,
    statuses,
    writes,
)
from shared_tests.mutants.mutant import Mutant

MUTANTS: tuple[Mutant, ...] = (
    *statuses.MUTANTS,
    *documents.MUTANTS,
    *lists.MUTANTS,
    *headers.MUTANTS,
    *writes.MUTANTS,
    *people.MUTANTS,
    *articles.MUTANTS,
    *checks.MUTANTS,
    *races.MUTANTS,
)
