"""Articles with their tags, favourites and the feed."""

from flask import Response, g
from flask_openapi3 import APIBlueprint, Tag, validate_request

from articles import queries, services
from articles.loaders import load_own_article
from articles.schemas import (
    ArticleBody,
    ArticleFilters,
    ArticlePath,
    ArticlesBody,
    NewArticleBody,
    Page,
    UpdatedArticleBody,
)
from database import AnyRow
from documentation import operation_id
from schemas import errors, respond, respond_empty
from security import TOKEN, TOKEN_OPTIONAL, login_optional, login_required

articles = APIBlueprint(
    "articles",
    __name__,
    url_prefix="/api/articles",
    abp_tags=[Tag(name="Articles")],
    operation_id_callback=operation_id,
)


@articles.get("", responses={200: ArticlesBody, **errors(422)}, security=TOKEN_OPTIONAL)
@login_optional
def get_articles(query: ArticleFilters) -> Response:
    """List articles, newest first."""
    page, count = queries.list_articles(query, g.viewer)
    return respond(ArticlesBody.of(page, count))


@articles.post("", responses={201: ArticleBody, **errors(401, 413, 415, 422)}, security=TOKEN)
@login_required
@validate_request()
def create_article(body: NewArticleBody) -> Response:
    """Publish an article."""
    article = services.create_article(body.article, author=g.viewer)
    return respond(ArticleBody.of(article), 201)


@articles.get("/feed", responses={200: ArticlesBody, **errors(401, 422)}, security=TOKEN)
@login_required
@validate_request()
def get_articles_feed(query: Page) -> Response:
    """List articles of followed authors, newest first."""
    page, count = queries.list_feed(g.viewer, query)
    return respond(ArticlesBody.of(page, count))


@articles.get("/<slug:slug>", responses={200: ArticleBody, **errors(404)}, security=TOKEN_OPTIONAL)
@login_optional
def get_article(path: ArticlePath) -> Response:
    """Get an article."""
    return respond(ArticleBody.of(queries.get_article(path.slug, g.viewer)))


@articles.put(
    "/<slug:slug>",
    responses={200: ArticleBody, **errors(401, 403, 404, 413, 415, 422)},
    security=TOKEN,
)
@login_required
@load_own_article
@validate_request()
def update_article(path: ArticlePath, article: AnyRow, body: UpdatedArticleBody) -> Response:
    """Change some of one's own article."""
    changed = services.update_article(article, body.article, author=g.viewer)
    return respond(ArticleBody.of(changed))


@articles.delete("/<slug:slug>", responses={204: None, **errors(401, 403, 404)}, security=TOKEN)
@login_required
@load_own_article
def delete_article(path: ArticlePath, article: AnyRow) -> Response:
    """Delete one's own article."""
    services.delete_article(article)
    return respond_empty()


@articles.post("/<slug>/favorite", responses={200: ArticleBody, **errors(401, 404)}, security=TOKEN)
@login_required
def create_article_favorite(path: ArticlePath) -> Response:
    """Favourite an article."""
    return respond(ArticleBody.of(services.favorite_article(path.slug, g.viewer)))


@articles.delete(
    "/<slug>/favorite", responses={200: ArticleBody, **errors(401, 404)}, security=TOKEN
)
@login_required
def delete_article_favorite(path: ArticlePath) -> Response:
    """Take an article off one's favourites."""
    return respond(ArticleBody.of(services.unfavorite_article(path.slug, g.viewer)))
