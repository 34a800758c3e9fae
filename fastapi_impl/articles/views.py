"""HTTP: articles, the feed and favourites."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from articles import queries, services
from articles.dependencies import OwnArticle, Slug
from articles.schemas import (
    ArticleBody,
    ArticleFilters,
    ArticlesBody,
    NewArticleBody,
    Page,
    UpdatedArticleBody,
)
from database import EngineDep
from incoming import StrictRoute
from schemas import errors
from security import TOKEN_OPTIONAL, CurrentUser, OptionalUser

router = APIRouter(prefix="/articles", tags=["Articles"], route_class=StrictRoute)


@router.get("", responses=errors(422), openapi_extra=TOKEN_OPTIONAL)
async def get_articles(
    viewer: OptionalUser,
    filters: Annotated[ArticleFilters, Query()],
    page: Annotated[Page, Query()],
    engine: EngineDep,
) -> ArticlesBody:
    """List articles, newest first."""
    articles, count = await queries.list_articles(engine, filters, viewer, page)
    return ArticlesBody.of(articles, count)


@router.post("", status_code=201, responses=errors(401, 413, 415, 422))
async def create_article(
    viewer: CurrentUser, body: NewArticleBody, engine: EngineDep
) -> ArticleBody:
    """Publish an article."""
    article = await services.create_article(engine, body.article, author=viewer)
    return ArticleBody.of(article)


@router.get("/feed", responses=errors(401, 422))
async def get_articles_feed(
    viewer: CurrentUser, page: Annotated[Page, Query()], engine: EngineDep
) -> ArticlesBody:
    """List articles of followed authors, newest first."""
    articles, count = await queries.list_feed(engine, viewer, page)
    return ArticlesBody.of(articles, count)


@router.get("/{slug:slug}", responses=errors(404), openapi_extra=TOKEN_OPTIONAL)
async def get_article(viewer: OptionalUser, slug: Slug, engine: EngineDep) -> ArticleBody:
    """Get an article."""
    article = await queries.get_article(engine, slug, viewer)
    return ArticleBody.of(article)


@router.put("/{slug:slug}", responses=errors(401, 403, 404, 413, 415, 422))
async def update_article(
    viewer: CurrentUser, article: OwnArticle, body: UpdatedArticleBody, engine: EngineDep
) -> ArticleBody:
    """Change some of one's own article."""
    article = await services.update_article(engine, article, body.article, author=viewer)
    return ArticleBody.of(article)


@router.delete(
    "/{slug:slug}", status_code=204, response_class=Response, responses=errors(401, 403, 404)
)
async def delete_article(article: OwnArticle, engine: EngineDep) -> None:
    """Delete one's own article."""
    await services.delete_article(engine, article)


@router.post("/{slug}/favorite", responses=errors(401, 404))
async def create_article_favorite(
    viewer: CurrentUser, slug: Slug, engine: EngineDep
) -> ArticleBody:
    """Favourite an article."""
    article = await services.favorite_article(engine, slug, viewer)
    return ArticleBody.of(article)


@router.delete("/{slug}/favorite", responses=errors(401, 404))
async def delete_article_favorite(
    viewer: CurrentUser, slug: Slug, engine: EngineDep
) -> ArticleBody:
    """Take an article off one's favourites."""
    article = await services.unfavorite_article(engine, slug, viewer)
    return ArticleBody.of(article)
