"""ORM: the rows come out of the database, through SQLAlchemy.

    DATABASE_URL=postgresql://... python -m gunicorn \
        benchmarks.ladder.rungs.flask.orm:app --config flask_impl/gunicorn.conf.py
"""

from flask import Response, abort
from flask_openapi3.openapi import OpenAPI

from benchmarks.ladder.rungs.flask import database
from benchmarks.ladder.rungs.flask.database import db
from benchmarks.ladder.rungs.models import COUNT_ARTICLES, Article, select_articles, select_page
from benchmarks.ladder.rungs.schemas import ArticleBody, ArticlePath, ArticlesBody, Page

app = OpenAPI(__name__, doc_ui=False, static_folder=None)
database.init_app(app)


@app.get("/api/articles", responses={200: ArticlesBody})
def get_articles(query: Page) -> Response:
    """List articles, newest first."""
    count = db.session.scalar(COUNT_ARTICLES) or 0
    articles = db.session.scalars(select_page(query.limit, query.offset))
    return respond(ArticlesBody.of(articles, count))


@app.get("/api/articles/<slug>", responses={200: ArticleBody})
def get_article(path: ArticlePath) -> Response:
    """Get an article."""
    article = db.session.scalar(select_articles().where(Article.slug == path.slug))
    return respond(ArticleBody.of(article or abort(404)))


def respond(body: ArticlesBody | ArticleBody) -> Response:
    """Return an answer in JSON."""
    return Response(body.model_dump_json(), mimetype="application/json")
