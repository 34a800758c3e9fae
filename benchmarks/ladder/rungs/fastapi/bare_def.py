"""Bare, with a `def` view: Starlette runs it in a thread, so that it may wait.

python -m uvicorn benchmarks.ladder.rungs.fastapi.bare_def:app --loop uvloop --http httptools
"""

from fastapi import FastAPI, Response

from benchmarks.ladder.rungs.constant import PAGE

app = FastAPI(openapi_url=None)


@app.get("/api/articles")
def get_articles() -> Response:
    """Answer always the same."""
    return Response(PAGE, media_type="application/json")
