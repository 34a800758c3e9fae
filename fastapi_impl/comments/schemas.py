"""What comes in and goes out over the wire: comments."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import StringConstraints

from comments.models import Comment as CommentRow
from profiles.schemas import Profile
from schemas import NotBlank, RequestModel, ResponseModel, Storable, Timestamp

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
    def of(cls, comment: CommentRow) -> Self:
        """Show a comment as the query's viewer sees it."""
        return cls(comment=Comment.model_validate(comment))


class CommentsBody(ResponseModel):
    """All comments of an article."""

    comments: list[Comment]

    @classmethod
    def of(cls, comments: Iterable[CommentRow]) -> Self:
        """Show comments as the query's viewer sees them."""
        return cls(comments=[Comment.model_validate(comment) for comment in comments])
