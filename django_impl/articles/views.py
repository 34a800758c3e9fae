"""HTTP for articles."""

from django.http import HttpResponse
from ninja import Query, Router

from articles import queries, services
from articles.parameters import NamedArticle, OwnArticle
from articles.schemas import (
    ArticleBody,
    ArticleFilters,
    ArticlesBody,
    NewArticleBody,
    Page,
    UpdatedArticleBody,
)
from rendering import no_content, respond
from schemas import errors
from security import OptionalToken, Token, UserRequest, ViewerRequest

router = Router(tags=["Articles"], by_alias=True)


@router.get("", auth=OptionalToken(), response={200: ArticlesBody, **errors(422)})
def get_articles(
    request: ViewerRequest, filters: Query[ArticleFilters], page: Query[Page]
) -> HttpResponse:
    """List articles, newest first."""
    articles, count = queries.list_articles(filters, request.auth, page)
    return respond(ArticlesBody.of(articles, count))


@router.post("", auth=Token(), response={201: ArticleBody, **errors(401, 413, 415, 422)})
def create_article(request: UserRequest, body: NewArticleBody) -> HttpResponse:
    """Publish an article."""
    article = services.create_article(body.article, author=request.auth)
    return respond(ArticleBody.of(article), 201)


@router.get("/feed", auth=Token(), response={200: ArticlesBody, **errors(401, 422)})
def get_articles_feed(request: UserRequest, page: Query[Page]) -> HttpResponse:
    """List articles of followed authors, newest first."""
    articles, count = queries.list_feed(request.auth, page)
    return respond(ArticlesBody.of(articles, count))


@router.get("/{slug}", auth=OptionalToken(), response={200: ArticleBody, **errors(404)})
def get_article(request: ViewerRequest, slug: str) -> HttpResponse:
    """Get an article."""
    article = queries.get_article(slug, request.auth)
    return respond(ArticleBody.of(article))


@router.put(
    "/{slug}",
    auth=Token(),
    response={200: ArticleBody, **errors(401, 403, 404, 413, 415, 422)},
)
def update_article(
    request: UserRequest, article: OwnArticle, body: UpdatedArticleBody
) -> HttpResponse:
    """Change some of one's own article."""
    changed = services.update_article(article, body.article, author=request.auth)
    return respond(ArticleBody.of(changed))


@router.delete("/{slug}", auth=Token(), response={204: None, **errors(401, 403, 404)})
def delete_article(request: UserRequest, article: OwnArticle) -> HttpResponse:
    """Delete one's own article."""
    services.delete_article(article)
    return no_content()


@router.post("/{slug}/favorite", auth=Token(), response={200: ArticleBody, **errors(401, 404)})
def create_article_favorite(request: UserRequest, article: NamedArticle) -> HttpResponse:
    """Favourite an article."""
    return respond(ArticleBody.of(services.favorite_article(article, request.auth)))


@router.delete("/{slug}/favorite", auth=Token(), response={200: ArticleBody, **errors(401, 404)})
def delete_article_favorite(request: UserRequest, article: NamedArticle) -> HttpResponse:
    """Take an article off one's favourites."""
    return respond(ArticleBody.of(services.unfavorite_article(article, request.auth)))
