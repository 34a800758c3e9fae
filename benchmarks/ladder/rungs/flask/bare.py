"""Bare: the smallest application, and an answer that never changes.

python -m gunicorn benchmarks.ladder.rungs.flask.bare:app --config flask_impl/gunicorn.conf.py
"""

from flask import Flask, Response

from benchmarks.ladder.rungs.constant import PAGE

app = Flask(__name__, static_folder=None)


@app.get("/api/articles")
def get_articles() -> Response:
    """Answer always the same."""
    return Response(PAGE, mimetype="application/json")
