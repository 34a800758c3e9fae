"""What the reference application says no to."""

from collections.abc import Iterable

BLANK = "can't be blank"
INVALID = "is invalid"


class Refusal(Exception):
    """A request that is not granted: a status, and what is wrong by key."""

    def __init__(self, status: int, **problems: str) -> None:
        super().__init__(status, problems)
        self.status = status
        self.errors = {key: [problem] for key, problem in problems.items()}


def not_found(thing: str) -> Refusal:
    """Return the refusal for something that is not there."""
    return Refusal(404, **{thing: "not found"})


def forbidden(thing: str) -> Refusal:
    """Return the refusal for something that is somebody else's."""
    return Refusal(403, **{thing: "forbidden"})


def taken(names: Iterable[str]) -> Refusal:
    """Return the refusal for names that somebody else has."""
    return Refusal(409, **dict.fromkeys(names, "has already been taken"))
