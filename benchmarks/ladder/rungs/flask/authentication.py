"""Authentication: a token is read and checked, and its user loaded.

    DATABASE_URL=postgresql://... SECRET_KEY=... python -m gunicorn \
        benchmarks.ladder.rungs.flask.authentication:app --config flask_impl/gunicorn.conf.py
"""

import os

import jwt
from flask import abort, g, request

from benchmarks.ladder.rungs.flask.database import db
from benchmarks.ladder.rungs.flask.orm import app
from benchmarks.ladder.rungs.models import User

SECRET_KEY = os.environ["SECRET_KEY"]

__all__ = ["app"]


@app.before_request
def load_viewer() -> None:
    """Put who asks into g.viewer; None without a token."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    g.viewer = None
    if scheme.lower() in {"token", "bearer"}:
        g.viewer = db.session.get(User, read_token(token)) or abort(401)


def read_token(token: str) -> int:
    """Return the id of the user whom a token names, or answer 401."""
    try:
        claims = jwt.decode(token, SECRET_KEY, ["HS256"], options={"require": ["exp", "sub"]})
    except jwt.InvalidTokenError:
        abort(401)
    return int(claims["sub"])
