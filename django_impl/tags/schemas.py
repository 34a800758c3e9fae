"""Tags on the wire."""

from schemas import Outgoing


class TagsBody(Outgoing):
    """What getTags answers."""

    tags: list[str]
