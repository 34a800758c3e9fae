"""Comments over the wire."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import StringConstraints, WithJsonSchema

from comments import models
from profiles.schemas import Profile
from schemas import NotBlank, RequestModel, ResponseModel, Storable, Timestamp


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
    def of(cls, comment: models.Comment) -> Self:
        """Return the answer for a comment that was loaded as a viewer sees it."""
        return cls(comment=Comment.model_validate(comment))


class CommentsBody(ResponseModel):
    """All comments of an article."""

    comments: list[Comment]

    @classmethod
    def of(cls, comments: Iterable[models.Comment]) -> Self:
        """Return the answer for comments that were loaded as a viewer sees them."""
        return cls(comments=[Comment.model_validate(comment) for comment in comments])
