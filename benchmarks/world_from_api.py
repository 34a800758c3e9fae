"""What requests can ask for at an address of which nothing is known but the spec."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx2

from benchmarks.errors import WorldError
from benchmarks.load_plan import World
from harness import specification
from harness.seeding import PASSWORD

SECONDS = 30.0
MOST_SLUGS = 1000
FEWEST_SLUGS = 60
LARGEST_PAGE = 100
REGISTERED = 20
FOLLOWED = 5
FULL_PAGE = 20
LONGEST_ANSWER = 300
TAGS = ("load", "measured", "triptych")


def world_from_api(base_url: str) -> World:
    """Return what there is at an address, with what it lacks added to it.

    Registers users, each of whom follows some authors whose articles fill a page, and publishes
    articles where there are few. All of it stays.

    Args:
        base_url: where the API answers, without a slash at its end.

    Raises:
        WorldError: it does not answer, or not as the spec says.
    """
    with httpx2.Client(base_url=base_url, timeout=SECONDS, trust_env=False) as client:
        try:
            return _Explorer(client).world()
        except httpx2.HTTPError as error:
            raise WorldError(f"{base_url} does not answer: {error}") from error
        except (KeyError, TypeError, ValueError) as error:
            raise WorldError(f"{base_url} does not answer as the spec says: {error!r}") from error


Json = Any
"""Whatever `json.loads` returns."""


class _Explorer:
    """Somebody who looks around."""

    def __init__(self, client: httpx2.Client) -> None:
        self.client = client
        self.nonce = uuid4().hex[:8]

    def world(self) -> World:
        """Return what there is, after making what there has to be."""
        tokens = [self.register(number) for number in range(REGISTERED)]
        missing = FEWEST_SLUGS - len(list(self.articles()))
        for number in range(missing):
            self.publish(number, tokens[number % FOLLOWED])
        articles = list(self.articles())
        authors = _most_prolific(articles)
        for number, token in enumerate(tokens):
            self.follow(token, authors, start=number)
        return World(
            slugs=tuple(article["slug"] for article in articles),
            usernames=tuple(authors),
            tokens=tuple(tokens),
            tags=tuple(self.call("getTags")["tags"]),
        )

    def call(
        self,
        operation_id: str,
        *,
        token: str = "",
        json: Json = None,
        params: dict[str, int] | None = None,
        **path: str,
    ) -> Json:
        """Perform an operation and return the JSON of its answer.

        Raises:
            WorldError: its status is not that of success.
        """
        operation = specification.operation(operation_id)
        response = self.client.request(
            operation.method,
            operation.url(**path),
            json=json,
            params=params,
            headers={"Authorization": f"Token {token}"} if token else {},
        )
        if response.status_code != operation.success_status:
            raise WorldError(
                f"{operation_id} answers {response.status_code}: {response.text[:300]}"
            )
        return response.json()

    def register(self, number: int) -> str:
        """Return the token of a new user."""
        name = f"load-{self.nonce}-{number}"
        user = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
        token: str = self.call("createUser", json={"user": user})["user"]["token"]
        return token

    def publish(self, number: int, token: str) -> None:
        """Publish an article."""
        article = {
            "title": f"Something to read under load {self.nonce} {number}",
            "description": "Published so that there is something to ask for",
            "body": "It says little, but it says it every time. " * 20,
            "tagList": list(TAGS),
        }
        self.call("createArticle", token=token, json={"article": article})

    def articles(self) -> Iterator[dict[str, Any]]:
        """Yield the newest articles, page by page."""
        for offset in range(0, MOST_SLUGS, LARGEST_PAGE):
            params = {"limit": LARGEST_PAGE, "offset": offset}
            page = self.call("getArticles", params=params)["articles"]
            yield from page
            if len(page) < LARGEST_PAGE:
                return

    def follow(self, token: str, authors: dict[str, int], start: int) -> None:
        """Follow authors, from a place of one's own in the list, until their articles fill a page.

        At least a few are followed, so that a feed is put together from several.
        """
        names = list(authors)
        found = 0
        for step in range(len(names)):
            name = names[(start + step) % len(names)]
            self.call("followUserByUsername", token=token, username=name)
            found += authors[name]
            if step + 1 >= FOLLOWED and found >= FULL_PAGE:
                return


def _most_prolific(articles: list[dict[str, Any]]) -> dict[str, int]:
    """Return the authors, those of most articles first, with how many each wrote."""
    written: dict[str, int] = {}
    for article in articles:
        name = article["author"]["username"]
        written[name] = written.get(name, 0) + 1
    return dict(sorted(written.items(), key=lambda item: -item[1]))
