"""Bare: the smallest application, and an answer that never changes.

python -m uvicorn benchmarks.ladder.rungs.fastapi.bare:app --loop uvloop --http httptools
"""

from fastapi import FastAPI, Response

from benchmarks.ladder.rungs.constant import PAGE

app = FastAPI(openapi_url=None)


@app.get("/api/articles")
async def get_articles() -> Response:
    """Answer always the same."""
    return Response(PAGE, media_type="application/json")
