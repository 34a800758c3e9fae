"""Benchmarks: the same load on every implementation, and what each needs to answer it."""
