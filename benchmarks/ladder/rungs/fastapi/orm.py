"""ORM: the rows come out of the database, through SQLAlchemy.

    DATABASE_URL=postgresql://... python -m uvicorn \
        benchmarks.ladder.rungs.fastapi.orm:app --loop uvloop --http httptools
"""

from typing import Annotated

from fastapi import APIRouter, FastAPI, HTTPException, Query

from benchmarks.ladder.rungs.fastapi.database import SessionDep, lifespan
from benchmarks.ladder.rungs.models import COUNT_ARTICLES, Article, select_articles, select_page
from benchmarks.ladder.rungs.schemas import ArticleBody, ArticlesBody, Page

router = APIRouter(prefix="/api/articles")


@router.get("")
async def get_articles(session: SessionDep, page: Annotated[Page, Query()]) -> ArticlesBody:
    """List articles, newest first."""
    count = await session.scalar(COUNT_ARTICLES)
    articles = await session.scalars(select_page(page.limit, page.offset))
    return ArticlesBody.of(articles, count or 0)


@router.get("/{slug}")
async def get_article(session: SessionDep, slug: str) -> ArticleBody:
    """Get an article."""
    article = await session.scalar(select_articles().where(Article.slug == slug))
    if article is None:
        raise HTTPException(404)
    return ArticleBody.of(article)


app = FastAPI(lifespan=lifespan, openapi_url=None)
app.include_router(router)
