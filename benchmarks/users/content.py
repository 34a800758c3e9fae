"""What clients write: all of the same size, so that every request is the same work."""

from typing import Any

from harness.seeding import PASSWORD

PARAGRAPH = (
    "A benchmark that nobody can take apart begins with work that is proved the same. Whoever "
    "answers faster by leaving something out has answered another question. "
)
COMMENT = "I have read this twice now, and the second time I agreed with more of it."
TITLE = "Written under load"
PASSING_TITLE = "About to be withdrawn"
PASSING_SLUG = "about-to-be-withdrawn-"
"""How the slugs of articles begin that will be gone in a moment."""
TAGS = ("load", "measured", "triptych")


def new_article(nonce: str, number: int, title: str = TITLE) -> dict[str, Any]:
    """Return the body of a `createArticle` whose title, behind these words, nobody has used."""
    return {
        "article": {
            "title": f"{title} {nonce} {number:08}",
            "description": "What is written while somebody measures",
            "body": PARAGRAPH * 8,
            "tagList": list(TAGS),
        }
    }


def new_comment(number: int) -> dict[str, Any]:
    """Return the body of a `createArticleComment`."""
    return {"comment": {"body": f"{COMMENT} ({number:08})"}}


def new_user(nonce: str, number: int) -> dict[str, Any]:
    """Return the body of a `createUser` with a name that nobody has taken."""
    name = f"load-{nonce}-{number:08}"
    return {"user": {"username": name, "email": f"{name}@example.org", "password": PASSWORD}}
