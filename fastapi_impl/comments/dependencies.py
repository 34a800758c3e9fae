"""What an operation on a comment asks for: the comment, and the right to delete it."""

from typing import Annotated

from fastapi import Depends, Path

from articles.dependencies import ArticleDep
from comments.queries import get_comment
from database import AnyRow, EngineDep
from errors import Forbidden
from schemas import LARGEST_ID, WholeNumber
from security import CurrentUser

CommentId = Annotated[int, WholeNumber(1, LARGEST_ID), Path(alias="id")]


async def _load_own_comment(
    viewer: CurrentUser, article: ArticleDep, comment_id: CommentId, engine: EngineDep
) -> AnyRow:
    """Return the comment that the path names, if it is the viewer's.

    Raises:
        NotFound: the article has no such comment (COM-4).
        Forbidden: somebody else wrote it (COM-3).
    """
    comment = await get_comment(engine, article, comment_id, viewer)
    if comment.author_id != viewer.id:
        raise Forbidden("comment")
    return comment


OwnComment = Annotated[AnyRow, Depends(_load_own_comment)]
