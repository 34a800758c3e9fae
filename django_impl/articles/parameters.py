"""Path parameters that arrive as the article they name.

ninja reads a view's parameters after the token and in the order of the signature. What a path
names is therefore looked up, and refused, before the body is read (GEN-4): pydantic collects
ValueErrors, but lets 404 and 403 through to the API's error handlers at once.
"""

from typing import Annotated

from ninja import P, PathEx
from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from articles import queries
from articles.models import Article
from errors import Forbidden
from security import who_asks


def _own_article(slug: str, info: ValidationInfo) -> Article:
    article = queries.get_bare_article(slug)
    if article.author_id != who_asks(info).pk:
        raise Forbidden("article")
    return article


# 404: no such article.
NamedArticle = PathEx[
    Annotated[
        Article, PlainValidator(queries.get_bare_article), WithJsonSchema({"type": "string"})
    ],
    P(alias="slug"),
]
# 403 as well: somebody else's (ART-11).
OwnArticle = PathEx[
    Annotated[Article, PlainValidator(_own_article), WithJsonSchema({"type": "string"})],
    P(alias="slug"),
]
