"""The ready story: somebody signs up, publishes an article, comments on it and favours it."""

import json
from collections.abc import Iterator
from uuid import uuid4

from harness.specification import Operation, operation
from reader.live.sending import Wish


def story() -> Iterator[tuple[Operation, Wish]]:
    """Yield the requests of the story, about somebody new each time.

    Where they need what an answer before has said, they name it, such as `{slug}`.
    """
    name = f"reader-{uuid4().hex[:8]}"
    user = {"username": name, "email": f"{name}@example.org", "password": "side by side"}
    article = {
        "title": f"Three of a kind, by {name}",
        "description": "The same story in three frameworks.",
        "body": "Whoever reads it three times has read it once.",
        "tagList": ["frameworks", "reading"],
    }
    comment = {"body": "Well put, all three of you."}
    token = "{token}"  # noqa: S105 (stands for one)
    by_slug = {"slug": "{slug}"}
    yield operation("createUser"), Wish(body=_text({"user": user}))
    yield operation("createArticle"), Wish(body=_text({"article": article}), token=token)
    yield (
        operation("createArticleComment"),
        Wish(path=by_slug, body=_text({"comment": comment}), token=token),
    )
    yield operation("createArticleFavorite"), Wish(path=by_slug, token=token)


def _text(body: object) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False)
