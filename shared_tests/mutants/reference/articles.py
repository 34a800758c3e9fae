"""Publishing, reading, changing, deleting and favouriting articles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared_tests.mutants.reference.refusals import Refusal, forbidden, not_found
from shared_tests.mutants.reference.slugs import free_slug, slug_of
from shared_tests.mutants.reference.store import Article
from shared_tests.mutants.reference.views import Document, article_view

if TYPE_CHECKING:
    from shared_tests.mutants.reference.call import Call
    from shared_tests.mutants.reference.server import Application

NAMED = {"tagList": "tags"}
"""What fields are called in the store, where that is something else."""


def find(app: Application, slug: str | None) -> Article:
    """Return the article of that slug.

    Raises:
        Refusal: there is none (ART-19).
    """
    found = app.store.article_at(slug)
    if found is None and slug and app.broken("slug-in-any-case"):
        found = app.store.article_at(slug.lower())
    if found is None and slug and app.broken("old-slug-answers"):
        found = app.store.deleted.get(f"renamed {slug}")
    if found is None and slug and app.broken("delete-again-succeeds"):
        found = app.store.deleted.get(slug)
    if found is None:
        raise not_found("article")
    return found


def _shown(app: Application, article: Article, call: Call) -> Document:
    return {"article": article_view(article, call.viewer, app.broken)}


def create_article(app: Application, call: Call) -> Document:
    """Publish an article (ART-1) under a slug of its own."""
    fields, moment = call.fields, app.store.now()
    plain = _slug(app, fields["title"])
    if app.broken("same-title-refused") and app.store.article_at(plain):
        raise Refusal(422, title="has already been taken")
    slug = _free_slug(app, plain)
    app.dawdle("race-createArticle")
    article = Article(
        id=next(app.store.numbers),
        author=call.who(),
        title=fields["title"],
        description=fields["description"],
        body=fields["body"],
        slug=slug,
        tags=fields.get("tagList", []),
        created=moment,
        updated=moment,
    )
    if app.broken("successor-inherits") and (late := app.store.deleted.get(slug)):
        article.favorites, article.comments = late.favorites, late.comments
    if not app.broken("lost-createArticle"):
        app.store.articles[article.id] = article
    return _shown(app, article, call)


def _slug(app: Application, title: str) -> str:
    return slug_of(
        title,
        lower=not app.broken("slug-keeps-capitals"),
        decompose=not app.broken("slug-drops-accented-letters"),
    )


def _free_slug(app: Application, plain: str) -> str:
    taken = {article.slug for article in app.store.articles.values()}
    if app.broken("slug-shared"):
        taken = set()
    return free_slug(plain, taken, reserved="" if app.broken("slug-may-be-feed") else "feed")


def get_article(app: Application, call: Call) -> Document:
    """Return an article."""
    return _shown(app, call.what(), call)


def update_article(app: Application, call: Call) -> Document:
    """Change what the body carries (ART-7), and the slug with the title (ART-9)."""
    article = call.what()
    changes = {NAMED.get(name, name): value for name, value in call.fields.items()}
    before = dict(vars(article))
    app.dawdle("race-updateArticle")
    if app.broken("race-updateArticle"):
        kept = ("title", "description", "body", "tags")
        changes = {name: before[name] for name in kept} | changes
    changed = replace(article, **changes)
    _mend_slug(app, article, changed)
    _mend_times(app, changed, changes)
    if app.broken("tags-added"):
        changed.tags = sorted({*article.tags, *changed.tags})
    if app.broken("tags-dropped-by-update"):
        changed.tags = changes.get("tags", [])
    if not app.broken("lost-updateArticle"):
        vars(article).update(vars(changed))
    return _shown(app, changed, call)


def _mend_slug(app: Application, old: Article, new: Article) -> None:
    same = _slug(app, old.title) == _slug(app, new.title)
    retitled = new.title != old.title and app.broken("slug-new-with-every-title")
    if (same and not retitled) or app.broken("slug-never-changes"):
        return
    new.slug = _free_slug(app, _slug(app, new.title))
    app.store.deleted[f"renamed {old.slug}"] = old


def _mend_times(app: Application, changed: Article, changes: dict[str, Any]) -> None:
    only_tags = set(changes) == {"tags"} and app.broken("updated-at-blind-to-tags")
    if (changes and not only_tags) or app.broken("updated-at-moves-without-a-change"):
        moment = max(app.store.now(), changed.updated)
        if not app.broken("updated-at-frozen"):
            changed.updated = moment
        if app.broken("created-at-moves"):
            changed.created = moment


def delete_article(app: Application, call: Call) -> None:
    """Delete an article with all that hangs on it (ART-20)."""
    article = call.what()
    app.dawdle("race-deleteArticle")
    app.store.deleted[article.slug] = article
    if not app.broken("lost-deleteArticle"):
        app.store.articles.pop(article.id, None)


def favorite(app: Application, call: Call) -> Document:
    """Make an article a favourite; again is no error (ART-17)."""
    article, viewer = call.what(), call.who()
    if article.author is viewer and app.broken("own-article-no-favourite"):
        raise forbidden("article")
    before = list(article.favorites)
    app.dawdle("race-createArticleFavorite")
    if app.broken("race-createArticleFavorite"):
        article.favorites = before
    if viewer.id not in article.favorites or app.broken("favourite-counts-again"):
        article.favorites.append(viewer.id)
    if app.broken("favourite-moves-updated-at"):
        article.updated = app.store.now() + 1
    document = _shown(app, article, call)
    if app.broken("lost-createArticleFavorite"):
        article.favorites.remove(viewer.id)
    return document


def unfavorite(app: Application, call: Call) -> Document:
    """Take an article off one's favourites; again is no error (ART-17)."""
    article, viewer = call.what(), call.who()
    if viewer.id not in article.favorites and app.broken("unfavourite-again-refused"):
        raise not_found("article")
    kept = [] if app.broken("unfavourite-for-everybody") else list(article.favorites)
    left = [user_id for user_id in kept if user_id != viewer.id]
    document = _shown(app, replace(article, favorites=left), call)
    if not app.broken("lost-deleteArticleFavorite"):
        article.favorites = left
    if app.broken("unfavourite-moves-updated-at"):
        article.updated = app.store.now() + 1
        document = _shown(app, article, call)
    return document


ACTIONS = {
    "createArticle": create_article,
    "getArticle": get_article,
    "updateArticle": update_article,
    "deleteArticle": delete_article,
    "createArticleFavorite": favorite,
    "deleteArticleFavorite": unfavorite,
}
