"""Path parameters that arrive as the comment they name; see `articles.parameters`."""

from typing import Annotated

from ninja import P, PathEx
from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from comments import queries
from comments.models import Comment
from database import parse_id
from errors import Forbidden
from security import who_asks


def _own_comment(text: str, info: ValidationInfo) -> Comment:
    comment = queries.get_bare_comment(info.data["article"], parse_id(text))
    if comment.author_id != who_asks(info).pk:
        raise Forbidden("comment")
    return comment


# 404: no such comment on the article, a parameter before it. 403: somebody else's (COM-3, COM-4).
OwnComment = PathEx[
    Annotated[Comment, PlainValidator(_own_comment), WithJsonSchema({"type": "integer"})],
    P(alias="id"),
]
