"""The session of a request, for the rungs with an ORM."""

import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import make_url

db = SQLAlchemy()


def init_app(app: Flask) -> None:
    """Give the application its engine, and each request a session (db.session)."""
    url = make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+psycopg")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "pool_size": int(os.environ.get("DATABASE_POOL_SIZE") or 10),
        "max_overflow": 0,
    }
    db.init_app(app)
