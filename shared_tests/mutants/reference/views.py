"""What goes over the wire: users, profiles, articles and comments as a viewer sees them."""

from typing import Any

from shared_tests.mutants.reference.fields import Broken
from shared_tests.mutants.reference.store import Article, Comment, User, shown

Document = dict[str, Any]


def user_view(user: User, token: str) -> Document:
    """Return one's own record."""
    return {
        "user": {
            "email": user.email,
            "token": token,
            "username": user.username,
            "bio": user.bio,
            "image": user.image,
        }
    }


def profile_view(user: User, viewer: User | None, broken: Broken) -> Document:
    """Return a user as others see them (PRO-1)."""
    following = viewer is not None and user.id in viewer.follows
    if broken("following-both-ways") and viewer is not None:
        following = following or viewer.id in user.follows
    return {
        "username": user.username,
        "bio": user.bio,
        "image": user.image,
        "following": following,
    }


def article_view(article: Article, viewer: User | None, broken: Broken) -> Document:
    """Return an article with all of its fields."""
    favorited = viewer is not None and viewer.id in article.favorites
    if broken("favorited-by-anybody"):
        favorited = bool(article.favorites)
    return {
        "slug": article.slug,
        "title": article.title,
        "description": article.description,
        "body": article.body,
        "tagList": article.tags,
        "createdAt": shown(article.created),
        "updatedAt": shown(article.updated),
        "favorited": favorited,
        "favoritesCount": len(article.favorites),
        "author": profile_view(article.author, viewer, broken),
    }


def preview(article: Article, viewer: User | None, broken: Broken) -> Document:
    """Return an article as lists show it (ART-13)."""
    view = article_view(article, viewer, broken)
    del view["body"]
    return view


def comment_view(
    comment: Comment, article: Article, viewer: User | None, broken: Broken
) -> Document:
    """Return a comment."""
    seen_by = article.author if broken("comments-seen-by-the-author") else viewer
    return {
        "id": comment.id,
        "createdAt": shown(comment.created),
        "updatedAt": shown(comment.created),
        "body": comment.body,
        "author": profile_view(comment.author, seen_by, broken),
    }
