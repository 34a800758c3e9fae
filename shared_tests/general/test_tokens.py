"""Who asks: tokens that are missing, no good, or written in another way."""

from collections.abc import Sequence
from typing import Unpack

import jwt
import pytest

from harness.specification import Operation
from harness.targets import Target
from shared_tests.client import Account, Caller, refusal
from shared_tests.general.stage import (
    WITH_OPTIONAL_TOKEN,
    WITH_TOKEN,
    WITHOUT_TOKEN,
    Options,
    Stage,
    everywhere,
    success,
)
from shared_tests.general.tokens import (
    ANYBODYS,
    FORGERIES,
    SOME,
    Forgery,
    claims_of,
    signed,
)
from shared_tests.inputs import BAD_TOKEN, NO_TOKEN
from shared_tests.rules import level, rule

NO_KEY = "the tests that mint tokens need --secret-key"

NOT_A_TOKEN = [
    pytest.param("", id="empty"),
    pytest.param("Token", id="token-without-value"),
    pytest.param("Bearer", id="bearer-without-value"),
    pytest.param("Basic {}", id="basic"),
    pytest.param("Digest {}", id="digest"),
    pytest.param("JWT {}", id="jwt"),
    pytest.param("Tokens {}", id="nearly-the-scheme"),
    pytest.param("Token:{}", id="colon"),
    pytest.param("Token={}", id="equals-sign"),
    pytest.param("{}", id="without-scheme"),
]
"""What `Authorization` may carry without carrying a token; {} stands for a good one."""

SPELLINGS = ["Token {}", "token {}", "TOKEN {}", "Bearer {}", "bearer {}", "bEARER {}"]


def forged(stage: Stage, forgery: Forgery) -> dict[str, bytes]:
    """Return the header with a token that is no good, made from a good one of the author's."""
    key = stage.author.target.secret_key
    if forgery.needs_key and key is None:
        pytest.skip(NO_KEY)
    token = forgery.make(claims_of(stage.author.token), key or "")
    return {"Authorization": b"Token " + (token if isinstance(token, bytes) else token.encode())}


def seen(
    stage: Stage, operations: Sequence[Operation], caller: Caller, **options: Unpack[Options]
) -> dict[str, object]:
    """Return what operations that read show to a caller, of lists only the author's articles."""
    options["params"] = {"author": stage.author.username}
    return {
        operation.id: stage.call(operation, caller, **options).json() for operation in operations
    }


@rule("GEN-5")
def test_401_without_a_token(standing: Stage, anonymous: Caller) -> None:
    refusals = standing.refusals(WITH_TOKEN, anonymous)

    assert refusals == everywhere(WITH_TOKEN, NO_TOKEN)


@rule("GEN-8")
@level("SHOULD")
@pytest.mark.parametrize("value", NOT_A_TOKEN)
def test_401_something_else_than_a_token(standing: Stage, anonymous: Caller, value: str) -> None:
    headers = {"Authorization": value.format(standing.author.token)}

    refusals = standing.refusals(WITH_TOKEN, anonymous, headers=headers)

    assert refusals == everywhere(WITH_TOKEN, NO_TOKEN)


@rule("GEN-6")
@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_401_with_a_bad_token(standing: Stage, forgery: Forgery) -> None:
    refusals = standing.refusals(WITH_TOKEN, headers=forged(standing, forgery))

    assert refusals == everywhere(WITH_TOKEN, BAD_TOKEN)


@rule("GEN-6")
@pytest.mark.parametrize("part", [1, 2], ids=["payload", "signature"])
def test_401_with_a_part_of_somebody_elses_token(alice: Account, bob: Account, part: int) -> None:
    parts, others = alice.token.split("."), bob.token.split(".")
    if len(parts) != 3:
        pytest.skip("its tokens do not have three parts")
    parts[part] = others[part]

    response = alice.with_token(".".join(parts)).call("getCurrentUser")

    assert refusal(response) == BAD_TOKEN


@rule("GEN-7")
@pytest.mark.parametrize("forgery", SOME, ids=lambda forgery: forgery.name)
def test_200_a_bad_token_counts_as_none_where_none_is_needed(
    standing: Stage, anonymous: Caller, forgery: Forgery
) -> None:
    found = seen(standing, WITH_OPTIONAL_TOKEN, anonymous, headers=forged(standing, forgery))

    assert found == seen(standing, WITH_OPTIONAL_TOKEN, anonymous)


@rule("GEN-8")
@level("SHOULD")
@pytest.mark.parametrize("value", NOT_A_TOKEN)
def test_200_something_else_than_a_token_counts_as_none(
    standing: Stage, anonymous: Caller, value: str
) -> None:
    headers = {"Authorization": value.format(standing.author.token)}

    found = seen(standing, WITH_OPTIONAL_TOKEN, anonymous, headers=headers)

    assert found == seen(standing, WITH_OPTIONAL_TOKEN, anonymous)


@pytest.mark.parametrize("forgery", ANYBODYS[::4], ids=lambda forgery: forgery.name)
def test_a_token_is_not_looked_at_where_none_is_taken(standing: Stage, forgery: Forgery) -> None:
    statuses = standing.statuses(WITHOUT_TOKEN, headers=forged(standing, forgery))

    assert statuses == success(WITHOUT_TOKEN)


@rule("GEN-8")
@level("SHOULD")
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_either_scheme_in_any_case(stage: Stage, anonymous: Caller, spelling: str) -> None:
    headers = {"Authorization": spelling.format(stage.author.token)}

    statuses = stage.statuses(WITH_TOKEN, anonymous, headers=headers)

    assert statuses == success(WITH_TOKEN)


@rule("GEN-8")
@level("SHOULD")
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_200_either_scheme_tells_who_is_looking(
    stage: Stage, anonymous: Caller, spelling: str
) -> None:
    stage.author.call("followUserByUsername", username=stage.author.username)
    headers = {"Authorization": spelling.format(stage.author.token)}

    found = seen(stage, WITH_OPTIONAL_TOKEN, anonymous, headers=headers)

    assert found == seen(stage, WITH_OPTIONAL_TOKEN, stage.author)
    assert found != seen(stage, WITH_OPTIONAL_TOKEN, anonymous)


@rule("GEN-6", "ACC-8")
def test_200_a_token_is_what_the_key_signs(standing: Stage, target: Target) -> None:
    """The forgeries above differ from this one in nothing but their flaw."""
    if target.secret_key is None:
        pytest.skip(NO_KEY)
    claims = jwt.decode(standing.author.token, target.secret_key, ["HS256"])

    caller = standing.author.with_token(signed(claims, target.secret_key))

    assert caller.call("getCurrentUser").status_code == 200
