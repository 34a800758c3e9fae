"""What every test can ask for: a target, people who call it, and things that they have made."""

from collections.abc import Iterator
from functools import partial

import httpx2
import pytest

from harness.targets import Target
from shared_tests import factories
from shared_tests.client import Account, Article, Caller, open_http_client, unique
from shared_tests.conversation import Conversation
from shared_tests.database import Database
from shared_tests.factories import NewAccount, NewArticle, NewComment

pytest_plugins = [
    "shared_tests.plugin",
    "shared_tests.compliance",
    "shared_tests.coverage_plugin",
    "shared_tests.mutants.plugin",
]


@pytest.fixture(scope="session")
def http_client(target: Target) -> Iterator[httpx2.Client]:
    """Yield the one HTTP client of this process and target; it keeps its connections open."""
    with open_http_client() as client:
        yield client


@pytest.fixture
def conversation(target: Target, request: pytest.FixtureRequest) -> Conversation:
    """Return the record of this test's exchanges, which the report of a failure shows."""
    conversation = Conversation(target)
    request.node.stash[Conversation.key] = conversation
    return conversation


@pytest.fixture
def anonymous(target: Target, http_client: httpx2.Client, conversation: Conversation) -> Caller:
    """Return a caller without a token."""
    return Caller(target, http_client, conversation)


@pytest.fixture
def database(target: Target) -> Database:
    """Return the target's database; where it is not known, the test is skipped."""
    if target.database_url is None:
        pytest.skip("looks into the database, which is known of booted panels only")
    return Database(target.database_url)


@pytest.fixture
def new_account(anonymous: Caller) -> NewAccount:
    """Return a function that registers a user: new_account(username=, email=, password=)."""
    return partial(factories.register, anonymous)


@pytest.fixture
def new_article() -> NewArticle:
    """Return a function that publishes: new_article(account, title=, body=, tags=)."""
    return factories.publish


@pytest.fixture
def new_comment() -> NewComment:
    """Return a function that comments: new_comment(account, article, body=)."""
    return factories.comment


@pytest.fixture
def alice(new_account: NewAccount) -> Account:
    """Return a fresh user."""
    return new_account(username=unique("alice-"))


@pytest.fixture
def bob(new_account: NewAccount) -> Account:
    """Return another fresh user."""
    return new_account(username=unique("bob-"))


@pytest.fixture
def article(alice: Account, new_article: NewArticle) -> Article:
    """Return a fresh article by alice, with two tags of its own."""
    return new_article(alice, tags=[unique("tag-"), unique("tag-")])
