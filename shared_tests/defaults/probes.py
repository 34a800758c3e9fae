"""The inputs on which frameworks differ: what is sent, why it matters, and who mends it."""

from dataclasses import dataclass

from shared_tests.defaults.exchange import Request

MEBIBYTE = 1024 * 1024
DEPTH = 100_000
THREADS = 8

Files = tuple[str, str, str]
"""In the panels of Flask, FastAPI and Django; empty where there is nothing to mend."""

ERRORS: Files = ("errors.py", "errors.py", "errors.py")
INCOMING: Files = ("incoming.py", "incoming.py", "incoming.py")
SCHEMAS: Files = ("schemas.py", "schemas.py", "schemas.py")
SLASHES: Files = ("errors.py", "app.py", "errors.py")
DOUBLE_SLASHES: Files = ("incoming.py", "errors.py", "errors.py")
REPEATED: Files = ("incoming.py", "", "")
ORIGINS: Files = ("app.py", "cross_origin.py", "settings.py")


@dataclass(frozen=True)
class Probe:
    """One input."""

    name: str
    request: Request
    matters: str
    """Why it makes a difference, and what the contract says of it."""
    mended_in: Files | None = None
    """The panels' files that bring about what the contract says; none where nobody does."""


def post(body: bytes | str, content_type: str | None = "application/json") -> Request:
    """Return a POST of a body."""
    content = body.encode() if isinstance(body, str) else body
    return Request("POST /items", content, content_type)


def get(target: str) -> Request:
    """Return a GET."""
    return Request(f"GET {target}")


BODIES = [
    Probe(
        "malformed JSON",
        post('{"name": '),
        "A client's mistake is a 4xx; the contract says 422 (GEN-12).",
        INCOMING,
    ),
    Probe(
        "empty body",
        post(""),
        "As malformed as any other (GEN-12).",
        INCOMING,
    ),
    Probe(
        "JSON, but no object",
        post("[]"),
        "What is no object has no fields to look at (GEN-12).",
        INCOMING,
    ),
    Probe(
        "JSON nested 100,000 deep",
        post("[" * DEPTH),
        "One short request must not be a fault of the server (GEN-12).",
        INCOMING,
    ),
    Probe(
        "bytes that are no UTF-8",
        post(b'{"name": "\xff", "count": 1}'),
        "JSON is UTF-8, and nothing is to be guessed (GEN-12).",
        INCOMING,
    ),
    Probe(
        "duplicate key",
        post('{"name": "a", "name": "b", "count": 1}'),
        "RFC 8259 leaves it open; all take the last, and the contract lets them.",
    ),
    Probe(
        "`NaN`",
        post('{"name": "a", "count": NaN}'),
        "Python reads it, JSON does not have it, and it cannot be sent on (GEN-12).",
        INCOMING,
    ),
    Probe(
        "not declared as JSON",
        post('{"name": "a", "count": 1}', "text/plain"),
        "Browsers send `text/plain` across origins without a preflight; the contract says 415.",
        INCOMING,
    ),
    Probe(
        "body of 3 MiB",
        post('{"name": "' + "a" * 3 * MEBIBYTE + '", "count": 1}'),
        "Without a limit one client fills the memory; the contract says 413 (GEN-14).",
        INCOMING,
    ),
]

FIELDS = [
    Probe(
        "missing key",
        post('{"name": "a"}'),
        "The commonest mistake of all; the contract names every such field at once (GEN-9).",
        ERRORS,
    ),
    Probe(
        "null for a string",
        post('{"name": null, "count": 1}'),
        "Whatever is stored as a string had better be one (GEN-9).",
        ERRORS,
    ),
    Probe(
        "blank string",
        post('{"name": " ", "count": 1}'),
        "A string, and yet nothing; the contract says 422 `can't be blank` (GEN-9).",
        SCHEMAS,
    ),
    Probe(
        '`"1"` for an integer',
        post('{"name": "a", "count": "1"}'),
        "To take it for 1 is kind today and a trap tomorrow; the contract knows no such field.",
    ),
    Probe(
        "`true` for an integer",
        post('{"name": "a", "count": true}'),
        "In Python a boolean is an integer; in JSON it is not.",
    ),
    Probe(
        "a number for a string",
        post('{"name": 7, "count": 1}'),
        "The contract says 422 `is invalid` (GEN-10).",
        ERRORS,
    ),
    Probe(
        "unknown key",
        post('{"name": "a", "count": 1, "admin": true}'),
        "Ignored by all, which is what the contract says (GEN-16).",
    ),
    Probe(
        "U+0000 in a string",
        post('{"name": "a\\u0000b", "count": 1}'),
        "PostgreSQL cannot store it: accepted here is a fault later (GEN-17).",
        SCHEMAS,
    ),
    Probe(
        "lone surrogate",
        post('{"name": "\\ud800", "count": 1}'),
        "No encoding can store it (GEN-17).",
        SCHEMAS,
    ),
]

QUERIES = [
    Probe(
        "no number where one belongs",
        get("/items?page=abc"),
        "A typing error must neither pass for the default nor be a fault (GEN-23).",
        SCHEMAS,
    ),
    Probe(
        "empty value",
        get("/items?page="),
        "Present, and yet no number (GEN-23).",
        SCHEMAS,
    ),
    Probe(
        "`1_0`",
        get("/items?page=1_0"),
        "Python's `int()` takes more than digits: underscores, spaces, other scripts (GEN-23).",
        SCHEMAS,
    ),
    Probe(
        "repeated key",
        get("/items?page=1&page=2"),
        "Which of them counts decides what a proxy in front may overlook; "
        "the contract says the last (GEN-25).",
        REPEATED,
    ),
]

PATHS = [
    Probe(
        "unknown path",
        get("/nothing"),
        "Clients of a JSON API want JSON (GEN-2).",
        ERRORS,
    ),
    Probe(
        "method that the path does not have",
        Request("DELETE /items"),
        "`Allow` has to name every method that there is (GEN-3, RFC 9110 §15.5.6).",
        ERRORS,
    ),
    Probe(
        "trailing slash",
        get("/items/"),
        "A redirect loses the body of a POST in many a client; the contract says 404 (GEN-21).",
        SLASHES,
    ),
    Probe(
        "two slashes",
        get("//items"),
        "Another path, or the same? The contract says another: 404 (GEN-2).",
        DOUBLE_SLASHES,
    ),
    Probe(
        "`HEAD`",
        Request("HEAD /items"),
        "RFC 9110 §9.1 wants it wherever there is GET; the contract leaves it open.",
    ),
    Probe(
        "`OPTIONS`",
        Request("OPTIONS /items"),
        "A browser's preflight ends here; the contract answers it 200 (GEN-19).",
        ORIGINS,
    ),
]

SERVERS = [
    Probe(
        "handler that raises",
        get("/broken"),
        "No insides shown by any; the contract wants JSON even now (OPS-7).",
        ERRORS,
    ),
    Probe(
        "eight clients that stall half-way through a body, then a ninth",
        Request("GET /items", stalled=THREADS),
        "A thread waits with its client, an event loop does not. "
        "The panels leave it to a buffering proxy in front.",
    ),
]

CHAPTERS = {
    "Bodies": BODIES,
    "Fields": FIELDS,
    "Queries": QUERIES,
    "Paths and methods": PATHS,
    "Faults and slowness": SERVERS,
}
PROBES = [probe for chapter in CHAPTERS.values() for probe in chapter]
