"""What the tests, the benchmarks and the reader share: the panels, their servers, the spec."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The repository's folder."""
