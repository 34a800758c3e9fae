"""From the rows of the statements to JSON, by hand: nothing is checked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

Row = Sequence[Any]
Json = dict[str, Any]


def show_articles(rows: Sequence[Row]) -> Json:
    """Return a page of articles; their number stands in each row, and so is 0 without any."""
    return {
        "articles": [show_preview(row) for row in rows],
        "articlesCount": rows[0][-1] if rows else 0,
    }


def show_article(row: Row) -> Json:
    """Return an article, whole."""
    return {"article": {**show_preview(row), "body": row[-1]}}


def show_comments(rows: Sequence[Row]) -> Json:
    """Return all comments of an article; a row without an id says that there are none."""
    return {"comments": [_show_comment(row) for row in rows if row[0] is not None]}


def show_comment(row: Row) -> Json:
    """Return one comment."""
    return {"comment": _show_comment(row)}


def show_preview(row: Row) -> Json:
    """Return an article as lists show it."""
    slug, title, description, created, updated, tags, favorited, favorites, *author, _ = row
    return {
        "slug": slug,
        "title": title,
        "description": description,
        "tagList": tags,
        "createdAt": show_time(created),
        "updatedAt": show_time(updated),
        "favorited": favorited,
        "favoritesCount": favorites,
        "author": show_profile(*author),
    }


def show_profile(username: str, bio: str | None, image: str | None, following: bool) -> Json:
    """Return a user as others see them."""
    return {"username": username, "bio": bio, "image": image, "following": following}


def show_time(moment: datetime) -> str:
    """Return a time of UTC, with milliseconds."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _show_comment(row: Row) -> Json:
    number, created, updated, body, *author = row
    return {
        "id": number,
        "createdAt": show_time(created),
        "updatedAt": show_time(updated),
        "body": body,
        "author": show_profile(*author),
    }
