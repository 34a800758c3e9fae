"""A proxy that stands before a healthy panel and damages one thing."""

import http.client
import select
from contextlib import suppress
from typing import BinaryIO
from urllib.parse import urlsplit

from shared_tests.inputs import LARGEST_BODY
from shared_tests.mutants import routes
from shared_tests.mutants.messages import Request, Response
from shared_tests.mutants.mutant import Mutant

SECONDS = 30.0
HEAD_SECONDS = 0.02
"""How long the panel may take to answer the head of a body too large, before the body follows."""
CHUNK = 1 << 16
OWN = {"connection", "keep-alive"}


class Proxy:
    """Hands requests to a panel, and answers back, with a mutant's damage on the way."""

    def __init__(self, upstream: str, mutant: Mutant | None = None) -> None:
        """Take the panel's base URL; without a mutant nothing is damaged."""
        self.address = urlsplit(upstream).netloc
        self.mutant = mutant

    def answer(self, request: Request, rest: BinaryIO) -> Response:
        """Answer a request."""
        mutant = self.mutant
        if mutant is None or not _touches(mutant, request):
            return self._ask(request, rest)
        if mutant.alter is not None:
            mutant.alter(request)
        response = self._ask(request, rest)
        if mutant.spoil is not None:
            mutant.spoil(request, response)
        return response

    def _ask(self, request: Request, rest: BinaryIO) -> Response:
        connection = http.client.HTTPConnection(self.address, timeout=SECONDS)
        try:
            connection.putrequest(
                request.method, request.target, skip_host=True, skip_accept_encoding=True
            )
            for name, value in request.headers:
                if name.lower() not in OWN:
                    connection.putheader(name, value.encode("latin-1"))
            connection.putheader("Connection", "close")
            connection.endheaders(request.body or None)
            if request.declared > LARGEST_BODY:
                _pass_on(connection, rest, request.declared)
            answer = connection.getresponse()
            return Response(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()


def _touches(mutant: Mutant, request: Request) -> bool:
    called = routes.operation_of(request.method, request.path)
    return not mutant.operations or called in mutant.operations


def _pass_on(connection: http.client.HTTPConnection, rest: BinaryIO, size: int) -> None:
    """Pass a body on piece by piece, unless it is refused before."""
    wait = HEAD_SECONDS
    while size and not select.select([connection.sock], [], [], wait)[0]:
        wait = 0.0
        piece = rest.read(min(CHUNK, size))
        if not piece:
            return
        size -= len(piece)
        with suppress(ConnectionError):
            connection.send(piece)
