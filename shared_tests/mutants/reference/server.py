"""Requests and answers of the reference application: routing, the order of checks, CORS."""

import threading
import time
from typing import TYPE_CHECKING, BinaryIO

from shared_tests.inputs import LARGEST_BODY
from shared_tests.mutants import routes
from shared_tests.mutants.messages import Request, Response
from shared_tests.mutants.reference import accounts, articles, comments, lists, tokens
from shared_tests.mutants.reference.call import Call
from shared_tests.mutants.reference.fields import check_media_type, read_fields
from shared_tests.mutants.reference.refusals import Refusal, forbidden, not_found
from shared_tests.mutants.reference.store import Store, User

if TYPE_CHECKING:
    from collections.abc import Callable

RACE_SECONDS = 0.08
"""How long a damaged server dawdles between looking and writing."""

ACTIONS = accounts.ACTIONS | articles.ACTIONS | comments.ACTIONS | lists.ACTIONS
CHECKS = ("size", "token", "resource", "permission", "media type", "fields")
"""In their order (GEN-4)."""

SWAPPED = {
    "404-before-401": ("token", "resource"),
    "413-after-404": ("size", "resource"),
    "415-before-404": ("resource", "media type"),
    "415-before-403": ("permission", "media type"),
    "422-before-415": ("media type", "fields"),
    "422-before-403": ("permission", "fields"),
    "401-after-422": ("token", "fields"),
}
"""Faults that make two checks change places."""
OWNED = {"updateArticle": "article", "deleteArticle": "article", "deleteArticleComment": "comment"}
"""What only its author may touch, by operation (ART-11, COM-3)."""


class Application:
    """A Conduit of its own, whose data ends with it."""

    def __init__(self, key: str, fault: str = "") -> None:
        """Take the key that tokens are signed with, and the one thing that is damaged."""
        self.key = key
        self.fault = fault
        self.store = Store()
        self.lock = threading.Lock()
        if self.broken("login-token-of-somebody-else"):
            # Who logs in may be the only other user there is.
            self.store.users[0] = User(0, "first@example.org", "first", "")
        self.generations: dict[int, int] = {}
        """How many tokens each user has been given."""
        checks: dict[str, Callable[[Call], None]] = {
            "size": self._check_size,
            "token": self._check_token,
            "resource": self._find,
            "permission": self._check_permission,
            "media type": self._check_media_type,
            "fields": self._read_fields,
        }
        order = list(CHECKS)
        if fault in SWAPPED:
            first, second = map(order.index, SWAPPED[fault])
            order[first], order[second] = order[second], order[first]
        self.checks = [checks[name] for name in order]

    def broken(self, fault: str) -> bool:
        """Tell whether that is what is damaged."""
        return fault == self.fault

    def dawdle(self, fault: str) -> None:
        """Let others in between a look and the write that rests on it, where that is the fault."""
        if self.broken(fault):
            self.lock.release()
            time.sleep(RACE_SECONDS)
            self.lock.acquire()

    def token_for(self, user: User) -> str:
        """Return a fresh token."""
        self.generations[user.id] = self.generations.get(user.id, 0) + 1
        return tokens.issue(user, self.key, self.generations[user.id])

    def answer(self, request: Request, _: BinaryIO) -> Response:
        """Answer a request."""
        response = self._route(request)
        if request.header("origin"):
            response.set_header("Access-Control-Allow-Origin", "*")
        return response

    def _route(self, request: Request) -> Response:
        methods, names = routes.find(request.path)
        if request.method == "OPTIONS":
            return _preflight(request, [*methods])
        if not methods:
            return _refused(Refusal(404, path="not found"))
        if request.method not in methods:
            response = _refused(Refusal(405, method="not allowed"))
            response.set_header("Allow", ", ".join([*methods, "OPTIONS"]))
            return response
        call = Call(methods[request.method], request, names)
        try:
            with self.lock:
                for check in self.checks:
                    check(call)
                document = ACTIONS[call.operation.id](self, call)
        except Refusal as refusal:
            return _refused(refusal)
        response = Response(call.operation.success_status)
        if document is not None:
            response.say(document)
        return response

    def _check_size(self, call: Call) -> None:
        if call.operation.has_body and call.request.declared > LARGEST_BODY:
            raise Refusal(413, body="is too large")

    def _check_token(self, call: Call) -> None:
        if call.operation.security == "none":
            return
        try:
            token = tokens.token_in(call.request.header("authorization"), self.broken)
        except Refusal:
            if call.operation.security == "required":
                raise
            return
        try:
            call.viewer = self._viewer(token)
        except Refusal:
            if call.operation.security == "required" or self.broken("bad-token-refused-everywhere"):
                raise

    def _viewer(self, token: str) -> User:
        viewer, generation = tokens.user_of(token, self.key, self.store.users, self.broken)
        if self.broken("one-token-at-a-time") and generation < self.generations[viewer.id]:
            raise Refusal(401, token="is invalid")
        return viewer

    def _find(self, call: Call) -> None:
        """Look up what the path names: the user, or the article and then the comment."""
        names = call.names
        if "username" in names:
            call.profile = self.store.user_where(lambda user: user.username == names["username"])
            if call.profile is None:
                raise not_found("profile")
        if "slug" in names:
            call.article = articles.find(self, names["slug"])
        if "id" in names:
            call.comment = comments.find(self, call)

    def _check_permission(self, call: Call) -> None:
        thing = OWNED.get(call.operation.id)
        if thing is None or self.broken(f"foreign-{call.operation.id}"):
            return
        owned = call.comment if thing == "comment" else call.article
        owners = [owned.author] if owned is not None else []
        if self.broken("articles-author-deletes-comments"):
            owners.append(call.what().author)
        if call.viewer not in owners:
            raise not_found(thing) if self.broken("404-for-403") else forbidden(thing)

    def _check_media_type(self, call: Call) -> None:
        if call.operation.has_body and not self.broken("any-media-type"):
            check_media_type(call.request)

    def _read_fields(self, call: Call) -> None:
        if call.operation.has_body:
            call.fields = read_fields(call.operation, call.request, self.broken)
        elif call.operation.query_parameters:
            call.fields = lists.read_query(call.operation, call.request.query, self.broken)


def _refused(refusal: Refusal) -> Response:
    response = Response(refusal.status)
    response.say({"errors": refusal.errors})
    return response


def _preflight(request: Request, methods: list[str]) -> Response:
    response = Response(200)
    response.set_header(
        "Access-Control-Allow-Headers", "Authorization, Content-Type, X-Requested-With"
    )
    asked = request.header("access-control-request-method")
    response.set_header("Access-Control-Allow-Methods", ", ".join([*methods, asked]))
    return response
