"""Testing an implementation that somebody brings: at any address, in any language."""
