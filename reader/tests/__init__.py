"""Tests of the reader: fast ones for `make test`, and those in `browser/` for `make test-pages`."""
