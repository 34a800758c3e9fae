"""What goes wrong when instructions are counted."""

from benchmarks.errors import BenchmarkError


class InstructionsError(BenchmarkError):
    """Instructions cannot be counted, or there is nothing to compare them with."""


class ValgrindMissing(InstructionsError):
    """There is no valgrind on this machine; the message says what to install."""
