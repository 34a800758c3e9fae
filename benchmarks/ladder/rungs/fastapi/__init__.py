"""The rungs of FastAPI."""
