"""Sending the head of a request before its body, and the body only when it is waited for."""

import http.client
import select
from contextlib import suppress
from urllib.parse import urlsplit

import httpx2

WAIT_SECONDS = 0.05
"""How long an answer to the head alone may take before the body is sent.

Servers that read a refused body to its end, and keep the connection, need it.
"""


def send_declaring(request: httpx2.Request, size: int, timeout_seconds: float) -> httpx2.Response:
    """Send a request whose `Content-Length` says `size`, with a body of blanks where one is needed.

    Raises:
        OSError: the server does not answer.
    """
    url = urlsplit(str(request.url))
    opener = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = opener(url.netloc, timeout=timeout_seconds)
    try:
        connection.putrequest(request.method, url.path, skip_host=True, skip_accept_encoding=True)
        for name, value in request.headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        if not select.select([connection.sock], [], [], WAIT_SECONDS)[0]:
            with suppress(ConnectionError):  # It has answered meanwhile, and closed.
                connection.send(b" " * size)
        answer = connection.getresponse()
        headers = answer.getheaders()
        return httpx2.Response(
            answer.status, headers=headers, content=answer.read(), request=request
        )
    finally:
        connection.close()
