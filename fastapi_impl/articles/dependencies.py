"""What an operation on an article asks for: the article, and the right to change it."""

from typing import Annotated

from fastapi import Depends, Path, Request
from starlette.convertors import StringConvertor, register_url_convertor

from articles.queries import get_article_keys
from database import AnyRow
from errors import Forbidden
from schemas import Storable
from security import CurrentUser


class SlugConvertor(StringConvertor):
    """Any part of a path but `feed`, which is a path of its own with its own methods."""

    regex = "(?!feed$)[^/]+"


register_url_convertor("slug", SlugConvertor())

Slug = Annotated[str, Path(), Storable]


async def _load_article(slug: Slug, request: Request) -> AnyRow:
    """Return the keys of the article that the path names.

    Raises:
        NotFound: no article has that slug (ART-19).
    """
    return await get_article_keys(request.state.engine, slug)


ArticleDep = Annotated[AnyRow, Depends(_load_article)]


async def _load_own_article(viewer: CurrentUser, article: ArticleDep) -> AnyRow:
    """Return the keys of the article that the path names, if it is the viewer's.

    Raises:
        Forbidden: somebody else wrote it (ART-11).
    """
    if article.author_id != viewer.id:
        raise Forbidden("article")
    return article


OwnArticle = Annotated[AnyRow, Depends(_load_own_article)]
