"""Validation: schemas for what comes in and what goes out.

python -m uvicorn benchmarks.ladder.rungs.fastapi.validation:app --loop uvloop --http httptools
"""

from typing import Annotated

from fastapi import FastAPI, Query

from benchmarks.ladder.rungs import constant
from benchmarks.ladder.rungs.schemas import ArticleBody, ArticlesBody, Page

app = FastAPI(openapi_url=None)


@app.get("/api/articles")
async def get_articles(page: Annotated[Page, Query()]) -> ArticlesBody:
    """Make the page from rows that never change."""
    rows = constant.ROWS[page.offset : page.offset + page.limit]
    return ArticlesBody.of(rows, constant.COUNT)


@app.get("/api/articles/{slug}")
async def get_article(slug: str) -> ArticleBody:
    """Make the article from a row that never changes."""
    return ArticleBody.of(constant.row_named(slug))
