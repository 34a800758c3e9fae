"""What goes out over the wire: tags."""

from schemas import ResponseModel


class TagsBody(ResponseModel):
    """Every tag in use."""

    tags: list[str]
