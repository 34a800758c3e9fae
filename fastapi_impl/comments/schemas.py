"""What comes in and goes out over the wire: comments."""

from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import StringConstraints

from database import AnyRow
from profiles.schemas import Profile, show_user
from schemas import NotBlank, RequestModel, ResponseModel, Storable, Timestamp, timestamp

Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000), Storable, NotBlank]


class NewComment(RequestModel):
    """A comment to add."""

    body: Text


class NewCommentBody(RequestModel):
    """What `createArticleComment` takes."""

    comment: NewComment


class Comment(ResponseModel):
    """A comment with its author as the viewer sees them (COM-1)."""

    id: int
    created_at: Timestamp
    updated_at: Timestamp
    body: str
    author: Profile


class CommentBody(ResponseModel):
    """A comment, in its envelope."""

    comment: Comment

    @classmethod
    def of(cls, comment: AnyRow, author: AnyRow) -> Self:
        """Show a comment as the viewer sees it."""
        return cls.model_validate({"comment": _show_comment(comment, author)})


class CommentsBody(ResponseModel):
    """All comments of an article."""

    comments: list[Comment]

    @classmethod
    def of(cls, rows: Iterable[AnyRow]) -> Self:
        """Show comments, each in a row with its author."""
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
