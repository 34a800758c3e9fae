"""Articles over the wire."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import Field, GetCoreSchemaHandler, StringConstraints, with_config
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import TypedDict

from database import AnyRow
from profiles.schemas import Profile, show_user
from schemas import NotBlank, RequestModel, ResponseModel, Storable, Timestamp, timestamp

Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable, NotBlank
]
"""ART-2"""
Description = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000), Storable, NotBlank
]
"""ART-2"""
ArticleText = Annotated[
    str, StringConstraints(min_length=1, max_length=100_000), Storable, NotBlank
]
"""ART-2: kept as given."""
TagName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=64), Storable]
"""ART-5, ART-6"""
TagList = Annotated[list[TagName], Field(max_length=50)]
"""ART-6; blanks and duplicates are dropped when it is stored."""


@dataclass(frozen=True)
class WholeNumber:
    """Has a number in the query be decimal digits within a range (GEN-23).

    Left to itself, pydantic reads "1.0", "+1", " 1" and "1_0" as well.
    """

    minimum: int
    maximum: int

    def __get_pydantic_core_schema__(
        self, source: type[int], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return the schema of a whole number that read() sees first."""
        bounded = core_schema.int_schema(ge=self.minimum, le=self.maximum)
        return core_schema.no_info_before_validator_function(self.read, bounded)

    def read(self, text: str) -> int:
        """Return the number that the text says.

        Raises:
            PydanticCustomError: it says none, or one out of range.
        """
        number = re.fullmatch("0*([0-9]{1,10})", text)
        if number and self.minimum <= int(number[1]) <= self.maximum:
            return int(number[1])
        raise PydanticCustomError(
            "whole_number",
            "must be a whole number from {minimum} to {maximum}",
            {"minimum": self.minimum, "maximum": self.maximum},
        )


class ArticlePath(RequestModel):
    """Which article it is about."""

    slug: str


class Page(RequestModel):
    """Which part of a list is wanted."""

    limit: Annotated[int, WholeNumber(1, 100)] = 20
    offset: Annotated[int, WholeNumber(0, 2_147_483_647)] = 0


class ArticleFilters(Page):
    """Which articles are wanted: those to which everything given here applies (ART-14)."""

    tag: Annotated[str, Storable] | None = None
    author: Annotated[str, Storable] | None = None
    favorited: Annotated[str, Storable] | None = None


class NewArticle(RequestModel):
    """An article to be published."""

    title: Title
    description: Description
    body: ArticleText
    tag_list: TagList = Field(default_factory=list)


class NewArticleBody(RequestModel):
    """A publication."""

    article: NewArticle


@with_config(alias_generator=to_camel)
class UpdatedArticle(TypedDict, total=False):
    """What is to change of an article: a key that is left out stays as it is (ART-7)."""

    title: Title
    description: Description
    body: ArticleText
    tag_list: TagList


class UpdatedArticleBody(RequestModel):
    """An update to one's own article."""

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
    """An article as the viewer sees it."""

    body: str


class ArticleBody(ResponseModel):
    """An article."""

    article: Article

    @classmethod
    def of(cls, row: AnyRow) -> Self:
        """Return the answer for an article as a viewer sees it."""
        return cls.model_validate({"article": {**_show_preview(row), "body": row.body}})


class ArticlesBody(ResponseModel):
    """A page of articles, and how many there are in all (GEN-24)."""

    articles: list[ArticlePreview]
    articles_count: int

    @classmethod
    def of(cls, rows: Iterable[AnyRow], count: int) -> Self:
        """Return the answer for articles as a viewer sees them."""
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
