"""Comments on an article."""

from flask import Response, g
from flask_openapi3 import APIBlueprint, Tag, validate_request

from articles.loaders import load_article
from articles.schemas import ArticlePath
from comments import queries, services
from comments.loaders import load_own_comment
from comments.schemas import CommentBody, CommentPath, CommentsBody, NewCommentBody
from database import AnyRow
from documentation import operation_id
from schemas import errors, respond, respond_empty
from security import TOKEN, TOKEN_OPTIONAL, login_optional, login_required

comments = APIBlueprint(
    "comments",
    __name__,
    url_prefix="/api/articles/<slug>/comments",
    abp_tags=[Tag(name="Comments")],
    operation_id_callback=operation_id,
)


@comments.get("", responses={200: CommentsBody, **errors(404)}, security=TOKEN_OPTIONAL)
@login_optional
def get_article_comments(path: ArticlePath) -> Response:
    """List an article's comments, newest first."""
    return respond(CommentsBody.of(queries.list_comments(path.slug, g.viewer)))


@comments.post("", responses={201: CommentBody, **errors(401, 404, 413, 415, 422)}, security=TOKEN)
@login_required
@load_article
@validate_request()
def create_article_comment(path: ArticlePath, article: AnyRow, body: NewCommentBody) -> Response:
    """Create a comment for an article."""
    comment = services.create_comment(article, author=g.viewer, body=body.comment.body)
    return respond(CommentBody.of(comment, author=g.viewer), 201)


@comments.delete("/<id>", responses={204: None, **errors(401, 403, 404)}, security=TOKEN)
@login_required
@load_article
@load_own_comment
def delete_article_comment(path: CommentPath, comment: AnyRow) -> Response:
    """Delete one's own comment."""
    services.delete_comment(comment)
    return respond_empty()
