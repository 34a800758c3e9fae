"""What the catalogue's mutants are made of: small changes to requests and answers."""

import threading
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode

from shared_tests.mutants.messages import Request, Response
from shared_tests.mutants.mutant import Alteration, Damage

Thing = dict[str, Any]
ONES = ("user", "profile", "article", "comment")
SEVERAL = ("articles", "comments")


def on_success(change: Callable[[Any], Any]) -> Damage:
    """Change the document of every answer that is a success."""

    def spoil(_: Request, response: Response) -> None:
        if response.status < HTTPStatus.MULTIPLE_CHOICES and response.body:
            document = response.json
            response.say(change(document) or document)

    return spoil


def on_errors(change: Callable[[Any], Any]) -> Damage:
    """Change the document of every answer that is an error."""

    def spoil(_: Request, response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST and response.body:
            response.say(change(response.json))

    return spoil


def things(document: Thing) -> Iterator[Thing]:
    """Yield every user, profile, article or comment at the top of a document."""
    yield from (document[name] for name in ONES if name in document)
    for name in SEVERAL:
        yield from document.get(name, ())


def each(change: Callable[[Thing], object]) -> Damage:
    """Change every user, profile, article or comment in an answer."""

    def apply(document: Thing) -> None:
        for thing in things(document):
            change(thing)

    return on_success(apply)


def dropped(*names: str) -> Damage:
    """Leave fields out."""
    return each(lambda thing: [thing.pop(name, None) for name in names])


def renamed(old: str, new: str) -> Damage:
    """Call a field something else."""
    return each(lambda thing: thing.update({new: thing.pop(old)}))


def mapped(name: str, change: Callable[[Any], Any]) -> Damage:
    """Change the value of a field."""
    return each(lambda thing: thing.update({name: change(thing[name])}))


def added(**fields: object) -> Damage:
    """Show more fields."""
    return each(lambda thing: thing.update(fields))


def of_author(change: Callable[[Thing], object]) -> Damage:
    """Change the author of every article or comment."""
    return each(lambda thing: change(thing["author"]))


def status(old: int, new: int) -> Damage:
    """Answer one status in the place of another."""

    def spoil(_: Request, response: Response) -> None:
        if response.status == old:
            response.status = new

    return spoil


def instead(old: int, new: int, document: object) -> Damage:
    """Answer another status and document; None stands for no body."""

    def spoil(_: Request, response: Response) -> None:
        if response.status == old:
            response.status = new
            if document is None:
                response.body = b""
                response.drop_header("content-type")
            else:
                response.say(document)

    return spoil


def without_header(name: str, statuses: Iterable[int] = range(200, 600)) -> Damage:
    """Lose a header of answers of these statuses."""
    wanted = frozenset(statuses)

    def spoil(_: Request, response: Response) -> None:
        if response.status in wanted:
            response.drop_header(name)

    return spoil


def with_header(name: str, value: str, *, where: str | None = None) -> Damage:
    """Say a header, in the place of any other of its name; `where`: only where that one is."""

    def spoil(_: Request, response: Response) -> None:
        if where is None or response.header(where):
            response.set_header(name, value)

    return spoil


def first_answer_forever() -> Damage:
    """Answer what was first answered to the same caller at the same path."""
    known: dict[tuple[str, ...], bytes] = {}
    lock = threading.Lock()

    def spoil(request: Request, response: Response) -> None:
        if response.status == HTTPStatus.OK:
            key = (request.method, request.target, request.header("authorization"))
            with lock:
                response.body = known.setdefault(key, response.body)

    return spoil


def anonymously(request: Request) -> None:
    """Forget who is asking."""
    request.drop_header("authorization")


def with_query(change: Callable[[dict[str, str]], object]) -> Alteration:
    """Change a query's parameters."""

    def alter(request: Request) -> None:
        parameters = dict(parse_qsl(request.query, keep_blank_values=True))
        change(parameters)
        request.target = f"{request.path}?{urlencode(parameters)}"

    return alter


def without_parameter(name: str) -> Alteration:
    """Take a query parameter away."""
    return with_query(lambda parameters: parameters.pop(name, None))


def shifted(name: str, by: int) -> Alteration:
    """Change a number in the query, where it is one."""

    def change(parameters: dict[str, str]) -> None:
        if parameters.get(name, "").isdigit():
            parameters[name] = str(int(parameters[name]) + by)

    return with_query(change)


def count_of_page(document: Thing) -> None:
    """Count the page in the place of all matches."""
    document["articlesCount"] = len(document["articles"])


def ties_turned(name: str) -> Damage:
    """Turn those of a list that were made at the same moment round."""

    def change(document: Thing) -> None:
        # A stable sort: what is equal keeps the order that it is given in.
        turned = document[name][::-1]
        document[name] = sorted(turned, key=lambda thing: thing["createdAt"], reverse=True)

    return on_success(change)


def turned(name: str) -> Damage:
    """Turn a list round."""
    return on_success(lambda document: document.update({name: document[name][::-1]}))
