"""Comments over the wire."""

from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import StringConstraints, WithJsonSchema

from database import AnyRow
from profiles.schemas import Profile, show_user
from schemas import NotBlank, RequestModel, ResponseModel, Storable, Timestamp, timestamp


class CommentPath(RequestModel):
    """Which comment it is about, of which article."""

    slug: str
    # Text, since what is no number is the id of no comment, and not an error (COM-4).
    id: Annotated[str, WithJsonSchema({"type": "integer"})]


CommentText = Annotated[str, StringConstraints(min_length=1, max_length=10_000), Storable, NotBlank]
"""COM-1: kept as given."""


class NewComment(RequestModel):
    """A comment to be made."""

    body: CommentText


class NewCommentBody(RequestModel):
    """A comment that comes in."""

    comment: NewComment


class Comment(ResponseModel):
    """A comment as the viewer sees it."""

    id: int
    created_at: Timestamp
    updated_at: Timestamp
    body: str
    author: Profile


class CommentBody(ResponseModel):
    """A comment."""

    comment: Comment

    @classmethod
    def of(cls, comment: AnyRow, author: AnyRow) -> Self:
        """Return the answer for a comment as a viewer sees it."""
        return cls.model_validate({"comment": _show_comment(comment, author)})


class CommentsBody(ResponseModel):
    """All comments of an article."""

    comments: list[Comment]

    @classmethod
    def of(cls, rows: Iterable[AnyRow]) -> Self:
        """Return the answer for comments, each in a row with its author."""
        return cls.model_validate({"comments": [_show_comment(row, author=row) for row in rows]})


def _show_comment(comment: AnyRow, author: AnyRow) -> dict[str, Any]:
    """Return a Comment, whose row says whether the viewer follows the author."""
    return {
        "id": comment.id,
        "created_at": timestamp(comment.created_at),
        "updated_at": timestamp(comment.updated_at),
        "body": comment.body,
        "author": show_user(author, following=comment.following),
    }
