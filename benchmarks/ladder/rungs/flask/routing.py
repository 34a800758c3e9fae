"""Routing: what a request asks for is read from its path and its query.

python -m gunicorn benchmarks.ladder.rungs.flask.routing:app --config flask_impl/gunicorn.conf.py
"""

from flask import Flask, Response, request

from benchmarks.ladder.rungs.constant import PAGE, article_named

app = Flask(__name__, static_folder=None)


@app.get("/api/articles")
def get_articles() -> Response:
    """Read which page is wanted, and answer always the same."""
    request.args.get("limit", 20, int)
    request.args.get("offset", 0, int)
    return Response(PAGE, mimetype="application/json")


@app.get("/api/articles/<slug>")
def get_article(slug: str) -> Response:
    """Answer with the slug that was asked for."""
    return Response(article_named(slug), mimetype="application/json")
