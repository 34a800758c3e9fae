"""What is read about comments."""

from accounts.models import Viewer
from articles.models import Article
from comments.models import Comment, CommentQuerySet
from errors import NotFound


def list_comments(article: Article, viewer: Viewer) -> CommentQuerySet:
    """Return an article's comments as the viewer sees them (COM-1, COM-2)."""
    return Comment.objects.filter(article=article).seen_by(viewer).newest_first()


def get_comment(article: Article, comment_id: int, viewer: Viewer) -> Comment:
    """Return a comment on an article as the viewer sees it.

    Raises:
        NotFound: the article has no such comment (COM-4).
    """
    try:
        return Comment.objects.filter(article=article).seen_by(viewer).get(pk=comment_id)
    except Comment.DoesNotExist:
        raise NotFound("comment") from None
