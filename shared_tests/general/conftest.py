"""Scenes for the cross-cutting tests, and a watch over faults of the server."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest

from harness.targets import Target
from shared_tests import factories
from shared_tests.client import Account, Article, Caller
from shared_tests.conversation import Conversation, describe_exchange
from shared_tests.factories import NewComment
from shared_tests.general.crowd import CLIENTS
from shared_tests.general.shelf import Shelf, fill_shelf
from shared_tests.general.stage import Stage


@pytest.fixture(autouse=True)
def _no_fault_stays_unnoticed(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    conversation = request.node.stash.get(Conversation.key, None)
    for response in conversation.responses if conversation else ():
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            pytest.fail(f"a fault of the server\n\n{describe_exchange(response)}", pytrace=False)


@pytest.fixture
def stage(alice: Account, article: Article, new_comment: NewComment) -> Stage:
    """Return a fresh scene, to do with as a test likes."""
    return Stage(alice, article, new_comment(alice, article))


@pytest.fixture(scope="session")
def standing_by_target() -> dict[str, Stage]:
    """Return the scenes that are made once and only ever looked at; hundreds of tests do."""
    return {}


@pytest.fixture
def standing(target: Target, anonymous: Caller, standing_by_target: dict[str, Stage]) -> Stage:
    """Return a scene that no test changes, for calls that are to be refused or only read."""
    if target.name not in standing_by_target:
        standing_by_target[target.name] = _set_scene(anonymous)
    scene = standing_by_target[target.name]
    return scene.played_by(_recorded(scene.author, anonymous))


@pytest.fixture(scope="session")
def crowd_by_target() -> dict[str, list[Account]]:
    """Return the crowds that are registered once; who is in one has nothing of their own."""
    return {}


@pytest.fixture
def crowd(
    target: Target, anonymous: Caller, crowd_by_target: dict[str, list[Account]]
) -> list[Account]:
    """Return many users, who come as they are and must be left so."""
    if target.name not in crowd_by_target:
        crowd_by_target[target.name] = [factories.register(anonymous) for _ in range(CLIENTS)]
    return [_recorded(user, anonymous) for user in crowd_by_target[target.name]]


@pytest.fixture
def stranger(crowd: list[Account]) -> Account:
    """Return somebody who owns nothing."""
    return crowd[0]


def _recorded(account: Account, anonymous: Caller) -> Account:
    """Return the same account, with its calls recorded where this test's are."""
    user = {"username": account.username, "email": account.email, "token": account.token}
    return Account(anonymous, user, account.password)


def _set_scene(anonymous: Caller) -> Stage:
    author = factories.register(anonymous)
    article = factories.publish(author)
    return Stage(author, article, factories.comment(author, article))


@pytest.fixture(scope="session")
def shelf_by_target() -> dict[str, Shelf]:
    """Return the shelves that are filled once and only ever read."""
    return {}


@pytest.fixture
def shelf(target: Target, anonymous: Caller, shelf_by_target: dict[str, Shelf]) -> Shelf:
    """Return an author's articles, more than a page holds when nothing is said."""
    if target.name not in shelf_by_target:
        shelf_by_target[target.name] = fill_shelf(anonymous)
    filled = shelf_by_target[target.name]
    return filled.read_by(_recorded(filled.reader, anonymous))
