"""Rules that cut across operations: each is tried on every operation that it speaks of."""
