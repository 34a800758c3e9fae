"""What comes in and goes out over the wire: articles."""

from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, with_config
from pydantic.alias_generators import to_camel
from typing_extensions import TypedDict

from database import AnyRow
from profiles.schemas import Profile, show_user
from schemas import (
    NotBlank,
    RequestModel,
    ResponseModel,
    Storable,
    Timestamp,
    WholeNumber,
    timestamp,
)

Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    Storable,
    NotBlank,
]
Description = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
    Storable,
    NotBlank,
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=100_000), Storable, NotBlank]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, max_length=64), Storable]
TagList = Annotated[list[Tag], Field(max_length=50)]

FilterText = Annotated[str, Storable]


class Page(BaseModel):
    """Which part of a list is asked for (GEN-23)."""

    limit: Annotated[int, WholeNumber(1, 100)] = Field(20, description="How many articles at most.")
    offset: Annotated[int, WholeNumber(0, 2**31 - 1)] = Field(
        0, description="How many articles to pass over."
    )


class ArticleFilters(BaseModel):
    """What narrows a list, all together (ART-14)."""

    tag: FilterText | None = Field(None, description="Only articles with this tag.")
    author: FilterText | None = Field(None, description="Only articles by this username.")
    favorited: FilterText | None = Field(
        None, description="Only articles that this username has favourited."
    )


class NewArticle(RequestModel):
    """An article to publish."""

    title: Title
    description: Description
    body: Text
    tag_list: TagList = Field([])


class NewArticleBody(RequestModel):
    """What `createArticle` takes."""

    article: NewArticle


@with_config(ConfigDict(alias_generator=to_camel))
class UpdatedArticle(TypedDict, total=False):
    """The changes to an article: a key that is not there changes nothing (ART-7)."""

    title: Title
    description: Description
    body: Text
    tag_list: TagList


class UpdatedArticleBody(RequestModel):
    """What `updateArticle` takes."""

    article: UpdatedArticle


class ArticlePreview(ResponseModel):
    """An article in a list, without its body (ART-13)."""

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
    """An article as the viewer sees it (ART-16)."""

    body: str


class ArticleBody(ResponseModel):
    """An article, in its envelope."""

    article: Article

    @classmethod
    def of(cls, row: AnyRow) -> Self:
        """Show an article as the query's viewer sees it."""
        return cls.model_validate({"article": {**_show_preview(row), "body": row.body}})


class ArticlesBody(ResponseModel):
    """A page of articles, and how many there are in all (GEN-24)."""

    articles: list[ArticlePreview]
    articles_count: int

    @classmethod
    def of(cls, rows: Iterable[AnyRow], count: int) -> Self:
        """Show a page as the query's viewer sees it; `count` tells all matches."""
        previews = [_show_preview(row) for row in rows]
        return cls.model_validate({"articles": previews, "articles_count": count})


def _show_preview(row: AnyRow) -> dict[str, Any]:
    """Return an ArticlePreview of a row (queries.PREVIEWS): plain, to be validated in one go."""
    return {
        "slug": row.slug,
        "title": row.title,
        "description": row.description,
        "tag_list": sorted(row.tag_list or ()),  # in code point order (ART-5)
        "created_at": timestamp(row.created_at),
        "updated_at": timestamp(row.updated_at),
        "favorited": row.favorited,
        "favorites_count": row.favorites_count,
        "author": show_user(row, following=row.following),
    }
