"""A server of one right answer to `getTags`, with one fault: `python -m … FAULT HOST PORT`.

`none` answers at once, so cheaply that it is the load generator that cannot keep up; `stall` takes
a little work for each answer, and stops dead for half a second now and then; `wrong-body` has
something in its answer that the spec does not allow.
"""

import asyncio
import sys
import time

STALL_SECONDS = 0.5
STALL_EVERY_SECONDS = 2.0
WORK_SECONDS = 0.0003
"""For an answer of a server that stalls: more than a client needs, so that the server is the
limit; little enough that a few clients in a closed loop have most of their answers at once."""
RIGHT = b'{"tags":["benchmark","selftest"]}'
WRONG = b'{"tags":["benchmark",17]}'
END_OF_REQUEST = b"\r\n\r\n"


def answer(body: bytes) -> bytes:
    """Return a whole HTTP answer with this JSON."""
    head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


class Stub(asyncio.Protocol):
    """Answers every request on its connection, also when several arrive together."""

    def __init__(self, said: bytes, work_seconds: float) -> None:
        self.said = said
        self.work_seconds = work_seconds

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request whose end has come; requests have no bodies here."""
        asked = data.count(END_OF_REQUEST)
        until = time.thread_time() + asked * self.work_seconds
        while time.thread_time() < until:
            pass
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.write(self.said * asked)


def stall(loop: asyncio.AbstractEventLoop) -> None:
    """Do nothing useful for a while, as a long collection of garbage would, and come back to it.

    It keeps its core busy: an idle server would not count as saturated.
    """
    until = time.monotonic() + STALL_SECONDS
    while time.monotonic() < until:
        pass
    loop.call_later(STALL_EVERY_SECONDS, stall, loop)


async def serve(fault: str, host: str, port: int) -> None:
    """Serve until somebody ends the process."""
    loop = asyncio.get_running_loop()
    said = answer(WRONG if fault == "wrong-body" else RIGHT)
    work_seconds = WORK_SECONDS if fault == "stall" else 0.0
    server = await loop.create_server(lambda: Stub(said, work_seconds), host, port)
    if fault == "stall":
        loop.call_later(STALL_EVERY_SECONDS, stall, loop)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2], int(sys.argv[3])))
