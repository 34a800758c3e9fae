"""Proves the instrument: what it has to see is put before it, and what it has to leave alone."""
