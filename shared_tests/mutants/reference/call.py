"""One call of an operation, while its checks run."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from harness.specification import Operation
from shared_tests.mutants.messages import Request
from shared_tests.mutants.reference.store import Article, Comment, User
from shared_tests.mutants.routes import Names

T = TypeVar("T")


@dataclass
class Call:
    """What is known of a call: more with each check."""

    operation: Operation
    request: Request
    names: Names
    viewer: User | None = None
    profile: User | None = None
    """Whom the path names."""
    article: Article | None = None
    comment: Comment | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    """The body's or the query's, checked."""

    def who(self) -> User:
        """Return the viewer of an operation that needs a token."""
        return _there(self.viewer)

    def whom(self) -> User:
        """Return the user whom the path names."""
        return _there(self.profile)

    def what(self) -> Article:
        """Return the article that the path names."""
        return _there(self.article)


def _there(value: T | None) -> T:
    if value is None:
        raise LookupError("an operation asks for what its checks have not found")
    return value
