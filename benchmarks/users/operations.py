"""One operation and nothing else, over and over: what does it alone cost?

Each request does the same work as the one before it. So nothing is switched on and off again:
favourites are of a user and an article, and follows of a user and an author, that have not been
paired in this run before. Operations that take something away are left out: it would have to be
made first, in the same window. `benchmarks/users/behaviours.py` has them all.
"""

from collections.abc import Callable
from typing import Any

from benchmarks.users.conduit import ConduitUser
from benchmarks.users.content import PARAGRAPH, new_article, new_comment, new_user

PAGE = {"limit": 20}
LEFT_OUT = (
    "deleteArticle",
    "deleteArticleComment",
    "deleteArticleFavorite",
    "unfollowUserByUsername",
)

SomeUser = Any
"""A `ConduitUser` that may have been given more by its preparation."""
Work = Callable[[SomeUser], None]
"""Does something as the user that it is given."""

OPERATIONS: dict[str, type[ConduitUser]] = {}
"""Who performs nothing else, by operationId."""


def operation(operation_id: str, *, prepare: Work | None = None) -> Callable[[Work], Work]:
    """Make the decorated function all that a user does.

    Args:
        operation_id: what it performs, which names the user.
        prepare: what a user does first, unmeasured.
    """

    def register(work: Work) -> Work:
        members: dict[str, Any] = {"tasks": [work], "__doc__": work.__doc__}
        if prepare:
            members["prepare"] = prepare
        name = operation_id[0].upper() + operation_id[1:]
        OPERATIONS[operation_id] = type(name, (ConduitUser,), members)
        return work

    return register


@operation("getTags")
def get_tags(user: ConduitUser) -> None:
    """List the tags."""
    user.call("getTags")


@operation("getArticles")
def get_articles(user: ConduitUser) -> None:
    """List the newest articles, or what the scenario's parameters say."""
    user.call("getArticles", params=user.shift.parameters or PAGE)


@operation("getArticlesFeed")
def get_articles_feed(user: ConduitUser) -> None:
    """List the newest articles of followed authors."""
    user.call("getArticlesFeed", params=user.shift.parameters or PAGE, token=user.any_token())


@operation("getArticle")
def get_article(user: ConduitUser) -> None:
    """Get any article."""
    user.call("getArticle", slug=user.any_slug())


@operation("getArticleComments")
def get_article_comments(user: ConduitUser) -> None:
    """List the comments of any article."""
    user.call("getArticleComments", slug=user.any_slug())


@operation("getProfileByUsername")
def get_profile_by_username(user: ConduitUser) -> None:
    """Get anybody's profile."""
    user.call("getProfileByUsername", username=user.draw.choice(user.shift.world.usernames))


@operation("getCurrentUser")
def get_current_user(user: ConduitUser) -> None:
    """Get the user of any token."""
    user.call("getCurrentUser", token=user.any_token())


@operation("createArticle")
def create_article(user: ConduitUser) -> None:
    """Publish an article under a title of its own."""
    user.call("createArticle", json=new_article(user.shift.nonce, user.shift.next_number()))


@operation("createArticleComment")
def create_article_comment(user: ConduitUser) -> None:
    """Comment any article."""
    number = user.shift.next_number()
    user.call("createArticleComment", slug=user.any_slug(), json=new_comment(number))


@operation("createArticleFavorite")
def create_article_favorite(user: ConduitUser) -> None:
    """Like an article, as somebody who has not in this run."""
    token, slug = user.any_new_pair(user.shift.world.slugs, "an article")
    user.call("createArticleFavorite", slug=slug, token=token)


@operation("followUserByUsername")
def follow_user_by_username(user: ConduitUser) -> None:
    """Follow somebody, as somebody who has not in this run."""
    token, username = user.any_new_pair(user.shift.world.usernames, "an author")
    user.call("followUserByUsername", username=username, token=token)


@operation("updateCurrentUser")
def update_current_user(user: ConduitUser) -> None:
    """Change one's own bio."""
    number = user.shift.next_number()
    user.call("updateCurrentUser", json={"user": {"bio": f"Has changed this {number:08} times."}})


@operation("createUser")
def create_user(user: ConduitUser) -> None:
    """Register under a name of one's own."""
    user.call("createUser", json=new_user(user.shift.nonce, user.shift.next_number()))


def _publish(user: SomeUser) -> None:
    body = new_article(user.shift.nonce, user.shift.next_number())
    user.slug = user.arrange("createArticle", json=body)["article"]["slug"]


@operation("updateArticle", prepare=_publish)
def update_article(user: SomeUser) -> None:
    """Change the text of one's own article."""
    text = f"{PARAGRAPH * 8}{user.shift.next_number():08}"
    user.call("updateArticle", slug=user.slug, json={"article": {"body": text}})


def _register(user: SomeUser) -> None:
    body = new_user(user.shift.nonce, user.shift.next_number())
    user.arrange("createUser", json=body)
    user.credentials = {name: body["user"][name] for name in ("email", "password")}


@operation("login", prepare=_register)
def log_in(user: SomeUser) -> None:
    """Log in as oneself."""
    user.call("login", json={"user": user.credentials})
