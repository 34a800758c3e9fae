"""Tags over the wire."""

from schemas import ResponseModel


class TagsBody(ResponseModel):
    """The tags in use."""

    tags: list[str]
