"""PostgreSQL's protocol, as far as it takes to see which statements a client has executed.

https://www.postgresql.org/docs/current/protocol-message-formats.html
"""

import struct
from dataclasses import dataclass, field

SSL_REQUEST, GSS_REQUEST = 80877103, 80877104
REFUSED = b"N"
"""The answer to both: the connection stays as it is, readable."""
HEAD = struct.Struct("!cI")
WORD = struct.Struct("!I")
SHORT = struct.Struct("!H")


@dataclass(frozen=True)
class Statement:
    """One statement as it was executed."""

    sql: str
    parameter_types: tuple[int, ...] = ()
    """PostgreSQL's numbers of the types that the client declared; 0 where it left one open."""


@dataclass
class Client:
    """Listens to what one client sends; what it executes is appended to `executed`."""

    executed: list[Statement]
    _buffer: bytes = b""
    _started: bool = False
    _prepared: dict[bytes, Statement] = field(default_factory=dict)
    _portals: dict[bytes, Statement] = field(default_factory=dict)

    def hear(self, data: bytes) -> tuple[bytes, bytes]:
        """Take in what the client has sent.

        Returns:
            what to send on to the server, and what to answer in its place.
        """
        if self._started:
            self._listen(data)
            return data, b""
        self._buffer += data
        if len(self._buffer) < 2 * WORD.size:
            return b"", b""
        (length,) = WORD.unpack_from(self._buffer)
        (code,) = WORD.unpack_from(self._buffer, WORD.size)
        if code in {SSL_REQUEST, GSS_REQUEST}:
            self._buffer = self._buffer[length:]
            return b"", REFUSED
        if len(self._buffer) < length:
            return b"", b""
        self._started = True
        onward, self._buffer = self._buffer, self._buffer[length:]
        self._listen(b"")
        return onward, b""

    def _listen(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= HEAD.size:
            kind, length = HEAD.unpack_from(self._buffer)
            if len(self._buffer) < 1 + length:
                return
            self._take(kind, self._buffer[HEAD.size : 1 + length])
            self._buffer = self._buffer[1 + length :]

    def _take(self, kind: bytes, payload: bytes) -> None:
        match kind:
            case b"Q":
                self.executed.append(Statement(payload.rstrip(b"\0").decode()))
            case b"P":
                name, sql, rest = payload.split(b"\0", 2)
                (count,) = SHORT.unpack_from(rest)
                types = struct.unpack_from(f"!{count}I", rest, SHORT.size)
                self._prepared[name] = Statement(sql.decode(), types)
            case b"B":
                portal, name, _ = payload.split(b"\0", 2)
                if name in self._prepared:
                    self._portals[portal] = self._prepared[name]
            case b"E":
                portal, _ = payload.split(b"\0", 1)
                if portal in self._portals:
                    self.executed.append(self._portals[portal])
