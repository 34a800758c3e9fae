"""The operations that grow with the data, each with its easiest and its hardest request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.scale.population import Population
from benchmarks.scenarios import Scenario

PAGE = 20
PAGE_1000 = {"limit": PAGE, "offset": 999 * PAGE}


@dataclass(frozen=True)
class Request:
    """One request, over and over."""

    name: str
    operation_id: str
    query: Mapping[str, str | int] = field(default_factory=dict)
    path: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    signed_in: bool = False
    """Whether the reader's token goes along."""

    @property
    def scenario(self) -> Scenario:
        """As load, where anything that the path names is as good as this."""
        return Scenario(self.name, self.operation_id, parameters=self.query)


def growing_requests(population: Population) -> tuple[Request, ...]:
    """Return what `make bench-scale` measures."""
    page = {"limit": PAGE}
    return (
        Request("getArticles", "getArticles", page),
        Request("getArticles, page 1000", "getArticles", PAGE_1000),
        Request("getArticles by hot tag", "getArticles", {"tag": population.hot_tag, **page}),
        Request(
            "getArticles by hot author", "getArticles", {"author": population.hot_author, **page}
        ),
        Request("getArticles favorited", "getArticles", {"favorited": population.fan, **page}),
        Request("getArticle", "getArticle", path={"slug": population.slugs[0]}),
        Request("getArticlesFeed of 1000", "getArticlesFeed", page, signed_in=True),
        Request("getTags", "getTags"),
    )


def other_requests(population: Population) -> tuple[Request, ...]:
    """Return further ones whose plans are worth a look; those that write come last."""
    article = {"slug": population.slugs[0]}
    said = {"comment": {"body": "Well put."}}
    author = {"username": population.hot_author}
    text = {"title": "What a plan tells", "description": "Much", "body": "All.", "tagList": ["x"]}
    reader: dict[str, Any] = {"signed_in": True}
    return (
        Request("getArticles, signed in", "getArticles", {"limit": PAGE}, **reader),
        Request("getArticle, signed in", "getArticle", path=article, **reader),
        Request("getArticleComments", "getArticleComments", path=article, **reader),
        Request("getProfileByUsername", "getProfileByUsername", path=author, **reader),
        Request("getCurrentUser", "getCurrentUser", **reader),
        Request("createArticleFavorite", "createArticleFavorite", path=article, **reader),
        Request("deleteArticleFavorite", "deleteArticleFavorite", path=article, **reader),
        Request("followUserByUsername", "followUserByUsername", path=author, **reader),
        Request("unfollowUserByUsername", "unfollowUserByUsername", path=author, **reader),
        Request("createArticleComment", "createArticleComment", path=article, body=said, **reader),
        Request("createArticle", "createArticle", body={"article": text}, **reader),
    )
