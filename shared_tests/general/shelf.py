"""Many articles by one author, for whatever is about lists."""

from dataclasses import dataclass, replace

import httpx2

from shared_tests import factories
from shared_tests.client import Account, Caller, unique

WRITTEN = 50
"""How many articles a shelf holds: more than a page when nothing is said."""
TAGS = 12
COMMENTS = 15
READERS = 4


Parameter = str | int | list[int]
"""A query parameter's value, or several to be sent one after the other."""


@dataclass(frozen=True)
class Shelf:
    """An author's articles, and a reader who follows nobody else."""

    reader: Account
    author: str
    tag: str
    """One that every article has."""
    newest_first: list[str]
    """Slugs. The newest article has many tags, comments and favourites."""

    def ask(self, operation_id: str, **params: Parameter) -> httpx2.Response:
        """Ask, as the reader, for a page of these articles: of the list by author, or the feed."""
        narrowed = {"author": self.author} if operation_id == "getArticles" else {}
        return self.reader.call(operation_id, params={**narrowed, **params})

    def page(self, operation_id: str, **params: Parameter) -> tuple[list[str], int]:
        """Return the slugs on a page of these articles, and the count of them all."""
        listed = self.ask(operation_id, **params).json()
        return [article["slug"] for article in listed["articles"]], listed["articlesCount"]

    def read_by(self, reader: Account) -> "Shelf":
        """Return the same shelf with another reader."""
        return replace(self, reader=reader)


def fill_shelf(anonymous: Caller) -> Shelf:
    """Publish the articles of a new author and return them."""
    author = factories.register(anonymous)
    readers = [factories.register(anonymous) for _ in range(READERS)]
    tag = unique("tag-")
    articles = [factories.publish(author, tags=[tag]) for _ in range(WRITTEN - 1)]
    popular = factories.publish(author, tags=[tag, *(unique() for _ in range(TAGS))])
    for reader in readers:
        reader.call("followUserByUsername", username=author.username)
        reader.call("createArticleFavorite", slug=popular.slug)
    for number in range(COMMENTS):
        factories.comment(readers[number % READERS], popular)
    newest_first = [popular.slug, *(article.slug for article in reversed(articles))]
    return Shelf(readers[0], author.username, tag, newest_first)
