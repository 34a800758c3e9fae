"""What comes in and goes out, for the rungs that check it: the same models in all frameworks."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Self

from pydantic import AliasGenerator, BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel


class RequestModel(BaseModel):
    """What a client sends."""

    @classmethod
    @cache  # flask-openapi3 asks for it with every request.
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:  # type: ignore[override]  # noqa: ANN401 (pydantic's)
        """Return the JSON schema of the model."""
        return super().model_json_schema(*args, **kwargs)


class ArticlePath(RequestModel):
    """Which article is wanted."""

    slug: str


class Page(RequestModel):
    """Which part of a list is wanted."""

    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0)


class ResponseModel(BaseModel):
    """What a client gets: camelCase, from the attributes of a row."""

    model_config = ConfigDict(
        alias_generator=AliasGenerator(serialization_alias=to_camel),
        serialize_by_alias=True,
        from_attributes=True,
    )


def _show_time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Timestamp = Annotated[datetime, PlainSerializer(_show_time, return_type=str)]


class Profile(ResponseModel):
    """A user as others see them."""

    username: str
    bio: str | None
    image: str | None
    following: bool


class ArticlePreview(ResponseModel):
    """An article in a list."""

    slug: str
    title: str
    description: str
    tag_list: list[str]
    created_at: Timestamp
    updated_at: Timestamp
    favorited: bool
    favorites_count: int
    author: Profile


class Article(ArticlePreview):
    """An article, whole."""

    body: str


class ArticleBody(ResponseModel):
    """What getArticle answers."""

    article: Article

    @classmethod
    def of(cls, row: object) -> Self:
        """Show an article."""
        return cls(article=Article.model_validate(row))


class ArticlesBody(ResponseModel):
    """What getArticles answers."""

    articles: list[ArticlePreview]
    articles_count: int

    @classmethod
    def of(cls, rows: Iterable[object], count: int) -> Self:
        """Show a page of articles, and how many there are in all."""
        previews = [ArticlePreview.model_validate(row) for row in rows]
        return cls(articles=previews, articles_count=count)
