"""Making what tests need, through the API alone."""

from http import HTTPStatus
from typing import Any, Protocol

import httpx2

from shared_tests.client import Account, Article, Caller, unique

PASSWORD = "a good password"


class NewAccount(Protocol):
    """What the fixture `new_account` is: registers a user."""

    def __call__(
        self, *, username: str | None = None, email: str | None = None, password: str = PASSWORD
    ) -> Account:
        """Return the new user; what is not given is unique."""


class NewArticle(Protocol):
    """What the fixture `new_article` is: publishes an article."""

    def __call__(self, author: Account, *, tags: list[str] | None = None, **fields: str) -> Article:
        """Return the new article; of `title`, `description` and `body` what is given is used."""


class NewComment(Protocol):
    """What the fixture `new_comment` is: comments on an article."""

    def __call__(
        self, author: Account, article: Article, body: str = "Well put."
    ) -> dict[str, Any]:
        """Return the new comment."""


def register(
    caller: Caller,
    *,
    username: str | None = None,
    email: str | None = None,
    password: str = PASSWORD,
) -> Account:
    """Register a user and return them."""
    user = {
        "username": username or unique("user-"),
        "email": email or f"{unique()}@example.org",
        "password": password,
    }
    response = caller.call("createUser", json={"user": user})
    return Account(caller, _made(response, "user"), password)


def publish(author: Account, *, tags: list[str] | None = None, **fields: str) -> Article:
    """Publish an article and return it."""
    article: dict[str, Any] = {
        "title": unique("Article "),
        "description": "About the suite.",
        "body": "Whoever tests, learns.",
        **fields,
    }
    if tags is not None:
        article["tagList"] = tags
    return Article(_made(author.call("createArticle", json={"article": article}), "article"))


def comment(author: Account, article: Article, body: str = "Well put.") -> dict[str, Any]:
    """Comment on an article and return the comment."""
    response = author.call(
        "createArticleComment", slug=article.slug, json={"comment": {"body": body}}
    )
    return _made(response, "comment")


def _made(response: httpx2.Response, envelope: str) -> dict[str, Any]:
    assert response.status_code == HTTPStatus.CREATED, response.text
    found: dict[str, Any] = response.json()[envelope]
    return found
