"""Every mutant there is, by what does the damage and then by family."""

from shared_tests.mutants.catalogue import (
    articles,
    checks,
    documents,
    headers,
    leaks,
    lists,
    people,
    permissions,
    races,
    statuses,
    times,
    viewers,
    writes,
)
from shared_tests.mutants.mutant import Mutant

MUTANTS: tuple[Mutant, ...] = (
    *statuses.MUTANTS,
    *documents.MUTANTS,
    *leaks.MUTANTS,
    *lists.MUTANTS,
    *viewers.MUTANTS,
    *headers.MUTANTS,
    *times.MUTANTS,
    *writes.MUTANTS,
    *permissions.MUTANTS,
    *people.MUTANTS,
    *articles.MUTANTS,
    *checks.MUTANTS,
    *races.MUTANTS,
)
