"""The runner: interleaved rounds of every scenario on every subject, each with its own verdict."""

from benchmarks.runner.settings import Settings
from benchmarks.runner.study import StudyError, run_study

__all__ = ["Settings", "StudyError", "run_study"]
