"""How many connections this process has opened."""

from geventhttpclient.connectionpool import ConnectionPool

_opened = 0


def connections_opened() -> int:
    """Return how many connections have been opened since `count_connections` was called."""
    return _opened


def count_connections() -> None:
    """Begin to count.

    The hook is the pool's own. A subclass would be of no use: clients make their pools themselves.
    """

    def count(_self: ConnectionPool, _sock: object) -> None:
        global _opened  # noqa: PLW0603 (there is one network card, too)
        _opened += 1

    ConnectionPool.after_connect = count  # type: ignore[method-assign, assignment]  # see above
