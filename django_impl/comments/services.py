"""What is done with comments."""

from django.db import IntegrityError

from accounts.models import User
from articles.models import Article
from clock import now
from comments.models import Comment
from errors import NotFound


def create_comment(article: Article, *, author: User, body: str) -> Comment:
    """Add a comment to an article (COM-1, COM-5).

    Raises:
        NotFound: the article is gone.
    """
    moment = now()
    try:
        return Comment.objects.create(
            article=article, author=author, body=body, created_at=moment, updated_at=moment
        )
    except IntegrityError:
        raise NotFound("article") from None


def delete_comment(comment: Comment) -> None:
    """Delete a comment.

    Raises:
        NotFound: the comment is gone.
    """
    deleted, _ = Comment.objects.filter(pk=comment.pk).delete()
    if not deleted:
        raise NotFound("comment")
