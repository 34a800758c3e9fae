"""Decorators for views that act on an article: it is looked up before the body is."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import g, request

from articles import queries
from database import AnyRow
from errors import Forbidden

R = TypeVar("R")


def load_article(view: Callable[..., R]) -> Callable[..., R]:
    """Pass the keys of the article that the path names to the view, as `article`.

    Raises:
        NotFound: none has this slug (ART-19).
    """

    @wraps(view)
    def wrapper(**kwargs: Any) -> R:  # noqa: ANN401
        return view(article=_get_article(), **kwargs)

    return wrapper


def load_own_article(view: Callable[..., R]) -> Callable[..., R]:
    """Pass the keys of the article that the path names to the view, if it is the viewer's.

    Raises:
        NotFound: none has this slug (ART-19).
        Forbidden: it is somebody else's (ART-11).
    """

    @wraps(view)
    def wrapper(**kwargs: Any) -> R:  # noqa: ANN401
        article = _get_article()
        if article.author_id != g.viewer.id:
            raise Forbidden("article")
        return view(article=article, **kwargs)

    return wrapper


def _get_article() -> AnyRow:
    # Not from the view's arguments, where the slug stands alone or in `path`, as validation goes.
    return queries.get_article_keys((request.view_args or {})["slug"])
