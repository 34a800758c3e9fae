"""A Conduit in memory: healthy without a fault, and with one damaged in its behaviour."""
