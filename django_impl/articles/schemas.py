"""Articles on the wire."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, StringConstraints, with_config
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import TypedDict

from profiles.schemas import Profile, show_author
from schemas import NOT_BLANK, STORABLE, RequestModel, ResponseModel, timestamp

Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), STORABLE
]
Description = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000), STORABLE
]
ArticleText = Annotated[
    str, StringConstraints(min_length=1, max_length=100_000), STORABLE, NOT_BLANK
]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, max_length=64), STORABLE]
TagList = Annotated[list[Tag], Field(max_length=50)]
Filter = Annotated[str, STORABLE]


@dataclass(frozen=True)
class WholeNumber:
    """A number in decimal digits within a range; pydantic would take +1, 1.0 and 1_0 as well."""

    minimum: int
    maximum: int

    def __get_pydantic_core_schema__(
        self, source: type[int], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Have pydantic call `read`, and document the range."""
        bounded = core_schema.int_schema(ge=self.minimum, le=self.maximum)
        return core_schema.no_info_before_validator_function(self.read, bounded)

    def read(self, text: str) -> int:
        """Return the number that the text says (GEN-23).

        Raises:
            PydanticCustomError: it says none, or one out of range.
        """
        digits = re.fullmatch("0*([0-9]{1,10})", text)
        if digits and self.minimum <= int(digits[1]) <= self.maximum:
            return int(digits[1])
        raise PydanticCustomError(
            "whole_number",
            "must be a whole number from {minimum} to {maximum}",
            {"minimum": self.minimum, "maximum": self.maximum},
        )


class ArticleFilters(RequestModel):
    """What a list of articles is narrowed to."""

    tag: Filter | None = None
    author: Filter | None = None
    favorited: Filter | None = None


class Page(RequestModel):
    """Which part of a list is wanted (GEN-23, GEN-24)."""

    limit: Annotated[int, WholeNumber(1, 100)] = 20
    offset: Annotated[int, WholeNumber(0, 2_147_483_647)] = 0


class NewArticle(RequestModel):
    """An article that somebody publishes."""

    title: Title
    description: Description
    body: ArticleText
    tag_list: TagList = Field(default_factory=list)


class NewArticleBody(RequestModel):
    """What createArticle takes."""

    article: NewArticle


@with_config(ConfigDict(alias_generator=to_camel))
class UpdatedArticle(TypedDict, total=False):
    """What an author changes: a key that is left out is left as it is (ART-7)."""

    title: Title
    description: Description
    body: ArticleText
    tag_list: TagList


class UpdatedArticleBody(RequestModel):
    """What updateArticle takes."""

    article: UpdatedArticle


class ArticlePreview(ResponseModel):
    """An article in a list, without its body (ART-13)."""

    slug: str
    title: str
    description: str
    tag_list: list[str]
    created_at: str
    updated_at: str
    favorited: bool
    favorites_count: int
    author: Profile


class Article(ArticlePreview):
    """An article, whole."""

    body: str


class ArticleBody(ResponseModel):
    """What every operation on one article answers."""

    article: Article

    @classmethod
    def of(cls, row: Any) -> Self:  # noqa: ANN401
        """Show the article of a row (queries.get_article)."""
        return cls.model_validate({"article": {**_show_preview(row), "body": row.body}})


class ArticlesBody(ResponseModel):
    """What every list of articles answers."""

    articles: list[ArticlePreview]
    articles_count: int

    @classmethod
    def of(cls, rows: Iterable[Any], count: int) -> Self:
        """Show a page of articles, and how many there are in all."""
        previews = [_show_preview(row) for row in rows]
        return cls.model_validate({"articles": previews, "articles_count": count})


def _show_preview(row: Any) -> dict[str, Any]:  # noqa: ANN401 (a named tuple of a query's own)
    """Show an article of queries.list_articles: plain, to be validated in one go."""
    return {
        "slug": row.slug,
        "title": row.title,
        "description": row.description,
        "tag_list": sorted(row.tag_list or ()),
        "created_at": timestamp(row.created_at),
        "updated_at": timestamp(row.updated_at),
        "favorited": row.favorited,
        "favorites_count": row.favorites_count,
        "author": show_author(row),
    }
