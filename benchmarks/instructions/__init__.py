"""Instructions per request: what an operation costs, counted rather than timed."""
