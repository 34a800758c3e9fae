"""Routing: what a request asks for is read from its path and its query.

python -m uvicorn benchmarks.ladder.rungs.fastapi.routing:app --loop uvloop --http httptools
"""

from fastapi import FastAPI, Response

from benchmarks.ladder.rungs.constant import PAGE, article_named

app = FastAPI(openapi_url=None)


@app.get("/api/articles")
async def get_articles(limit: int = 20, offset: int = 0) -> Response:
    """Read which page is wanted, and answer always the same."""
    return Response(PAGE, media_type="application/json")


@app.get("/api/articles/{slug}")
async def get_article(slug: str) -> Response:
    """Answer with the slug that was asked for."""
    return Response(article_named(slug), media_type="application/json")
