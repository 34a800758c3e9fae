"""The rungs of Flask."""
