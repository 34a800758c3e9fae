"""A scene in which every operation of the spec can be called so that it succeeds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypedDict, Unpack

import httpx2

from harness import specification
from harness.specification import Operation
from shared_tests.client import Account, Article, Caller, HeaderValue, Parameters, refusal, unique

Refusal = tuple[int, dict[str, list[str]]]

DESTRUCTIVE = ("deleteArticleComment", "deleteArticle")
OPERATIONS = [
    *(operation for operation in specification.operations() if operation.id not in DESTRUCTIVE),
    *map(specification.operation, DESTRUCTIVE),
]
"""Every operation, in an order in which each leaves the next one what it needs."""
WITH_TOKEN = [operation for operation in OPERATIONS if operation.security == "required"]
WITH_OPTIONAL_TOKEN = [operation for operation in OPERATIONS if operation.security == "optional"]
WITHOUT_TOKEN = [operation for operation in OPERATIONS if operation.security == "none"]
WITH_BODY = [operation for operation in OPERATIONS if operation.has_body]
WITHOUT_BODY = [operation for operation in OPERATIONS if not operation.has_body]


class Options(TypedDict, total=False):
    """Some of what `Caller.call` takes."""

    json: object
    content: bytes
    headers: Mapping[str, HeaderValue]
    params: Parameters


def operation_id(operation: Operation) -> str:
    """Return what a test's name says of an operation."""
    return operation.id


@dataclass(frozen=True)
class Stage:
    """An author, an article of theirs, and a comment of theirs on it."""

    author: Account
    article: Article
    comment: dict[str, Any]

    def played_by(self, author: Account) -> "Stage":
        """Return the same things with the author as another caller of theirs."""
        return replace(self, author=author)

    def path_parameters(self, operation: Operation) -> dict[str, object]:
        """Return what the path of an operation takes, all of it there and the author's."""
        known = {
            "username": self.author.username,
            "slug": self.article.slug,
            "id": self.comment["id"],
        }
        return {name: known[name] for name in operation.path_parameters}

    def url(self, operation: Operation) -> str:
        """Return the path of an operation, filled in."""
        return operation.url(**self.path_parameters(operation))

    def body(self, operation: Operation) -> dict[str, dict[str, Any]]:
        """Return a good body for an operation that takes one; what must be unique is."""
        credentials = {"email": self.author.email, "password": self.author.password}
        bodies: dict[str, dict[str, dict[str, Any]]] = {
            "login": {"user": credentials},
            "createUser": {
                "user": {
                    "username": unique("user-"),
                    "email": f"{unique()}@example.org",
                    "password": "a good password",
                }
            },
            "updateCurrentUser": {"user": {"bio": unique("Likes ")}},
            "createArticle": {
                "article": {"title": unique("Title "), "description": "Short.", "body": "Long."}
            },
            "updateArticle": {"article": {"description": unique("About ")}},
            "createArticleComment": {"comment": {"body": unique("Well put, ")}},
        }
        return bodies[operation.id]

    def call(
        self,
        operation: Operation,
        caller: Caller | None = None,
        *,
        path: Mapping[str, object] = MappingProxyType({}),
        **options: Unpack[Options],
    ) -> httpx2.Response:
        """Call an operation so that it succeeds, as the author unless somebody else is named.

        Args:
            operation: which one.
            caller: who calls.
            path: path parameters in the place of those that name the author's own.
            options: what `Caller.call` takes, in the place of what is right.
        """
        if operation.has_body and "content" not in options:
            options.setdefault("json", self.body(operation))
        names: dict[str, Any] = {**self.path_parameters(operation), **path}
        return (caller or self.author).call(operation.id, **options, **names)

    def refusals(
        self,
        operations: Iterable[Operation],
        caller: Caller | None = None,
        **options: Unpack[Options],
    ) -> dict[str, Refusal]:
        """Call operations, all in the same way, and return how each one is refused."""
        return {
            operation.id: refusal(self.call(operation, caller, **options))
            for operation in operations
        }

    def statuses(
        self,
        operations: Iterable[Operation],
        caller: Caller | None = None,
        **options: Unpack[Options],
    ) -> dict[str, int]:
        """Call operations, all in the same way, and return the status of each answer."""
        return {
            operation.id: self.call(operation, caller, **options).status_code
            for operation in operations
        }


def everywhere(operations: Iterable[Operation], outcome: Refusal) -> dict[str, Refusal]:
    """Return what `refusals` gives when every operation is refused in the same way."""
    return {operation.id: outcome for operation in operations}


def success(operations: Iterable[Operation]) -> dict[str, int]:
    """Return what `statuses` gives when every operation succeeds."""
    return {operation.id: operation.success_status for operation in operations}
