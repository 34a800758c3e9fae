"""Sending one request to every panel. A request names an operation, and nobody names an address."""

import os
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2

from harness.specification import Operation
from reader.live.panels import Panel

VALUE = re.compile(r"\{(token|slug|id|username)\}")
"""Stands in a request for what each panel has of its own."""
TOKEN = re.compile(r"[\x21-\x7e]*")
PATIENCE_SECONDS = 30.0
LONGEST_SHOWN = 200_000
"""Characters of an answer."""

Values = dict[str, str]


class WishError(Exception):
    """What the console asks for makes no request."""


@dataclass(frozen=True)
class Wish:
    """A request as it was filled in."""

    path: Values = field(default_factory=dict)
    query: Values = field(default_factory=dict)
    token: str = ""
    body: str | None = None
    values: dict[str, Values] = field(default_factory=dict)
    """What `{token}` and the like stand for, by panel."""

    @classmethod
    def from_json(cls, wish: object) -> "Wish":
        """Read what the console sends.

        Raises:
            WishError: it is not of the form.
        """
        known = wish if isinstance(wish, dict) else {"": None}
        if unknown := set(known) - set(cls.__dataclass_fields__):
            raise WishError(f"a request has no {', '.join(sorted(unknown)) or 'such form'}")
        values = known.get("values", {})
        if not isinstance(values, dict):
            raise WishError("values must be an object")
        body = known.get("body")
        if not isinstance(body, str | None):
            raise WishError("body must be a text")
        return cls(
            path=_texts(known.get("path", {}), "path"),
            query=_texts(known.get("query", {}), "query"),
            token=_texts({"token": known.get("token", "")}, "token")["token"],
            body=body,
            values={name: _texts(found, "values") for name, found in values.items()},
        )


@dataclass(frozen=True)
class Answer:
    """What a panel answered, or why it did not."""

    panel: str
    trace_id: str
    caller_id: str
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    milliseconds: float = 0.0
    problem: str = ""

    def json(self) -> Any:  # noqa: ANN401 (JSON may say anything)
        """Return what the body says, None where it is no JSON."""
        try:
            return httpx2.Response(200, text=self.body).json()
        except ValueError:
            return None


def _texts(found: object, name: str) -> Values:
    if isinstance(found, dict) and all(isinstance(text, str) for text in found.values()):
        return found
    raise WishError(f"{name} must hold texts")


def prepare(client: httpx2.AsyncClient, panel: Panel, operation: Operation, wish: Wish) -> Answer:
    """Return an answer that is still to come: with the ids of its trace.

    Raises:
        WishError: no request can be made of it.
    """
    build(client, panel, operation, wish, {})
    return Answer(panel.name, os.urandom(16).hex(), os.urandom(8).hex())


def build(
    client: httpx2.AsyncClient,
    panel: Panel,
    operation: Operation,
    wish: Wish,
    headers: Mapping[str, str],
) -> httpx2.Request:
    """Return the request of an operation to a panel.

    Raises:
        WishError: a parameter is missing or unknown, or something cannot be sent.
    """
    own = wish.values.get(panel.name, {})
    if set(wish.path) != set(operation.path_parameters):
        raise WishError(f"the path takes {', '.join(operation.path_parameters) or 'nothing'}")
    if unknown := set(wish.query) - set(operation.query_parameters):
        raise WishError(f"the query takes no {', '.join(sorted(unknown))}")
    token = _filled(wish.token, own).strip()
    if not TOKEN.fullmatch(token):
        raise WishError("a token is made of visible ASCII characters, without spaces")
    sent = dict(headers) | ({"Authorization": f"Token {token}"} if token else {})
    body = wish.body if operation.has_body else None
    if body is not None:
        sent["Content-Type"] = "application/json"
    try:
        path = {name: _filled(text, own) for name, text in wish.path.items()}
        if {".", ".."} & set(path.values()):  # which clients resolve, and another path is called
            raise WishError("a part of a path cannot be made of dots alone")
        query = {name: _filled(text, own) for name, text in wish.query.items() if text}
        url = panel.base_url + operation.url(**path)
        content = None if body is None else _filled(body, own).encode()
        return client.build_request(
            operation.method, url, params=query or None, headers=sent, content=content
        )
    except (UnicodeError, httpx2.InvalidURL) as error:
        raise WishError("this text cannot be sent") from error


def _filled(text: str, own: Values) -> str:
    return VALUE.sub(lambda match: own.get(match[1], match[0]), text)


async def send(
    client: httpx2.AsyncClient, panel: Panel, operation: Operation, wish: Wish, coming: Answer
) -> Answer:
    """Send a request to a panel, as part of the trace of the answer that is to come."""
    headers = {"traceparent": f"00-{coming.trace_id}-{coming.caller_id}-01"}
    request = build(client, panel, operation, wish, headers)
    started = time.perf_counter()
    try:
        response = await client.send(request)
    except httpx2.TransportError as error:
        problem = f"{panel.title} does not answer: {type(error).__name__}"
        return Answer(panel.name, coming.trace_id, coming.caller_id, problem=problem)
    milliseconds = (time.perf_counter() - started) * 1000
    return Answer(
        panel=panel.name,
        trace_id=coming.trace_id,
        caller_id=coming.caller_id,
        status=response.status_code,
        headers=tuple((name.lower(), value) for name, value in response.headers.multi_items()),
        body=response.text[:LONGEST_SHOWN],
        milliseconds=round(milliseconds, 1),
    )


def open_client() -> httpx2.AsyncClient:
    """Return a client that goes where it is told, and nowhere else."""
    return httpx2.AsyncClient(trust_env=False, follow_redirects=False, timeout=PATIENCE_SECONDS)


def learn(answers: Sequence[Answer]) -> dict[str, Values]:
    """Return what answers say that `{token}` and the like can stand for, by panel."""
    return {answer.panel: _learned(answer.json()) for answer in answers}


def _learned(said: object) -> Values:
    places = {
        "token": ("user", "token"),
        "username": ("user", "username"),
        "slug": ("article", "slug"),
        "id": ("comment", "id"),
    }
    found = {}
    for name, (thing, key) in places.items():
        part = said.get(thing) if isinstance(said, dict) else None
        if isinstance(part, dict) and key in part:
            found[name] = str(part[key])
    return found
