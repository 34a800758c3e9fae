"""HTTP for comments."""

from django.http import HttpResponse
from ninja import Path, Router

from articles.parameters import NamedArticle
from comments import queries, services
from comments.parameters import OwnComment
from comments.schemas import CommentBody, CommentsBody, NewCommentBody
from profiles import queries as profiles
from rendering import no_content, respond
from schemas import errors
from security import OptionalToken, Token, UserRequest, ViewerRequest

router = Router(tags=["Comments"], by_alias=True)


@router.get("", auth=OptionalToken(), response={200: CommentsBody, **errors(404)})
def get_article_comments(request: ViewerRequest, slug: Path[str]) -> HttpResponse:
    """List an article's comments, newest first."""
    return respond(CommentsBody.of(queries.list_comments(slug, request.auth)))


@router.post("", auth=Token(), response={201: CommentBody, **errors(401, 404, 413, 415, 422)})
def create_article_comment(
    request: UserRequest, article: NamedArticle, body: NewCommentBody
) -> HttpResponse:
    """Create a comment for an article."""
    comment = services.create_comment(article, author=request.auth, body=body.comment.body)
    follows_themself = profiles.is_following(request.auth, request.auth)
    return respond(CommentBody.of(comment, author_followed=follows_themself), 201)


@router.delete("/{id}", auth=Token(), response={204: None, **errors(401, 403, 404)})
def delete_article_comment(
    request: UserRequest, article: NamedArticle, comment: OwnComment
) -> HttpResponse:
    """Delete one's own comment."""
    services.delete_comment(comment)
    return no_content()
