"""The applications: each is served by itself, and imports nothing of another framework."""
