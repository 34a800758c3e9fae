"""The requests whose instructions are counted: the same ones, in the same order, in every run."""

import http.client
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from benchmarks.instructions.errors import InstructionsError
from benchmarks.load_plan import World
from harness import specification

SECONDS = 600.0
"""Patience with an answer: valgrind makes servers slow, and others may use the machine."""
PAGE = 20
LARGEST_PAGE = 100

Json = Any
"""Whatever `json.loads` returns."""


class Visitor:
    """Somebody with one connection to a server, which lasts."""

    def __init__(self, base_url: str) -> None:
        """Take the address, without a slash at its end; connects with the first call."""
        self.connection = http.client.HTTPConnection(
            base_url.removeprefix("http://"), timeout=SECONDS
        )

    def call(
        self,
        operation_id: str,
        *,
        token: str = "",
        body: Json = None,
        query: Mapping[str, int] | None = None,
        **path: str,
    ) -> Json:
        """Perform an operation and return the JSON of its answer.

        Raises:
            InstructionsError: its status is not that of success, or there is no answer.
        """
        operation = specification.operation(operation_id)
        url = operation.url(**path) + (f"?{urlencode(query)}" if query else "")
        headers = {"Authorization": f"Token {token}"} if token else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        sent = None if body is None else json.dumps(body)
        try:
            self.connection.request(operation.method, url, sent, headers)
            response = self.connection.getresponse()
            received = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise InstructionsError(f"{operation_id} is not answered: {error!r}") from error
        if response.status != operation.success_status:
            raise InstructionsError(f"{operation_id} answers {response.status}: {received[:300]!r}")
        return json.loads(received)


class Script:
    """The requests of each operation; every one does the same work as the one before it."""

    def __init__(self, visitor: Visitor, world: World, favorites: int) -> None:
        """Look around at what there is, which the same seed makes the same.

        Args:
            visitor: who performs it.
            world: what there is.
            favorites: how many articles the viewer is going to like.

        Raises:
            InstructionsError: there is too little.
        """
        self.visitor = visitor
        self.viewer = world.tokens[-1]
        self.newest = world.slugs[0]
        self.discussed = max(world.slugs[:PAGE], key=self._comments)
        self.to_like = self._not_yet_liked(favorites)

    def get_articles(self) -> None:
        """List the newest articles as nobody in particular."""
        self.visitor.call("getArticles", query={"limit": PAGE})

    def get_article(self) -> None:
        """Get one article as somebody."""
        self.visitor.call("getArticle", slug=self.newest, token=self.viewer)

    def get_article_comments(self) -> None:
        """List the comments of one article as nobody in particular."""
        self.visitor.call("getArticleComments", slug=self.discussed)

    def get_current_user(self) -> None:
        """Get whoever the token belongs to."""
        self.visitor.call("getCurrentUser", token=self.viewer)

    def create_article_comment(self) -> None:
        """Say the same thing about the same article again."""
        body = {"comment": {"body": "I have read this twice now."}}
        self.visitor.call("createArticleComment", slug=self.newest, body=body, token=self.viewer)

    def create_article_favorite(self) -> None:
        """Like the next article."""
        slug = self.to_like.pop()
        self.visitor.call("createArticleFavorite", slug=slug, token=self.viewer)

    def _comments(self, slug: str) -> int:
        return len(self.visitor.call("getArticleComments", slug=slug)["comments"])

    def _not_yet_liked(self, count: int) -> list[str]:
        found: list[str] = []
        offset = PAGE
        while len(found) < count:
            query = {"limit": LARGEST_PAGE, "offset": offset}
            page = self.visitor.call("getArticles", query=query, token=self.viewer)["articles"]
            if not page:
                raise InstructionsError(f"there are fewer than {count} articles left to like")
            found += [article["slug"] for article in page if not article["favorited"]]
            offset += LARGEST_PAGE
        return found[:count]


OPERATIONS: dict[str, Callable[[Script], None]] = {
    "getArticles": Script.get_articles,
    "getArticle": Script.get_article,
    "getArticleComments": Script.get_article_comments,
    "getCurrentUser": Script.get_current_user,
    "createArticleComment": Script.create_article_comment,
    "createArticleFavorite": Script.create_article_favorite,
}
"""How what is counted is performed, in the order of the requests."""
