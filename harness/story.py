"""One scripted story that performs every operation of the spec once, for measuring them.

Whoever appears in it is new each time, so it can be told again on the same database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2

from harness import specification

SECONDS = 30.0


class StoryError(Exception):
    """An operation of the story was not answered as it should be."""


@dataclass(frozen=True)
class Step:
    """One operation of the story, and how it was answered."""

    operation_id: str
    response: httpx2.Response


class Storyteller:
    """Tells the story to one server."""

    def __init__(self, client: httpx2.Client) -> None:
        self.client = client
        self.name = f"teller-{uuid4().hex[:12]}"
        self.token = ""

    def call(
        self,
        operation_id: str,
        json: object = None,
        params: dict[str, str] | None = None,
        **path_parameters: object,
    ) -> Step:
        """Perform an operation, with the token where there is one yet and it takes one.

        Raises:
            StoryError: the answer is none of success.
        """
        operation = specification.operation(operation_id)
        headers = {}
        if self.token and operation.security != "none":
            headers["Authorization"] = f"Token {self.token}"
        response = self.client.request(
            operation.method,
            operation.url(**path_parameters),
            json=json,
            params=params,
            headers=headers,
        )
        if response.status_code != operation.success_status:
            raise StoryError(f"{operation_id} answers {response.status_code}: {response.text}")
        return Step(operation_id, response)

    def tell(self) -> Iterator[Step]:
        """Yield the steps as they are performed.

        Raises:
            StoryError: an answer is none of success.
        """
        name = self.name
        yield from self.sign_up()
        yield self.call("getCurrentUser")
        yield self.call("updateCurrentUser", {"user": {"bio": "Tells stories."}})
        yield self.call("followUserByUsername", username=name)
        yield self.call("getProfileByUsername", username=name)
        yield from self._articles(name)
        yield self.call("getTags")
        yield self.call("unfollowUserByUsername", username=name)

    def sign_up(self) -> Iterator[Step]:
        """Yield the steps in which the teller gets an account, and a token to go on with.

        Raises:
            StoryError: an answer is none of success.
        """
        email, password = f"{self.name}@example.org", "once upon a time"
        user = {"username": self.name, "email": email, "password": password}
        yield self.call("createUser", {"user": user})
        step = self.call("login", {"user": {"email": email, "password": password}})
        self.token = step.response.json()["user"]["token"]
        yield step

    def _articles(self, author: str) -> Iterator[Step]:
        article: dict[str, Any] = {
            "title": f"A story by {author}",
            "description": "It has a beginning.",
            "body": "And an end.",
            "tagList": [author, "stories"],
        }
        step = self.call("createArticle", {"article": article})
        slug = step.response.json()["article"]["slug"]
        yield step
        yield self.call("createArticleFavorite", slug=slug)
        yield from self._comments(slug)
        yield self.call("getArticle", slug=slug)
        yield self.call("getArticles", params={"tag": author})
        yield self.call("getArticlesFeed")
        yield self.call("updateArticle", {"article": {"body": "And another end."}}, slug=slug)
        yield self.call("deleteArticleFavorite", slug=slug)
        yield self.call("deleteArticle", slug=slug)

    def _comments(self, slug: str) -> Iterator[Step]:
        step = self.call("createArticleComment", {"comment": {"body": "Well told."}}, slug=slug)
        yield step
        yield self.call("getArticleComments", slug=slug)
        comment_id = step.response.json()["comment"]["id"]
        yield self.call("deleteArticleComment", slug=slug, id=comment_id)


def tell_story(base_url: str) -> Iterator[Step]:
    """Perform every operation once on a server, and yield each with its answer.

    Raises:
        StoryError: an answer is none of success.
    """
    with httpx2.Client(base_url=base_url, timeout=SECONDS) as client:
        yield from Storyteller(client).tell()
