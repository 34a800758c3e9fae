# /// script
# requires-python = ">=3.11"
# dependencies = ["argon2-cffi>=25.1", "pyjwt>=2.15", "starlette>=1.0", "uvicorn[standard]>=0.40"]
# ///
"""The whole Conduit API in one file: Starlette, and sqlite3 of the standard library.

It stands in the order of `spec/rules.md`: what surrounds every operation first, then accounts,
profiles, articles, comments and tags, and the map of all paths at the end. A view is a function
that runs in a thread: it authenticates, loads, validates, writes, and returns a status and JSON.
"""

import json
import os
import re
import secrets
import sqlite3
import string
import sys
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message as HeaderFields
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import Any, NoReturn
from urllib.parse import parse_qsl

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Configuration, and what a bad one does (OPS-6)


@dataclass(frozen=True)
class Settings:
    """The configuration, as `docs/configuration.md` describes it."""

    database: Path
    secret_key: str
    token_lifetime: timedelta
    argon2_memory_kib: int
    argon2_time_cost: int
    origins: list[str]
    server_timing: bool


DEVELOPMENT_KEY = "for development only: everybody knows this key"
SECRET_KEY_BYTES = 32
STARTUP_FAILURE = 3  # with this status uvicorn's supervisor stops, rather than start a worker again


def read_settings() -> Settings:
    """Read the environment; on a bad value end the process with one line."""
    url = os.environ.get("DATABASE_URL") or "sqlite:///conduit.db"
    if not re.fullmatch(r"sqlite:///[^?]+", url):
        refuse_to_start("DATABASE_URL must be sqlite:///relative.db or sqlite:////absolute.db")
    key = os.environ.get("SECRET_KEY") or DEVELOPMENT_KEY
    known_or_short = key == DEVELOPMENT_KEY or len(os.fsencode(key)) < SECRET_KEY_BYTES
    if os.environ.get("ENVIRONMENT") == "production" and known_or_short:
        refuse_to_start(f"SECRET_KEY must have {SECRET_KEY_BYTES} bytes or more in production")
    try:
        return Settings(
            database=Path(url.removeprefix("sqlite:///")).absolute(),
            secret_key=key,
            token_lifetime=timedelta(
                seconds=int(os.environ.get("TOKEN_LIFETIME_SECONDS") or 2592000)
            ),
            argon2_memory_kib=int(os.environ.get("ARGON2_MEMORY_KIB") or 19456),
            argon2_time_cost=int(os.environ.get("ARGON2_TIME_COST") or 2),
            origins=[each.strip() for each in (os.environ.get("CORS_ORIGINS") or "*").split(",")],
            server_timing=os.environ.get("SERVER_TIMING") == "1",
        )
    except ValueError as error:
        refuse_to_start(str(error))


def refuse_to_start(reason: str) -> NoReturn:
    """End the process."""
    sys.stderr.write(f"Configuration error: {reason}\n")
    sys.exit(STARTUP_FAILURE)


SETTINGS = read_settings()

# Database

TABLES = """
CREATE TABLE IF NOT EXISTS users (
    id integer PRIMARY KEY AUTOINCREMENT,
    email varchar(254) NOT NULL, username varchar(64) NOT NULL, password varchar(255) NOT NULL,
    bio text, image text, created_at datetime NOT NULL, updated_at datetime NOT NULL,
    CONSTRAINT users_email_key UNIQUE (email), CONSTRAINT users_username_key UNIQUE (username));
CREATE TABLE IF NOT EXISTS follows (
    id integer PRIMARY KEY AUTOINCREMENT,
    follower_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    followed_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT follows_follower_id_followed_id_key UNIQUE (follower_id, followed_id));
CREATE INDEX IF NOT EXISTS follows_followed_id_idx ON follows (followed_id);
CREATE TABLE IF NOT EXISTS articles (
    id integer PRIMARY KEY AUTOINCREMENT,
    author_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    slug varchar(255) NOT NULL, title varchar(200) NOT NULL, description varchar(1000) NOT NULL,
    body text NOT NULL, created_at datetime NOT NULL, updated_at datetime NOT NULL,
    CONSTRAINT articles_slug_key UNIQUE (slug));
CREATE INDEX IF NOT EXISTS articles_created_at_id_idx ON articles (created_at, id);
CREATE INDEX IF NOT EXISTS articles_author_id_created_at_id_idx
    ON articles (author_id, created_at, id);
CREATE TABLE IF NOT EXISTS article_tags (
    id integer PRIMARY KEY AUTOINCREMENT,
    article_id bigint NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    name varchar(64) NOT NULL, CONSTRAINT article_tags_article_id_name_key
    UNIQUE (article_id, name));
CREATE INDEX IF NOT EXISTS article_tags_name_article_id_idx ON article_tags (name, article_id);
CREATE TABLE IF NOT EXISTS favorites (
    id integer PRIMARY KEY AUTOINCREMENT,
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    article_id bigint NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    CONSTRAINT favorites_user_id_article_id_key UNIQUE (user_id, article_id));
CREATE INDEX IF NOT EXISTS favorites_article_id_idx ON favorites (article_id);
CREATE TABLE IF NOT EXISTS comments (
    id integer PRIMARY KEY AUTOINCREMENT,
    article_id bigint NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    author_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    body text NOT NULL, created_at datetime NOT NULL, updated_at datetime NOT NULL);
CREATE INDEX IF NOT EXISTS comments_article_id_created_at_id_idx
    ON comments (article_id, created_at, id);
CREATE INDEX IF NOT EXISTS comments_author_id_idx ON comments (author_id);
"""

COLUMNS = """
SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables
JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'
"""

BUSY_TIMEOUT_SECONDS = 30
LARGEST_ID = 2**63 - 1


class Database:
    """One connection for one request, which counts and times what it is asked (OPS-3)."""

    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0
        # Not created where it is missing: nobody would find what is written there.
        self.connection = sqlite3.connect(
            f"{SETTINGS.database.as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_TIMEOUT_SECONDS,
            isolation_level=None,
        )
        self.connection.row_factory = sqlite3.Row
        self.connection.execute("PRAGMA foreign_keys = ON")
        self.connection.execute("PRAGMA synchronous = NORMAL")

    def select(self, statement: str, **values: object) -> list[sqlite3.Row]:
        """Return the rows that a statement selects."""
        started = perf_counter()
        rows = self.connection.execute(statement, values).fetchall()
        self.seconds += perf_counter() - started
        self.queries += 1
        return rows

    def find(self, statement: str, **values: object) -> sqlite3.Row | None:
        """Return the only row that a statement selects, if there is one."""
        return next(iter(self.select(statement, **values)), None)

    change = select

    def insert(self, statement: str, **values: object) -> int:
        """Insert a row and return its id."""
        (row,) = self.select(statement + " RETURNING id", **values)
        return int(row["id"])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep every other writer out, and write all of the block or, when it raises, nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        with self.connection:
            yield

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def migrate() -> None:
    """Make the tables where they are missing."""
    with closing(sqlite3.connect(SETTINGS.database)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(TABLES)


def now() -> datetime:
    """Return the present, cut to whole milliseconds, as it is stored: UTC without saying so."""
    moment = datetime.now(UTC).replace(tzinfo=None)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def show_time(stored: str) -> str:
    """Show a stored time with exactly three decimals and Z (GEN-18)."""
    return datetime.fromisoformat(stored).isoformat(timespec="milliseconds") + "Z"


# Errors (GEN-1 to GEN-3)

BLANK, INVALID = "can't be blank", "is invalid"
RETRY_AFTER_SECONDS = 1


class Problem(Exception):
    """A request that cannot be answered as asked: a status, and a message for each key."""

    def __init__(
        self, status: int, errors: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, errors)
        self.status, self.errors, self.headers = status, errors, headers


def respond(problem: Problem) -> JSONResponse:
    """Put an error into its envelope (GEN-1)."""
    errors = {key: [message] for key, message in problem.errors.items()}
    return JSONResponse({"errors": errors}, problem.status, problem.headers)


async def answer_problem(_: Request, problem: Exception) -> Response:
    """Answer what a view refused."""
    assert isinstance(problem, Problem)  # noqa: S101 (tells mypy)
    return respond(problem)


async def answer_unknown_path(_: Request, __: Exception) -> Response:
    """Answer a path that leads nowhere (GEN-2)."""
    return respond(Problem(404, {"path": "not found"}))


async def answer_fault(_: Request, __: Exception) -> Response:
    """Answer for a fault of ours, which uvicorn logs (OPS-7)."""
    return respond(Problem(500, {"server": "internal error"}, {"Connection": "close"}))


async def answer_database_error(_: Request, error: Exception) -> Response:
    """Answer 503 where the database is out of reach, or another writer takes too long (OPS-9)."""
    out_of_reach = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY}
    # The lowest byte is the error, and the others are its details.
    if getattr(error, "sqlite_errorcode", 0) & 0xFF not in out_of_reach:
        raise error
    retry = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return respond(Problem(503, {"database": "is unreachable"}, retry))


# What every request goes through (GEN-4)

LARGEST_BODY = 1024 * 1024
DECIMAL_DIGITS = re.compile(r"0*([0-9]{1,19})")  # as many as the largest id has

Answer = tuple[int, object]
Check = Callable[[object], object]


@dataclass
class Call:
    """One request to one operation; its methods raise `Problem` in the order of the checks."""

    request: Request
    content: bytes
    database: Database

    def require_viewer(self) -> sqlite3.Row:
        """Return who is asking: 401 for nobody (GEN-5, GEN-6, GEN-8)."""
        header = self.request.headers.get("authorization", "")
        scheme, _, token = header.partition(" ")
        if scheme.lower() not in {"token", "bearer"} or not token.strip():
            raise Problem(401, {"token": "is missing"})
        viewer = self.database.find(
            "SELECT * FROM users WHERE id = :id", id=read_token(token.strip())
        )
        if viewer is None:
            raise Problem(401, {"token": INVALID})
        return viewer

    def find_viewer(self) -> sqlite3.Row | None:
        """Return who is asking, if anybody: a bad token is none (GEN-7)."""
        try:
            return self.require_viewer()
        except Problem:
            return None

    def named(self, parameter: str, what: str) -> str:
        """Return a text from the path: 404 for one that can name nothing (GEN-17)."""
        name = str(self.request.path_params[parameter])
        if not storable(name):
            raise Problem(404, {what: "not found"})
        return name

    def query(self) -> dict[str, str]:
        """Return the query: the last value of each key (GEN-25)."""
        # Bytes that are not UTF-8 become lone surrogates, which no check lets through.
        query = self.request.scope["query_string"].decode(errors="surrogateescape")
        return dict(parse_qsl(query, keep_blank_values=True, errors="surrogateescape"))

    def page(self, **filters: Check) -> dict[str, Any]:
        """Return `limit`, `offset` and the filters, of which None filters nothing (GEN-23)."""
        values: dict[str, object] = {"limit": "20", "offset": "0", **self.query()}
        checks = {"limit": whole_number(1, 100), "offset": whole_number(0, 2147483647), **filters}
        absent = dict.fromkeys(filters)
        return absent | check_all(values, checks, optional=filters)

    def fields(
        self, envelope: str, checks: Mapping[str, Check], optional: Collection[str] = ()
    ) -> dict[str, Any]:
        """Return the fields of a body, each through its check (GEN-9 to GEN-16).

        Args:
            envelope: the key around them.
            checks: what each field's value goes through.
            optional: fields that are left out of the result where the body leaves them out.
        """
        declared = HeaderFields()
        declared["content-type"] = self.request.headers.get("content-type", "")
        if declared.get_content_type() != "application/json":
            raise Problem(415, {"body": "must be application/json"})
        try:
            body = json.loads(self.content.decode(), parse_constant=refuse_constant)
        except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested too deeply
            body = None
        if not isinstance(body, dict):
            raise Problem(422, {"body": INVALID})
        values = body.get(envelope)
        if not isinstance(values, dict):
            raise Problem(422, {envelope: BLANK if values is None else INVALID})
        return check_all(values, checks, optional)


def refuse_constant(constant: str) -> NoReturn:
    """Refuse NaN and the infinities, which Python reads and JSON does not have."""
    raise ValueError(constant)


def check_all(
    values: Mapping[str, object], checks: Mapping[str, Check], optional: Collection[str]
) -> dict[str, Any]:
    """Put every value through its check, and complain about all of them at once (GEN-1)."""
    checked: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for key, check in checks.items():
        if key in values or key not in optional:
            try:
                checked[key] = check(values.get(key))
            except ValueError as error:
                wrong[key] = str(error)
    if wrong:
        raise Problem(422, wrong)
    return checked


@dataclass(frozen=True)
class Text:
    """Checks a text and trims it; `ValueError` says what is wrong (GEN-9, GEN-10, GEN-11)."""

    maximum: int | None = None
    minimum: int = 1
    pattern: str = r"(?s:.*)"
    kept: bool = False
    """As it is given, untrimmed."""
    nullable: bool = False
    """A blank one is null."""

    def __call__(self, value: object) -> str | None:
        """Return the text; None for a blank one that is nullable."""
        if value is None or (isinstance(value, str) and not value.strip()):
            if self.nullable:
                return None
            raise ValueError(BLANK)
        if not isinstance(value, str) or not storable(value):
            raise ValueError(INVALID)
        text = value if self.kept else value.strip()
        if len(text) < self.minimum:
            raise ValueError(f"is too short (minimum is {self.minimum} characters)")
        if self.maximum is not None and len(text) > self.maximum:
            raise ValueError(f"is too long (maximum is {self.maximum} characters)")
        if not re.fullmatch(self.pattern, text):
            raise ValueError(INVALID)
        return text


def storable(text: str) -> bool:
    """Tell whether a text is free of U+0000 and lone surrogates (GEN-17)."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def read_whole_number(text: object, minimum: int, maximum: int) -> int | None:
    """Read ASCII decimal digits: None for anything else, and out of range."""
    digits = DECIMAL_DIGITS.fullmatch(text) if isinstance(text, str) else None
    number = int(digits[1]) if digits else None
    return number if number is not None and minimum <= number <= maximum else None


def whole_number(minimum: int, maximum: int) -> Check:
    """Return a check of a number in a query (GEN-23)."""

    def check(value: object) -> int:
        number = read_whole_number(value, minimum, maximum)
        if number is None:
            raise ValueError(f"must be a whole number from {minimum} to {maximum}")
        return number

    return check


def filter_text(value: object) -> object:
    """Check a text that a list is narrowed by, blank or not (GEN-17)."""
    if not storable(str(value)):
        raise ValueError(INVALID)
    return value


View = Callable[[Call], Answer]


def atomic(view: View) -> View:
    """Run a view, its checks included, as the only writer: nothing can change in between."""

    @wraps(view)
    def run(call: Call) -> Answer:
        with call.database.transaction():
            return view(call)

    return run


class Resource:
    """The operations of one path, by method."""

    def __init__(self, views: Mapping[str, View]) -> None:
        self.views = views

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the view of the request's method."""
        request = Request(scope, receive)
        if request.method not in self.views:
            allowed = {"Allow": ", ".join(self.views)}
            raise Problem(405, {"method": "not allowed"}, allowed)
        content = await read_body(request)
        status, body = await run_in_threadpool(self._run, request, content)
        response = Response(status_code=status) if body is None else JSONResponse(body, status)
        await response(scope, receive, send)

    def _run(self, request: Request, content: bytes) -> Answer:
        with closing(Database()) as database:
            request.scope["database"] = database
            return self.views[request.method](Call(request, content, database))


async def read_body(request: Request) -> bytes:
    """Read a body to its end, or until it is too large though it did not say so (GEN-14)."""
    content = bytearray()
    try:
        async for chunk in request.stream():
            content += chunk
            if len(content) > LARGEST_BODY:
                raise Problem(413, {"body": "is too large"})
    except ClientDisconnect as error:
        raise Problem(422, {"body": INVALID}) from error
    return bytes(content)


class Surroundings:
    """Turns away bodies that are too large by what they declare, and tells times (OPS-3)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or hand it on."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started = perf_counter()

        async def send_with_timing(message: Message) -> None:
            if message["type"] == "http.response.start" and SETTINGS.server_timing:
                total = (perf_counter() - started) * 1000
                MutableHeaders(scope=message)["Server-Timing"] = show_timing(scope, total)
            await send(message)

        size = Headers(scope=scope).get("content-length", "")
        too_large = size.isdecimal() and int(size) > LARGEST_BODY
        app = respond(Problem(413, {"body": "is too large"})) if too_large else self.app
        return await app(scope, receive, send_with_timing)


def show_timing(scope: Scope, milliseconds: float) -> str:
    """Return the value of `Server-Timing` for a request that took so long (OPS-3)."""
    database: Database | None = scope.get("database")
    queries, seconds = (database.queries, database.seconds) if database else (0, 0.0)
    spent = f"db;dur={seconds * 1000:.1f}"
    return f'app;dur={milliseconds:.1f}, {spent};desc="{queries} queries"'


class CrossOrigin(CORSMiddleware):
    """Lets pages of other hosts call from a browser (GEN-19, GEN-20)."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """Answer 200 always: what is allowed is in the headers, and the browser is the judge."""
        response = super().preflight_response(request_headers)
        response.status_code = 200
        return response


# Accounts (ACC-1 to ACC-15)

ALGORITHM = "HS256"
HASHER = PasswordHasher(
    time_cost=SETTINGS.argon2_time_cost, memory_cost=SETTINGS.argon2_memory_kib, parallelism=1
)
HASH_OF_NOBODY = HASHER.hash("nobody's password")

ACCOUNT: dict[str, Check] = {
    "username": Text(64, pattern=r"[^/\x00-\x1f\x7f]+"),
    "email": Text(254, pattern=r"[^@\s]+@[^@\s]+"),
    "password": Text(128, minimum=8, kept=True),
}
PROFILE: dict[str, Check] = {
    "bio": Text(1000, nullable=True),
    "image": Text(2048, nullable=True),
}


def read_token(token: str) -> int:
    """Return the id of the user whom a token names: 401 for one that is no good (GEN-6)."""
    try:
        claims = jwt.decode(
            token, SETTINGS.secret_key, [ALGORITHM], options={"require": ["exp", "sub"]}
        )
    except (jwt.PyJWTError, RecursionError, OverflowError) as error:
        raise Problem(401, {"token": INVALID}) from error
    user_id = read_whole_number(claims["sub"], 1, LARGEST_ID)
    if user_id is None:
        raise Problem(401, {"token": INVALID})
    return user_id


def show_user(user: sqlite3.Row) -> dict[str, object]:
    """Show a user their account with a fresh token (ACC-8)."""
    issued = datetime.now(UTC)
    claims = {"sub": str(user["id"]), "iat": issued, "exp": issued + SETTINGS.token_lifetime}
    token = jwt.encode(claims, SETTINGS.secret_key, ALGORITHM)
    shown = {key: user[key] for key in ("email", "username", "bio", "image")}
    return {"user": shown | {"token": token}}


def refuse_taken(call: Call, wanted: Mapping[str, str], besides: int = 0) -> None:
    """Answer 409 with every name that somebody has, besides one (ACC-2, ACC-15)."""
    holders = call.database.select(
        "SELECT email, username FROM users"
        " WHERE (email = :email OR username = :username) AND id <> :besides",
        email=wanted.get("email"),
        username=wanted.get("username"),
        besides=besides,
    )
    keys = ("email", "username")
    if taken := [key for key in keys if wanted.get(key) in [each[key] for each in holders]]:
        raise Problem(409, dict.fromkeys(taken, "has already been taken"))


def login(call: Call) -> Answer:
    """Log in with e-mail address and password (ACC-7)."""
    given = call.fields("user", {"email": Text(), "password": Text(kept=True)})
    user = call.database.find("SELECT * FROM users WHERE email = :email", email=given["email"])
    try:
        # Nobody takes as long as anybody else, so that nobody can tell it from outside.
        HASHER.verify(user["password"] if user else HASH_OF_NOBODY, given["password"])
    except VerifyMismatchError:
        user = None
    if user is None:
        raise Problem(401, {"credentials": "invalid"})
    return 200, show_user(user)


def create_user(call: Call) -> Answer:
    """Register a user (ACC-1)."""
    given = call.fields("user", ACCOUNT)
    given["password"] = HASHER.hash(given["password"])  # before anybody is kept waiting
    with call.database.transaction():
        refuse_taken(call, given)
        user_id = call.database.insert(
            "INSERT INTO users (email, username, password, created_at, updated_at)"
            " VALUES (:email, :username, :password, :moment, :moment)",
            moment=str(now()),
            **given,
        )
        return 201, show_user(get_user(call, user_id))


def get_current_user(call: Call) -> Answer:
    """Get the user whom the token names."""
    return 200, show_user(call.require_viewer())


def update_current_user(call: Call) -> Answer:
    """Change some of one's own account (ACC-9)."""
    viewer = call.require_viewer()
    changes = call.fields("user", ACCOUNT | PROFILE, optional=ACCOUNT | PROFILE)
    if not changes:
        return 200, show_user(viewer)
    if "password" in changes:
        changes["password"] = HASHER.hash(changes["password"])
    with call.database.transaction():
        viewer = call.require_viewer()  # who may be gone since
        refuse_taken(call, changes, besides=viewer["id"])
        call.database.change(
            "UPDATE users SET email = :email, username = :username, password = :password,"
            " bio = :bio, image = :image, updated_at = :moment WHERE id = :id",
            **{key: viewer[key] for key in ("id", *ACCOUNT, *PROFILE)} | changes,
            moment=str(now()),
        )
        return 200, show_user(get_user(call, viewer["id"]))


def get_user(call: Call, user_id: int) -> sqlite3.Row:
    """Return a user who is there."""
    (user,) = call.database.select("SELECT * FROM users WHERE id = :id", id=user_id)
    return user


# Profiles (PRO-1 to PRO-5)


def find_profile(call: Call, viewer: sqlite3.Row | None) -> sqlite3.Row:
    """Return the user whom the path names, as the viewer sees them: 404 for nobody (PRO-2)."""
    profile = call.database.find(
        "SELECT *, EXISTS (SELECT 1 FROM follows"
        " WHERE follower_id = :viewer AND followed_id = users.id) AS following"
        " FROM users WHERE username = :username",
        username=call.named("username", "profile"),
        viewer=viewer and viewer["id"],
    )
    if profile is None:
        raise Problem(404, {"profile": "not found"})
    return profile


def show_profile(row: sqlite3.Row) -> dict[str, object]:
    """Show what a viewer sees of a user (PRO-1)."""
    shown = {key: row[key] for key in ("username", "bio", "image")}
    return shown | {"following": bool(row["following"])}


def get_profile_by_username(call: Call) -> Answer:
    """Get a user's profile."""
    return 200, {"profile": show_profile(find_profile(call, call.find_viewer()))}


@atomic
def follow_user_by_username(call: Call) -> Answer:
    """Follow a user; once more changes nothing (PRO-3)."""
    viewer = call.require_viewer()
    call.database.change(
        "INSERT INTO follows (follower_id, followed_id) VALUES (:viewer, :id)"
        " ON CONFLICT DO NOTHING",
        viewer=viewer["id"],
        id=find_profile(call, viewer)["id"],
    )
    return 200, {"profile": show_profile(find_profile(call, viewer))}


@atomic
def unfollow_user_by_username(call: Call) -> Answer:
    """Stop following a user; once more changes nothing (PRO-3)."""
    viewer = call.require_viewer()
    call.database.change(
        "DELETE FROM follows WHERE follower_id = :viewer AND followed_id = :id",
        viewer=viewer["id"],
        id=find_profile(call, viewer)["id"],
    )
    return 200, {"profile": show_profile(find_profile(call, viewer))}


# Articles (ART-1 to ART-23)

MOST_TAGS = 50
TAG = Text(64, nullable=True)
SUFFIX_ALPHABET = string.ascii_lowercase + string.digits
SUFFIX_LENGTH = 6
LONGEST_SLUG = 248

# An article with its author and tags, and what the viewer has to do with them (ART-16, ART-23).
SEEN_ARTICLES = """
SELECT articles.*, users.username, users.bio, users.image,
  EXISTS (SELECT 1 FROM follows
          WHERE follower_id = :viewer AND followed_id = author_id) AS following,
  EXISTS (SELECT 1 FROM favorites
          WHERE user_id = :viewer AND article_id = articles.id) AS favorited,
  (SELECT count(*) FROM favorites WHERE article_id = articles.id) AS favorites_count,
  (SELECT json_group_array(name) FROM article_tags WHERE article_id = articles.id) AS tags
FROM articles JOIN users ON users.id = author_id
"""
COUNTED_ARTICLES = "SELECT count(*) AS n FROM articles"
MATCHING = """
WHERE (:tag IS NULL OR articles.id IN (SELECT article_id FROM article_tags WHERE name = :tag))
  AND (:author IS NULL OR author_id IN (SELECT id FROM users WHERE username = :author))
  AND (:favorited IS NULL OR articles.id IN (
       SELECT article_id FROM favorites JOIN users AS fans ON fans.id = user_id
       WHERE fans.username = :favorited))
"""
FOLLOWED = " WHERE author_id IN (SELECT followed_id FROM follows WHERE follower_id = :viewer)"
PAGE = " ORDER BY articles.created_at DESC, articles.id DESC LIMIT :limit OFFSET :offset"


def tag_list(value: object) -> list[str]:
    """Check a list of tags, and trim, sort and thin it out (ART-5, ART-6)."""
    if value is None:
        raise ValueError(BLANK)
    if not isinstance(value, list) or len(value) > MOST_TAGS or None in value:
        raise ValueError(INVALID)
    tags = {TAG(tag) for tag in value}
    return sorted(tag for tag in tags if tag)


ARTICLE: dict[str, Check] = {
    "title": Text(200),
    "description": Text(1000),
    "body": Text(100_000, kept=True),
    "tagList": tag_list,
}


def slugify(title: str) -> str:
    """Return a title in ASCII kebab case; nothing may be left of it (ART-3)."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9_\s-]", "", ascii_only)
    return re.sub(r"[\s-]+", "-", words).strip("-_")[:LONGEST_SLUG].rstrip("-_")


def find_free_slug(call: Call, title: str) -> str:
    """Return the title's slug, with a random suffix where it is no use as it is (ART-4)."""
    slug = candidate = slugify(title)
    taken = "SELECT 1 FROM articles WHERE slug = :slug"
    while candidate in {"", "feed"} or call.database.find(taken, slug=candidate):
        suffix = "".join(secrets.choice(SUFFIX_ALPHABET) for _ in range(SUFFIX_LENGTH))
        candidate = f"{slug}-{suffix}" if slug else suffix
    return candidate


def find_article(call: Call, slug: str, viewer: sqlite3.Row | None) -> sqlite3.Row:
    """Return an article as the viewer sees it: 404 where there is none (ART-19)."""
    article = call.database.find(
        SEEN_ARTICLES + " WHERE slug = :slug", slug=slug, viewer=viewer and viewer["id"]
    )
    if article is None:
        raise Problem(404, {"article": "not found"})
    return article


def load_article(call: Call, viewer: sqlite3.Row | None) -> sqlite3.Row:
    """Return the article that the path names, as the viewer sees it."""
    return find_article(call, call.named("slug", "article"), viewer)


def load_own_article(call: Call, viewer: sqlite3.Row) -> sqlite3.Row:
    """Return the article that the path names: 403 where somebody else wrote it (ART-11)."""
    article = load_article(call, viewer)
    if article["author_id"] != viewer["id"]:
        raise Problem(403, {"article": "forbidden"})
    return article


def show_preview(article: sqlite3.Row) -> dict[str, object]:
    """Show an article in a list, without its body (ART-13)."""
    return {key: article[key] for key in ("slug", "title", "description")} | {
        "tagList": sorted(json.loads(article["tags"])),
        "createdAt": show_time(article["created_at"]),
        "updatedAt": show_time(article["updated_at"]),
        "favorited": bool(article["favorited"]),
        "favoritesCount": article["favorites_count"],
        "author": show_profile(article),
    }


def show_article(article: sqlite3.Row) -> dict[str, object]:
    """Show an article in its envelope."""
    return {"article": show_preview(article) | {"body": article["body"]}}


def show_page(call: Call, condition: str, **values: object) -> dict[str, object]:
    """Show a page of the articles that meet a condition, and how many there are (GEN-24)."""
    (counted,) = call.database.select(COUNTED_ARTICLES + condition, **values)
    articles = call.database.select(SEEN_ARTICLES + condition + PAGE, **values)
    previews = [show_preview(article) for article in articles]
    return {"articles": previews, "articlesCount": counted["n"]}


def write_tags(call: Call, article_id: int, tags: list[str]) -> None:
    """Have an article carry these tags and no others (ART-8)."""
    call.database.change("DELETE FROM article_tags WHERE article_id = :id", id=article_id)
    call.database.change(
        "INSERT INTO article_tags (article_id, name) SELECT :id, value FROM json_each(:tags)",
        id=article_id,
        tags=json.dumps(tags),
    )


def get_articles(call: Call) -> Answer:
    """List articles, newest first (ART-12, ART-14)."""
    viewer = call.find_viewer()
    page = call.page(tag=filter_text, author=filter_text, favorited=filter_text)
    return 200, show_page(call, MATCHING, viewer=viewer and viewer["id"], **page)


@atomic
def create_article(call: Call) -> Answer:
    """Publish an article (ART-1)."""
    viewer = call.require_viewer()
    given = call.fields("article", ARTICLE, optional=["tagList"])
    tags = given.pop("tagList", [])
    slug = find_free_slug(call, given["title"])
    article_id = call.database.insert(
        "INSERT INTO articles (author_id, slug, title, description, body, created_at, updated_at)"
        " VALUES (:author, :slug, :title, :description, :body, :moment, :moment)",
        author=viewer["id"],
        slug=slug,
        moment=str(now()),
        **given,
    )
    write_tags(call, article_id, tags)
    return 201, show_article(find_article(call, slug, viewer))


def get_articles_feed(call: Call) -> Answer:
    """List articles of followed authors, newest first (ART-15)."""
    viewer = call.require_viewer()
    return 200, show_page(call, FOLLOWED, viewer=viewer["id"], **call.page())


def get_article(call: Call) -> Answer:
    """Get an article."""
    return 200, show_article(load_article(call, call.find_viewer()))


@atomic
def update_article(call: Call) -> Answer:
    """Change some of one's own article (ART-7)."""
    viewer = call.require_viewer()
    article = load_own_article(call, viewer)
    changes = call.fields("article", ARTICLE, optional=ARTICLE)
    if not changes:
        return 200, show_article(article)
    if "tagList" in changes:
        write_tags(call, article["id"], changes.pop("tagList"))
    values = {key: article[key] for key in ("id", "slug", "title", "description", "body")} | changes
    if slugify(values["title"]) != slugify(article["title"]):
        values["slug"] = find_free_slug(call, values["title"])
    call.database.change(
        "UPDATE articles SET slug = :slug, title = :title, description = :description,"
        " body = :body, updated_at = :moment WHERE id = :id",
        moment=str(now()),
        **values,
    )
    return 200, show_article(find_article(call, values["slug"], viewer))


@atomic
def delete_article(call: Call) -> Answer:
    """Delete one's own article, with all that hangs on it (ART-20)."""
    article = load_own_article(call, call.require_viewer())
    call.database.change("DELETE FROM articles WHERE id = :id", id=article["id"])
    return 204, None


@atomic
def create_article_favorite(call: Call) -> Answer:
    """Favourite an article; once more changes nothing (ART-17)."""
    viewer = call.require_viewer()
    call.database.change(
        "INSERT INTO favorites (user_id, article_id) VALUES (:viewer, :id) ON CONFLICT DO NOTHING",
        viewer=viewer["id"],
        id=load_article(call, viewer)["id"],
    )
    return 200, show_article(load_article(call, viewer))


@atomic
def delete_article_favorite(call: Call) -> Answer:
    """Take an article off one's favourites; once more changes nothing (ART-17)."""
    viewer = call.require_viewer()
    call.database.change(
        "DELETE FROM favorites WHERE user_id = :viewer AND article_id = :id",
        viewer=viewer["id"],
        id=load_article(call, viewer)["id"],
    )
    return 200, show_article(load_article(call, viewer))


# Comments (COM-1 to COM-5)

SEEN_COMMENTS = """
SELECT comments.*, users.username, users.bio, users.image,
  EXISTS (SELECT 1 FROM follows
          WHERE follower_id = :viewer AND followed_id = author_id) AS following
FROM comments JOIN users ON users.id = author_id WHERE article_id = :article
"""


def show_comment(comment: sqlite3.Row) -> dict[str, object]:
    """Show a comment with its author as the viewer sees them (COM-1)."""
    return {
        "id": comment["id"],
        "createdAt": show_time(comment["created_at"]),
        "updatedAt": show_time(comment["updated_at"]),
        "body": comment["body"],
        "author": show_profile(comment),
    }


def get_article_comments(call: Call) -> Answer:
    """List an article's comments, newest first (COM-2)."""
    viewer = call.find_viewer()
    comments = call.database.select(
        SEEN_COMMENTS + " ORDER BY comments.created_at DESC, comments.id DESC",
        article=load_article(call, viewer)["id"],
        viewer=viewer and viewer["id"],
    )
    return 200, {"comments": [show_comment(comment) for comment in comments]}


@atomic
def create_article_comment(call: Call) -> Answer:
    """Create a comment for an article; its times are equal (COM-5)."""
    viewer = call.require_viewer()
    article = load_article(call, viewer)
    given = call.fields("comment", {"body": Text(10_000, kept=True)})
    comment_id = call.database.insert(
        "INSERT INTO comments (article_id, author_id, body, created_at, updated_at)"
        " VALUES (:article, :author, :body, :moment, :moment)",
        article=article["id"],
        author=viewer["id"],
        moment=str(now()),
        **given,
    )
    return 201, {"comment": show_comment(find_comment(call, article, comment_id, viewer))}


@atomic
def delete_article_comment(call: Call) -> Answer:
    """Delete one's own comment (COM-3)."""
    viewer = call.require_viewer()
    article = load_article(call, viewer)
    comment_id = read_whole_number(call.request.path_params["id"], 1, LARGEST_ID)
    comment = find_comment(call, article, comment_id, viewer)
    if comment["author_id"] != viewer["id"]:
        raise Problem(403, {"comment": "forbidden"})
    call.database.change("DELETE FROM comments WHERE id = :id", id=comment_id)
    return 204, None


def find_comment(
    call: Call, article: sqlite3.Row, comment_id: int | None, viewer: sqlite3.Row
) -> sqlite3.Row:
    """Return a comment on this article: 404 where there is none (COM-4)."""
    comment = call.database.find(
        SEEN_COMMENTS + " AND comments.id = :id",
        id=comment_id,
        article=article["id"],
        viewer=viewer["id"],
    )
    if comment is None:
        raise Problem(404, {"comment": "not found"})
    return comment


# Tags (TAG-1 to TAG-3)


def get_tags(call: Call) -> Answer:
    """List the tags in use, most used first, then by code points (TAG-2)."""
    tags = call.database.select(
        "SELECT name FROM article_tags GROUP BY name ORDER BY count(*) DESC, name"
    )
    return 200, {"tags": [tag["name"] for tag in tags]}


# Operation (OPS-1 to OPS-9)


async def get_health(_: Request) -> Response:
    """Answer while the process is up, whatever the database does (OPS-1)."""
    return JSONResponse({"status": "ok"})


def get_readiness(_: Request) -> Response:
    """Answer when the database is reachable and holds every column (OPS-2)."""
    with closing(sqlite3.connect(":memory:")) as example:
        example.executescript(TABLES)
        wanted = {name for (name,) in example.execute(COLUMNS)}
    try:
        with closing(Database()) as database:
            present = {name for (name,) in database.select(COLUMNS)}
    except sqlite3.Error:
        return respond(Problem(503, {"database": "is unreachable"}))
    if not wanted <= present:
        return respond(Problem(503, {"database": "is not migrated"}))
    return JSONResponse({"status": "ready"})


OPERATIONS: dict[str, dict[str, View]] = {
    "/api/users/login": {"POST": login},
    "/api/users": {"POST": create_user},
    "/api/user": {"GET": get_current_user, "PUT": update_current_user},
    "/api/profiles/{username}": {"GET": get_profile_by_username},
    "/api/profiles/{username}/follow": {
        "POST": follow_user_by_username,
        "DELETE": unfollow_user_by_username,
    },
    "/api/articles": {"GET": get_articles, "POST": create_article},
    "/api/articles/feed": {"GET": get_articles_feed},
    "/api/articles/{slug}": {"GET": get_article, "PUT": update_article, "DELETE": delete_article},
    "/api/articles/{slug}/favorite": {
        "POST": create_article_favorite,
        "DELETE": delete_article_favorite,
    },
    "/api/articles/{slug}/comments": {"GET": get_article_comments, "POST": create_article_comment},
    "/api/articles/{slug}/comments/{id}": {"DELETE": delete_article_comment},
    "/api/tags": {"GET": get_tags},
}


def create_app() -> ASGIApp:
    """Mount every path, and wrap the whole, so that the answer to a fault is wrapped as well."""
    api = Starlette(
        routes=[
            *(Route(path, Resource(views)) for path, views in OPERATIONS.items()),
            Route("/healthz", get_health),
            Route("/readyz", get_readiness),
        ],
        exception_handlers={
            Problem: answer_problem,
            HTTPException: answer_unknown_path,
            sqlite3.OperationalError: answer_database_error,
            Exception: answer_fault,
        },
    )
    api.router.redirect_slashes = False  # GEN-21
    return CrossOrigin(
        Surroundings(api),
        allow_origins=SETTINGS.origins,
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "X-Requested-With"],
    )


app = create_app()

if __name__ == "__main__":
    migrate()
