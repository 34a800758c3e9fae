"""Validation: schemas for what comes in and what goes out.

python -m gunicorn benchmarks.ladder.rungs.flask.validation:app --config flask_impl/gunicorn.conf.py
"""

from flask import Response
from flask_openapi3.openapi import OpenAPI

from benchmarks.ladder.rungs import constant
from benchmarks.ladder.rungs.schemas import ArticleBody, ArticlePath, ArticlesBody, Page

app = OpenAPI(__name__, doc_ui=False, static_folder=None)


@app.get("/api/articles", responses={200: ArticlesBody})
def get_articles(query: Page) -> Response:
    """Make the page from rows that never change."""
    rows = constant.ROWS[query.offset : query.offset + query.limit]
    return respond(ArticlesBody.of(rows, constant.COUNT))


@app.get("/api/articles/<slug>", responses={200: ArticleBody})
def get_article(path: ArticlePath) -> Response:
    """Make the article from a row that never changes."""
    return respond(ArticleBody.of(constant.row_named(path.slug)))


def respond(body: ArticlesBody | ArticleBody) -> Response:
    """Return an answer in JSON."""
    return Response(body.model_dump_json(), mimetype="application/json")
