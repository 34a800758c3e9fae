"""A request as a line for a shell: what a reader pastes to see the same answer."""

import re
import shlex
from collections.abc import Iterable

LONGEST_BODY = 2000
"""In bytes; a longer body is cut, and the line says so."""

BY_ITSELF = {"accept", "accept-encoding", "connection", "host", "user-agent"}
"""Headers that every client sends in its own way."""

Header = tuple[bytes, bytes]


def curl_line(method: str, url: str, headers: Iterable[Header], body: bytes) -> str:
    """Return a `curl` command that sends a request and shows the head of the answer as well.

    Every part is quoted for a POSIX shell. A body that no argument can carry (not UTF-8, or with
    U+0000) comes through a pipe.

    Args:
        method: in upper case.
        url: complete and percent-encoded.
        headers: as they were sent; those that every client adds by itself are left out.
        body: as it was sent.
    """
    kept = body[:LONGEST_BODY]
    words = ["curl", "-sS", "-i", *_options(method, url), url]
    for argument in _header_arguments(headers, len(body), has_body=bool(kept)):
        words += ["-H", argument]
    piped = _needs_pipe(kept)
    if kept:
        words += ["--data-binary", "@-"] if piped else ["--data-raw", kept.decode()]
    line = shlex.join(words)
    if piped:
        line = f"printf {shlex.quote(_octal(kept))} | {line}"
    return (
        f"{line}  # the first {len(kept)} of {len(body)} bytes" if len(body) > len(kept) else line
    )


def _options(method: str, url: str) -> list[str]:
    options = ["--head"] if method == "HEAD" else ["-X", method]
    if re.search(r"[\[\]{}]", url):
        options.append("--globoff")
    if re.search(r"/\.{1,2}(/|\?|$)", url):
        options.append("--path-as-is")
    return options


def _header_arguments(headers: Iterable[Header], size: int, *, has_body: bool) -> list[str]:
    arguments = []
    typed = False
    for name, value in ((_text(name), _text(value)) for name, value in headers):
        lowered = name.lower()
        typed = typed or lowered == "content-type"
        declared_alone = lowered == "content-length" and value == str(size)
        if lowered not in BY_ITSELF and not declared_alone:
            arguments.append(f"{name}: {value}" if value.strip() else f"{name};")
    # Without this curl would call a body a form.
    return arguments if typed or not has_body else [*arguments, "Content-Type:"]


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _needs_pipe(body: bytes) -> bool:
    try:
        return "\0" in body.decode()
    except UnicodeDecodeError:
        return True


def _octal(body: bytes) -> str:
    """Return bytes as the format of `printf`, which POSIX defines for octal escapes only."""
    plain = range(0x20, 0x7F)
    special = b"\\%-"
    return "".join(
        chr(byte) if byte in plain and byte not in special else f"\\{byte:03o}" for byte in body
    )
