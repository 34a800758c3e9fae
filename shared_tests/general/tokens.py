"""Tokens that are no good, each in its own way."""

import base64
import json
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt

Claims = dict[str, Any]

ALGORITHM = "HS256"
HOUR_SECONDS = 3600
FOREIGN_KEY = "a key that no implementation under test signs its tokens with"
NESTED_DEPTH = 2500
"""Deeper than Python reads, and still within the 8 KiB that servers allow a header."""


@dataclass(frozen=True)
class Forgery:
    """A way to make a token that is no good."""

    name: str
    make: Callable[[Claims, str], str | bytes]
    """Takes the claims of a good token, and the key where it is known."""
    needs_key: bool = False
    """Whether it is only told from a good token when signed with the right key."""


def claims_of(token: str) -> Claims:
    """Return what a token says; what ours would say when it is of a kind of its own."""
    try:
        return dict(jwt.decode(token, options={"verify_signature": False}))
    except jwt.DecodeError:
        return {"sub": "1", "exp": int(time.time()) + HOUR_SECONDS}


def signed(claims: Claims, key: str, algorithm: str = ALGORITHM) -> str:
    """Return a token with these claims."""
    with warnings.catch_warnings():
        # HS512 would like a longer key than an implementation needs for HS256.
        warnings.simplefilter("ignore", jwt.InsecureKeyLengthWarning)
        return jwt.encode(claims, key, algorithm)


def encoded(data: bytes) -> str:
    """Return data as a part of a token: base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _with_header(header: bytes) -> Callable[[Claims, str], str]:
    return lambda claims, _: f"{encoded(header)}.{encoded(json.dumps(claims).encode())}.AAAA"


def _with_payload(payload: bytes) -> Callable[[Claims, str], str]:
    return lambda _, key: jwt.PyJWS().encode(payload, key, ALGORITHM)


def _with_claim(**changed: object) -> Callable[[Claims, str], str]:
    return lambda claims, key: jwt.PyJWS().encode(
        json.dumps(claims | changed).encode(), key, ALGORITHM
    )


def _without_claim(name: str) -> Callable[[Claims, str], str]:
    def make(claims: Claims, key: str) -> str:
        return signed({key: claims[key] for key in claims if key != name}, key)

    return make


def _parts(claims: Claims) -> list[str]:
    return signed(claims, FOREIGN_KEY).split(".")


ANYBODYS = [
    Forgery("garbage", lambda *_: "garbage"),
    Forgery("two-words", lambda *_: "two words"),
    Forgery("only-dots", lambda *_: ".."),
    Forgery("not-base64", lambda *_: "!!!.???.***"),
    Forgery("not-ascii", lambda *_: b"t\xc3\xb6ken"),
    Forgery("not-utf-8", lambda *_: b"\xff\xfe\xfd"),
    Forgery("long", lambda *_: "x" * 4000),
    Forgery("signed-with-another-key", lambda claims, _: signed(claims, FOREIGN_KEY)),
    Forgery("unsigned", lambda claims, _: jwt.encode(claims, None, "none")),
    Forgery("unsigned-in-capitals", _with_header(b'{"alg":"NONE","typ":"JWT"}')),
    Forgery("without-signature", lambda claims, _: ".".join(_parts(claims)[:2])),
    Forgery("with-empty-signature", lambda claims, _: ".".join([*_parts(claims)[:2], ""])),
    Forgery("with-four-parts", lambda claims, _: ".".join([*_parts(claims), "AAAA"])),
    Forgery("header-no-json", _with_header(b"{")),
    Forgery("header-no-object", _with_header(b"[]")),
    Forgery("header-without-algorithm", _with_header(b"{}")),
    Forgery("header-nested-deeply", _with_header(b"[" * NESTED_DEPTH)),
    Forgery("header-of-5000-digits", _with_header(b'{"alg":' + b"1" * 5000 + b"}")),
]
"""What anybody could send."""

SIGNED = [
    Forgery("expired", _with_claim(exp=int(time.time()) - HOUR_SECONDS), needs_key=True),
    Forgery("expiry-missing", _without_claim("exp"), needs_key=True),
    Forgery("expiry-null", _with_claim(exp=None), needs_key=True),
    Forgery("expiry-no-number", _with_claim(exp="tomorrow"), needs_key=True),
    Forgery("expiry-infinite", _with_payload(b'{"sub":"1","exp":1e999}'), needs_key=True),
    Forgery("expiry-nan", _with_payload(b'{"sub":"1","exp":NaN}'), needs_key=True),
    Forgery("subject-missing", _without_claim("sub"), needs_key=True),
    Forgery("subject-null", _with_claim(sub=None), needs_key=True),
    Forgery("subject-empty", _with_claim(sub=""), needs_key=True),
    Forgery("subject-a-name", _with_claim(sub="alice"), needs_key=True),
    Forgery("subject-a-fraction", _with_claim(sub="1.5"), needs_key=True),
    Forgery("subject-negative", _with_claim(sub="-1"), needs_key=True),
    Forgery("subject-a-list", _with_claim(sub=["1"]), needs_key=True),
    Forgery("subject-with-nul", _with_claim(sub="1\x00"), needs_key=True),
    Forgery("subject-of-nobody", _with_claim(sub=str(2**62)), needs_key=True),
    Forgery("subject-beyond-bigint", _with_claim(sub=str(2**63)), needs_key=True),
    Forgery("subject-of-5000-digits", _with_claim(sub="1" * 5000), needs_key=True),
    Forgery("payload-no-object", _with_payload(b"[]"), needs_key=True),
    Forgery("payload-no-json", _with_payload(b"{"), needs_key=True),
    Forgery("payload-not-utf-8", _with_payload(b'{"sub":"\xff"}'), needs_key=True),
    Forgery("payload-nested-deeply", _with_payload(b"[" * NESTED_DEPTH), needs_key=True),
    Forgery("hs384", lambda claims, key: signed(claims, key, "HS384"), needs_key=True),
    Forgery("hs512", lambda claims, key: signed(claims, key, "HS512"), needs_key=True),
]
"""What only an implementation's own key can sign."""

FORGERIES = [*ANYBODYS, *SIGNED]

TELLING = {"garbage", "unsigned", "signed-with-another-key", "header-nested-deeply", "expired"}
TELLING |= {"subject-missing", "subject-of-nobody", "subject-beyond-bigint", "hs512"}
SOME = [forgery for forgery in FORGERIES if forgery.name in TELLING]
"""Enough of them to tell that what refuses them all is asked."""
