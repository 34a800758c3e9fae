"""HTTP: comments."""

from fastapi import APIRouter, Response

from articles.dependencies import ArticleDep, Slug
from comments import queries, services
from comments.dependencies import OwnComment
from comments.schemas import CommentBody, CommentsBody, NewCommentBody
from database import EngineDep
from incoming import StrictRoute
from schemas import errors
from security import TOKEN_OPTIONAL, CurrentUser, OptionalUser

router = APIRouter(prefix="/articles/{slug}/comments", tags=["Comments"], route_class=StrictRoute)


@router.get("", responses=errors(404), openapi_extra=TOKEN_OPTIONAL)
async def get_article_comments(viewer: OptionalUser, slug: Slug, engine: EngineDep) -> CommentsBody:
    """List an article's comments, newest first."""
    comments = await queries.list_comments(engine, slug, viewer)
    return CommentsBody.of(comments)


@router.post("", status_code=201, responses=errors(401, 404, 413, 415, 422))
async def create_article_comment(
    viewer: CurrentUser, article: ArticleDep, body: NewCommentBody, engine: EngineDep
) -> CommentBody:
    """Create a comment for an article."""
    comment = await services.create_comment(engine, article, author=viewer, body=body.comment.body)
    return CommentBody.of(comment, author=viewer)


@router.delete("/{id}", status_code=204, response_class=Response, responses=errors(401, 403, 404))
async def delete_article_comment(comment: OwnComment, engine: EngineDep) -> None:
    """Delete one's own comment."""
    await services.delete_comment(engine, comment)
