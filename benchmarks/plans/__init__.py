"""How PostgreSQL carries out what an implementation asks of it."""
