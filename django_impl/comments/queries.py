"""What is read about comments."""

from typing import Any

from accounts.models import AnonymousUser, Viewer
from articles import queries as articles
from articles.models import Article
from comments.models import Comment
from errors import NotFound
from viewing import seen_by

SHOWN = ("id", "created_at", "updated_at", "body", "author_followed", *articles.AUTHOR)


NEWEST_FIRST = Comment.objects.newest_first()
FOR_ANYBODY: Any = NEWEST_FIRST.for_anybody().values_list(*SHOWN, named=True)
FOR_VIEWER: Any = NEWEST_FIRST.for_viewer().values_list(*SHOWN, named=True)


def list_comments(slug: str, viewer: Viewer) -> list[Any]:
    """Return an article's comments as the viewer sees them (COM-1, COM-2).

    Raises:
        NotFound: no article has this slug (ART-19).
    """
    rows = FOR_ANYBODY if isinstance(viewer, AnonymousUser) else FOR_VIEWER
    with seen_by(viewer):
        comments = list(rows.on(slug))
    if not comments:
        articles.get_bare_article(slug)  # is there one at all?
    return comments


def get_bare_comment(article: Article, comment_id: int) -> Comment:
    """Return a comment on an article, without its author.

    Raises:
        NotFound: the article has no such comment (COM-4).
    """
    try:
        return Comment.objects.get(article=article, pk=comment_id)
    except Comment.DoesNotExist:
        raise NotFound("comment") from None
