"""Comments on the wire."""

from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import StringConstraints

from comments import models
from profiles.schemas import Profile, show_author, show_user
from schemas import NOT_BLANK, STORABLE, RequestModel, ResponseModel, timestamp

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
    created_at: str
    updated_at: str
    body: str
    author: Profile


class CommentBody(ResponseModel):
    """What createArticleComment answers."""

    comment: Comment

    @classmethod
    def of(cls, comment: models.Comment, *, author_followed: bool) -> Self:
        """Show a comment, whose author the viewer follows or does not."""
        author = show_user(comment.author, following=author_followed)
        return cls.model_validate({"comment": _show(comment, author)})


class CommentsBody(ResponseModel):
    """What getArticleComments answers."""

    comments: list[Comment]

    @classmethod
    def of(cls, rows: Iterable[Any]) -> Self:
        """Show the comments of queries.list_comments."""
        return cls.model_validate({"comments": [_show(row, show_author(row)) for row in rows]})


def _show(comment: Any, author: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 (or a row)
    return {
        "id": comment.id,
        "created_at": timestamp(comment.created_at),
        "updated_at": timestamp(comment.updated_at),
        "body": comment.body,
        "author": author,
    }
