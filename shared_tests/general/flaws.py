"""Calls with something wrong about them, and what the spec says comes of it."""

from collections.abc import Set
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import httpx2

from harness.specification import Operation
from shared_tests.client import TIMEOUT_SECONDS, Account, Caller, unique
from shared_tests.declared_size import send_declaring
from shared_tests.general.stage import OPERATIONS, Stage
from shared_tests.inputs import LARGEST_BODY

# Statuses, in the order in which the checks that give them run (GEN-4).
TOO_LARGE, NO_TOKEN, UNKNOWN, FORBIDDEN, MEDIA_TYPE, INVALID, TAKEN = FLAWS = (
    413,
    401,
    404,
    403,
    415,
    422,
    409,
)


@dataclass(frozen=True)
class FlawedCall:
    """An operation, called with two things wrong at once."""

    operation: Operation
    earlier: int
    later: int

    def __str__(self) -> str:
        """Return what a test's name says of the call."""
        return f"{self.operation.id}-{self.earlier}-before-{self.later}"


def possible(operation: Operation) -> list[int]:
    """Return what can be wrong about a call of an operation, in the order of the checks."""
    wrong_token = operation.security == "required"
    return [
        flaw for flaw in FLAWS if flaw in operation.statuses and (flaw != NO_TOKEN or wrong_token)
    ]


FLAWED_CALLS = [
    FlawedCall(operation, *pair)
    for operation in OPERATIONS
    for pair in combinations(possible(operation), 2)
]


@dataclass(frozen=True)
class Cast:
    """Who and what a flawed call is made with; nothing comes of it."""

    stage: Stage
    stranger: Account
    anonymous: Caller

    def call(self, operation: Operation, flaws: Set[int]) -> httpx2.Response:
        """Call an operation with all of these things wrong."""
        caller = self._caller(flaws)
        options = self._path(operation, flaws) | self._body(operation, flaws)
        if operation.query_parameters and INVALID in flaws:
            options["params"] = {"limit": "0", "offset": "-1"}
        if TOO_LARGE in flaws:
            return self._call_too_large(operation, caller, flaws)
        return self.stage.call(operation, caller, **options)

    def _caller(self, flaws: Set[int]) -> Caller:
        if NO_TOKEN in flaws:
            return self.anonymous
        return self.stranger if FORBIDDEN in flaws else self.stage.author

    def _path(self, operation: Operation, flaws: Set[int]) -> dict[str, object]:
        if UNKNOWN not in flaws:
            return {}
        # The last name in a path is the one that is looked up last.
        name = operation.path_parameters[-1]
        return {name: "0" if name == "id" else unique("no-such-")}

    def _body(self, operation: Operation, flaws: Set[int]) -> dict[str, Any]:
        if not operation.has_body:
            return {}
        headers = {"Content-Type": "text/plain"} if MEDIA_TYPE in flaws else {}
        body = self.stage.body(operation)
        if TAKEN in flaws:
            body["user"] |= {"username": self.stranger.username, "email": self.stranger.email}
        if INVALID in flaws:
            if operation.id == "updateCurrentUser" or TAKEN in flaws:
                body["user"]["password"] = "short"
            else:
                body = {}
        return {"json": body, "headers": headers}

    def _call_too_large(
        self, operation: Operation, caller: Caller, flaws: Set[int]
    ) -> httpx2.Response:
        path = self.stage.path_parameters(operation) | self._path(operation, flaws)
        headers = {
            "Content-Type": "text/plain" if MEDIA_TYPE in flaws else "application/json",
            "Content-Length": str(LARGEST_BODY + 1),
        }
        if caller.token is not None:
            headers["Authorization"] = f"Token {caller.token}"
        url = caller.target.base_url.rstrip("/") + operation.url(**path)
        request = caller.http.build_request(operation.method, url, headers=headers)
        response = send_declaring(request, LARGEST_BODY + 1, TIMEOUT_SECONDS)
        caller.conversation.record(response)
        return response
