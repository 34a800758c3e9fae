"""The rungs of Django."""
