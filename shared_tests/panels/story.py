"""A story over every operation, told so that two tellings of it can be compared."""

import json
import re
from dataclasses import dataclass
from typing import Any

from harness.specification import Operation
from shared_tests.client import ABSENT, Account, Caller, unique
from shared_tests.conversation import Conversation
from shared_tests.general.fields import envelope_of
from shared_tests.general.stage import OPERATIONS, Options

MASKS = [
    (r'"token":"[^"]+"', '"token":"(token)"'),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "(time)"),
    (r'"id":\d+', '"id":"(id)"'),
    (r"(?<=-name)-[a-z0-9]{6}(?=[\"'])", "-(random)"),
    (r"'id': \d+", "'id': (id)"),
]
"""What is another thing at each telling."""

LONGEST_QUESTION = 300
PASSWORD = "once upon a time"
TEXTS = ["Ünïcödé 🎉 שלום", '<b>&amp;</b> "quoted" \\ / \u2028 \x7f', "1", "null"]


FIELDS = ["username", "email", "password", "bio", "title", "description", "body", "tagList"]
BAD_FIELDS: list[dict[str, object]] = [
    {},
    dict.fromkeys(FIELDS, " "),
    dict.fromkeys(FIELDS, 7),
    dict.fromkeys(FIELDS, "x" * 100_001),
    dict.fromkeys(FIELDS, "\x00"),
    {"tagList": ["x" * 65, None, 7], "password": "short", "email": "a b@c"},
]
BAD_BODIES: list[Options] = [
    {"json": {}},
    {"json": []},
    {"content": b"{"},
    {"content": b"{}", "headers": {"Content-Type": "text/plain"}},
]


@dataclass(frozen=True)
class Line:
    """What was asked, and what was answered, but for what cannot be the same twice."""

    asked: str
    status: int
    media_type: str
    answer: object

    def __str__(self) -> str:
        """Return the line for people."""
        return f"{self.asked}\n    {self.status} {self.media_type} {self.answer}"


class Teller:
    """Tells the story to one panel, and writes it down."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.name = unique()
        self.lines: list[Line] = []

    def say(
        self, who: Caller, operation_id: str, body: object = ABSENT, **path: object
    ) -> dict[str, Any]:
        """Call an operation, write it down, and return what it answered."""
        return self.note(operation_id, who, {"json": body}, path)

    def note(
        self, operation_id: str, who: Caller, options: Options, path: dict[str, Any]
    ) -> dict[str, Any]:
        """Call an operation in any way, and write it down."""
        response = who.call(operation_id, **options, **path)
        asked = self.masked(f"{operation_id} {path} {options}")[:LONGEST_QUESTION]
        media_type = response.headers.get("content-type", "")
        answer = json.loads(self.masked(response.text)) if response.content else None
        self.lines.append(Line(asked, response.status_code, media_type, answer))
        found: dict[str, Any] = response.json() if response.content else {}
        return found

    def masked(self, text: str) -> str:
        """Return a text with a word in the place of everything that is new at each telling."""
        text = text.replace(self.name, "name")
        for pattern, mask in MASKS:
            text = re.sub(pattern, mask, text)
        return text

    def join(self, name: str) -> Account:
        """Register somebody and log them in."""
        user = {"email": f"{name}-{self.name}@example.org", "password": PASSWORD}
        self.say(self.caller, "createUser", {"user": {"username": f"{name} {self.name}", **user}})
        logged_in = self.say(self.caller, "login", {"user": user})["user"]
        return Account(self.caller, logged_in, PASSWORD)


def tell(caller: Caller) -> list[Line]:
    """Perform every operation, in success and in failure, and return all that was said."""
    # Hundreds of exchanges would bury a failure's own message: they are not shown.
    silent = Caller(caller.target, caller.http, Conversation(caller.target))
    teller = Teller(silent)
    jake, anna = teller.join("Jake"), teller.join("Анна")
    _tell_of_accounts(teller, jake, anna)
    slugs = _tell_of_articles(teller, jake, anna)
    _tell_of_comments(teller, jake, anna, slugs[0])
    _tell_of_refusals(teller, jake, anna, slugs[0])
    teller.say(jake, "deleteArticleFavorite", slug=slugs[0])
    teller.say(jake, "unfollowUserByUsername", username=anna.username)
    for slug in slugs:
        teller.say(anna, "deleteArticle", slug=slug)
    teller.say(jake, "getArticlesFeed")
    return teller.lines


def _tell_of_accounts(teller: Teller, jake: Account, anna: Account) -> None:
    for text in TEXTS:
        teller.say(anna, "updateCurrentUser", {"user": {"bio": text, "image": f"  {text}\n"}})
    teller.say(anna, "getCurrentUser")
    teller.say(anna, "updateCurrentUser", {"user": {}})
    for _ in range(2):
        teller.say(jake, "followUserByUsername", username=anna.username)
    everybody: list[Caller] = [teller.caller, jake, anna]
    for who in everybody:
        teller.say(who, "getProfileByUsername", username=anna.username)
        teller.say(who, "getProfileByUsername", username=f"nobody {teller.name}")


def _tell_of_articles(teller: Teller, jake: Account, anna: Account) -> list[str]:
    slugs = []
    for text in [*TEXTS, TEXTS[0]]:
        fields = {"title": f"{text} {teller.name}", "description": text, "body": f" {text} "}
        tags = {"tagList": [f"~b {teller.name}", f"~ä {teller.name}", " ", f"~b {teller.name} "]}
        created = teller.say(anna, "createArticle", {"article": fields | tags})
        slugs.append(created["article"]["slug"])
    teller.say(jake, "createArticleFavorite", slug=slugs[0])
    change = {"description": "Changed.", "tagList": [f"~z {teller.name}"]}
    teller.say(anna, "updateArticle", {"article": change}, slug=slugs[0])
    teller.say(anna, "updateArticle", {"article": {}}, slug=slugs[0])
    for who in [teller.caller, jake]:
        teller.say(who, "getArticle", slug=slugs[0])
        for name, value in {
            "author": anna.username,
            "tag": f"~b {teller.name}",
            "favorited": jake.username,
        }.items():
            for page in [{"limit": 2}, {"limit": 2, "offset": 1}, {"offset": 100}]:
                teller.note("getArticles", who, {"params": {name: value, **page}}, {})
    teller.say(jake, "getArticlesFeed")
    teller.say(jake, "getTags")
    return slugs


def _tell_of_comments(teller: Teller, jake: Account, anna: Account, slug: str) -> None:
    made = [
        teller.say(jake, "createArticleComment", {"comment": {"body": text}}, slug=slug)
        for text in TEXTS
    ]
    for who in [teller.caller, jake, anna]:
        teller.say(who, "getArticleComments", slug=slug)
    first = made[0]["comment"]["id"]
    for who in [anna, jake, jake]:
        teller.say(who, "deleteArticleComment", slug=slug, id=first)


def _tell_of_refusals(teller: Teller, jake: Account, anna: Account, slug: str) -> None:
    there: dict[str, object] = {"username": anna.username, "slug": slug, "id": 0}
    nowhere: dict[str, object] = {"username": "nobody", "slug": "no-such-slug", "id": "abc"}
    others: list[Caller] = [teller.caller, teller.caller.with_token("garbage"), jake]
    for operation in OPERATIONS:
        for names in [nowhere, there] if operation.path_parameters else [there]:
            path = {name: names[name] for name in operation.path_parameters}
            for who in others:
                teller.note(operation.id, who, {"json": {}} if operation.has_body else {}, path)
            for options in _bad_bodies(operation) if operation.has_body else [Options()]:
                teller.note(operation.id, anna, options, path)


def _bad_bodies(operation: Operation) -> list[Options]:
    enveloped: list[Options] = [{"json": {envelope_of(operation): each}} for each in BAD_FIELDS]
    return [*BAD_BODIES, *enveloped]
