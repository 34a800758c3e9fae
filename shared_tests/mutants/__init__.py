"""Servers damaged on purpose, each in one way: what the suite must notice (docs/mutants.md)."""
