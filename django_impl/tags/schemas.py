"""Tags on the wire."""

from schemas import ResponseModel


class TagsBody(ResponseModel):
    """What getTags answers."""

    tags: list[str]
