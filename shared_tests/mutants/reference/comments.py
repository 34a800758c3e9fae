"""Commenting on articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shared_tests.mutants.reference.refusals import not_found
from shared_tests.mutants.reference.store import Comment
from shared_tests.mutants.reference.views import Document, comment_view

if TYPE_CHECKING:
    from shared_tests.mutants.reference.call import Call
    from shared_tests.mutants.reference.server import Application


def find(app: Application, call: Call) -> Comment:
    """Return the comment that a path names.

    Raises:
        Refusal: there is none of that id under the article's slug (COM-4).
    """
    text = call.names["id"] or ""
    number = int(text) if re.fullmatch("[0-9]{1,19}", text) else 0
    if app.broken("comment-id-read-loosely") and (match := re.match("[0-9]{1,19}", text)):
        number = int(match[0])
    found = call.what().comments.get(number)
    if found is None and app.broken("comment-of-any-article"):
        everywhere = [article.comments.get(number) for article in app.store.articles.values()]
        found = next(filter(None, everywhere), None)
    if found is None:
        raise not_found("comment")
    return found


def create_comment(app: Application, call: Call) -> Document:
    """Add a comment to an article (COM-1)."""
    article, author, body = call.what(), call.who(), call.fields["body"]
    if app.broken("same-comment-merged"):
        for old in article.comments.values():
            if old.author is author and old.body == body:
                return {"comment": comment_view(old, article, call.viewer, app.broken)}
    comment = Comment(next(app.store.numbers), author, body, app.store.now())
    if not app.broken("lost-createArticleComment"):
        article.comments[comment.id] = comment
    if app.broken("comment-moves-updated-at"):
        article.updated = app.store.now() + 1
    return {"comment": comment_view(comment, article, call.viewer, app.broken)}


def list_comments(app: Application, call: Call) -> Document:
    """Return an article's comments, newest first (COM-2)."""
    article = call.what()
    found = sorted(article.comments.values(), key=lambda one: (one.created, one.id), reverse=True)
    shown = [comment_view(comment, article, call.viewer, app.broken) for comment in found]
    return {"comments": shown}


def delete_comment(app: Application, call: Call) -> None:
    """Delete a comment of one's own."""
    article, comment = call.what(), call.comment
    app.dawdle("race-deleteArticleComment")
    if comment is not None and not app.broken("lost-deleteArticleComment"):
        article.comments.pop(comment.id, None)
    if app.broken("all-own-comments-deleted"):
        article.comments = {
            number: one for number, one in article.comments.items() if one.author is not call.viewer
        }


ACTIONS = {
    "createArticleComment": create_comment,
    "getArticleComments": list_comments,
    "deleteArticleComment": delete_comment,
}
