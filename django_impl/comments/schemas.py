"""Comments on the wire."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import StringConstraints

from comments import models
from profiles.schemas import Profile
from schemas import NOT_BLANK, STORABLE, RequestModel, ResponseModel, Timestamp

CommentText = Annotated[
    str, StringConstraints(min_length=1, max_length=10_000), STORABLE, NOT_BLANK
]


class NewComment(RequestModel):
    """What somebody has to say."""

    body: CommentText


class NewCommentBody(RequestModel):
    """What createArticleComment takes."""

    comment: NewComment


class Comment(ResponseModel):
    """A comment with its author."""

    id: int
    created_at: Timestamp
    updated_at: Timestamp
    body: str
    author: Profile

    @classmethod
    def of(cls, comment: models.Comment) -> "Comment":
        """Show a comment from `CommentQuerySet.seen_by`."""
        return cls(
            id=comment.pk,
            created_at=comment.created_at,
            updated_at=comment.updated_at,
            body=comment.body,
            author=Profile.of(comment.author, following=comment.author_followed),
        )


class CommentBody(ResponseModel):
    """What createArticleComment answers."""

    comment: Comment

    @classmethod
    def of(cls, comment: models.Comment) -> "CommentBody":
        """Show a comment from `CommentQuerySet.seen_by`."""
        return cls(comment=Comment.of(comment))


class CommentsBody(ResponseModel):
    """What getArticleComments answers."""

    comments: list[Comment]

    @classmethod
    def of(cls, comments: Iterable[models.Comment]) -> "CommentsBody":
        """Show comments from `CommentQuerySet.seen_by`."""
        return cls(comments=[Comment.of(comment) for comment in comments])
