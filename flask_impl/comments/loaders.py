"""The decorator for views that act on a comment."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import g, request

from comments import queries
from database import AnyRow
from errors import Forbidden, NotFound

R = TypeVar("R")


def load_own_comment(view: Callable[..., R]) -> Callable[..., R]:
    """Pass the comment that the path names to the view, as `comment`, if it is the viewer's.

    Raises:
        NotFound: the article has none with this id (COM-4).
        Forbidden: it is somebody else's (COM-3).
    """

    @wraps(view)
    def wrapper(*, article: AnyRow, **kwargs: Any) -> R:  # noqa: ANN401
        comment = queries.get_comment(article, _read_id(), g.viewer)
        if comment.author_id != g.viewer.id:
            raise Forbidden("comment")
        return view(comment=comment, **kwargs)

    return wrapper


def _read_id() -> int:
    text = (request.view_args or {})["id"]
    if not re.fullmatch("[0-9]{1,19}", text):
        raise NotFound("comment")
    return int(text)
