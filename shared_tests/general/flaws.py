"""Calls with something wrong about them, and what the spec says comes of it."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import httpx2

from harness.specification import Operation
from shared_tests.client import TIMEOUT_SECONDS, Account, Caller, unique
from shared_tests.declared_size import send_declaring
from shared_tests.general.stage import OPERATIONS, Options, Stage
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


NO_HEADERS: Mapping[str, str] = MappingProxyType({})
NOT_VALID = {"password": "short", "email": 7, "description": " ", "body": None}
"""Fields that make any body one that is answered 422."""


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

    def call(
        self, operation: Operation, flaws: Set[int], headers: Mapping[str, str] = NO_HEADERS
    ) -> httpx2.Response:
        """Call an operation with all of these things wrong."""
        if MEDIA_TYPE in flaws:
            headers = {"Content-Type": "text/plain", **headers}
        caller, path = self._caller(flaws), self._path(operation, flaws)
        if TOO_LARGE in flaws:
            return self._call_too_large(operation, caller, headers, path)
        options = self._content(operation, flaws)
        options["headers"] = headers
        return self.stage.call(operation, caller, path=path, **options)

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

    def _content(self, operation: Operation, flaws: Set[int]) -> Options:
        if not operation.has_body:
            return {"params": {"limit": "0", "offset": "-1"}} if INVALID in flaws else {}
        ((envelope, fields),) = self.stage.body(operation).items()
        if TAKEN in flaws:
            fields |= {"username": self.stranger.username, "email": self.stranger.email}
        if INVALID in flaws:
            fields |= NOT_VALID
        return {"json": {envelope: fields}}

    def _call_too_large(
        self,
        operation: Operation,
        caller: Caller,
        headers: Mapping[str, str],
        path: Mapping[str, object],
    ) -> httpx2.Response:
        declared = {"Content-Type": "application/json", **headers}
        declared["Content-Length"] = str(LARGEST_BODY + 1)
        if caller.token is not None:
            declared["Authorization"] = f"Token {caller.token}"
        parameters = {**self.stage.path_parameters(operation), **path}
        url = caller.target.base_url.rstrip("/") + operation.url(**parameters)
        request = caller.http.build_request(operation.method, url, headers=declared)
        response = send_declaring(request, LARGEST_BODY + 1, TIMEOUT_SECONDS)
        caller.conversation.record(response)
        return response
