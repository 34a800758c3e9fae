"""Who asks: tokens that are missing, no good, or written in another way."""

import httpx2
import jwt
import pytest

from harness.specification import Operation
from harness.targets import Target
from shared_tests.client import Account, Caller, refusal
from shared_tests.general.stage import (
    WITH_OPTIONAL_TOKEN,
    WITH_TOKEN,
    WITHOUT_TOKEN,
    Stage,
    operation_id,
)
from shared_tests.general.tokens import (
    ANYBODYS,
    FORGERIES,
    Forgery,
    claims_of,
    signed,
)
from shared_tests.inputs import BAD_TOKEN, NO_TOKEN
from shared_tests.rules import rule

NO_KEY = "the tests that mint tokens need --secret-key"

NOT_A_TOKEN = [
    pytest.param("", id="empty"),
    pytest.param("Token", id="token-without-value"),
    pytest.param("Bearer", id="bearer-without-value"),
    pytest.param("Token   ", id="token-and-blanks"),
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


def narrowed(stage: Stage, operation: Operation) -> dict[str, str]:
    """Return the query that keeps a list to the author's own articles; {} for what is no list."""
    return {"author": stage.author.username} if "author" in operation.query_parameters else {}


def call_forged(stage: Stage, operation: Operation, forgery: Forgery) -> httpx2.Response:
    """Call an operation with a token that is no good, all else being well."""
    key = stage.author.target.secret_key
    if forgery.needs_key and key is None:
        pytest.skip(NO_KEY)
    token = forgery.make(claims_of(stage.author.token), key or "")
    value = token if isinstance(token, bytes) else token.encode()
    headers = {"Authorization": b"Token " + value}
    return stage.call(operation, headers=headers, params=narrowed(stage, operation))


@rule("GEN-5")
@pytest.mark.parametrize("operation", WITH_TOKEN, ids=operation_id)
def test_401_without_a_token(standing: Stage, anonymous: Caller, operation: Operation) -> None:
    assert refusal(standing.call(operation, anonymous)) == NO_TOKEN


@rule("GEN-8")
@pytest.mark.parametrize("value", NOT_A_TOKEN)
@pytest.mark.parametrize("operation", WITH_TOKEN, ids=operation_id)
def test_401_something_else_than_a_token(
    standing: Stage, anonymous: Caller, operation: Operation, value: str
) -> None:
    headers = {"Authorization": value.format(standing.author.token)}

    assert refusal(standing.call(operation, anonymous, headers=headers)) == NO_TOKEN


@rule("GEN-6")
@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
@pytest.mark.parametrize("operation", WITH_TOKEN, ids=operation_id)
def test_401_with_a_bad_token(standing: Stage, operation: Operation, forgery: Forgery) -> None:
    assert refusal(call_forged(standing, operation, forgery)) == BAD_TOKEN


@rule("GEN-6")
@pytest.mark.parametrize("changed_part", [0, 1, 2], ids=["header", "payload", "signature"])
def test_401_with_a_part_of_another_token(
    standing: Stage, bob: Account, changed_part: int
) -> None:
    parts = standing.author.token.split(".")
    if len(parts) != 3:
        pytest.skip("the tokens have no three parts")
    foreign = signed(claims_of(bob.token), "somebody else's key of enough bytes", "HS384")
    parts[changed_part] = foreign.split(".")[changed_part]

    response = standing.author.with_token(".".join(parts)).call("getCurrentUser")

    assert refusal(response) == BAD_TOKEN


@rule("GEN-7")
@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
@pytest.mark.parametrize("operation", WITH_OPTIONAL_TOKEN, ids=operation_id)
def test_200_a_bad_token_counts_as_none_where_none_is_needed(
    standing: Stage, anonymous: Caller, operation: Operation, forgery: Forgery
) -> None:
    response = call_forged(standing, operation, forgery)

    assert response.status_code == 200
    without = standing.call(operation, anonymous, params=narrowed(standing, operation))
    assert response.json() == without.json()


@rule("GEN-8")
@pytest.mark.parametrize("value", NOT_A_TOKEN)
@pytest.mark.parametrize("operation", WITH_OPTIONAL_TOKEN, ids=operation_id)
def test_200_something_else_than_a_token_where_none_is_needed(
    standing: Stage, anonymous: Caller, operation: Operation, value: str
) -> None:
    headers = {"Authorization": value.format(standing.author.token)}

    assert standing.call(operation, anonymous, headers=headers).status_code == 200


@pytest.mark.parametrize("forgery", ANYBODYS, ids=lambda forgery: forgery.name)
@pytest.mark.parametrize("operation", WITHOUT_TOKEN, ids=operation_id)
def test_a_token_is_not_looked_at_where_none_is_taken(
    standing: Stage, operation: Operation, forgery: Forgery
) -> None:
    response = call_forged(standing, operation, forgery)

    assert response.status_code == operation.success_status


@rule("GEN-8")
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_200_either_scheme_in_any_case(standing: Stage, anonymous: Caller, spelling: str) -> None:
    headers = {"Authorization": spelling.format(standing.author.token)}

    response = anonymous.call("getCurrentUser", headers=headers)

    assert response.status_code == 200
    assert response.json()["user"]["username"] == standing.author.username


@rule("GEN-8")
@pytest.mark.parametrize("scheme", ["Token", "bearer"])
@pytest.mark.parametrize("operation", WITH_TOKEN, ids=operation_id)
def test_either_scheme_opens_every_operation(
    stage: Stage, anonymous: Caller, operation: Operation, scheme: str
) -> None:
    headers = {"Authorization": f"{scheme} {stage.author.token}"}

    response = stage.call(operation, anonymous, headers=headers)

    assert response.status_code == operation.success_status


@rule("GEN-8")
@pytest.mark.parametrize("operation", WITH_OPTIONAL_TOKEN, ids=operation_id)
def test_200_either_scheme_tells_the_viewer(
    stage: Stage, anonymous: Caller, operation: Operation
) -> None:
    stage.author.call("followUserByUsername", username=stage.author.username)
    params = narrowed(stage, operation)

    for scheme in ["Token", "Bearer"]:
        headers = {"Authorization": f"{scheme} {stage.author.token}"}
        response = stage.call(operation, anonymous, params=params, headers=headers)
        assert '"following":true' in response.text.replace(" ", "")


@rule("GEN-6", "ACC-8")
def test_200_a_token_is_what_the_key_signs(standing: Stage, target: Target) -> None:
    if target.secret_key is None:
        pytest.skip(NO_KEY)
    claims = claims_of(standing.author.token)
    jwt.decode(standing.author.token, target.secret_key, ["HS256"])

    caller = standing.author.with_token(signed(claims, target.secret_key))

    assert caller.call("getCurrentUser").status_code == 200
