"""People, and what they do on Conduit.

What they publish, like and follow they also take back, so that a database is the same size after a
run as before it.
"""

from locust import task

from benchmarks.users.conduit import ConduitUser
from benchmarks.users.content import PASSING_SLUG, PASSING_TITLE, new_article, new_comment, new_user
from benchmarks.users.facts import Json
from harness.seeding import PASSWORD

PAGE = 20


class Reader(ConduitUser):
    """Browses without an account: the front page or a tag, an article, its comments, its author."""

    weight = 6

    @task(3)
    def browse(self) -> None:
        """Open an article of the front page."""
        self.call("getTags")
        page = self.call("getArticles", params={"limit": PAGE})
        self.read(lasting_slug(self, page["articles"]))

    @task(1)
    def browse_a_tag(self) -> None:
        """Open an article with a tag."""
        tag = self.draw.choice(self.shift.world.tags)
        page = self.call("getArticles", params={"tag": tag, "limit": PAGE})
        author = self.draw.choice(page["articles"])["author"]["username"]
        self.call("getProfileByUsername", username=author)
        self.call("getArticles", params={"author": author, "limit": PAGE})

    def read(self, slug: str) -> None:
        """Read an article and what was said about it."""
        self.call("getArticle", slug=slug)
        self.call("getArticleComments", slug=slug)


class Follower(ConduitUser):
    """Reads their feed, and looks for somebody else to follow."""

    weight = 2
    signed_in = True

    @task(3)
    def read_feed(self) -> None:
        """Open an article of the feed."""
        self.call("getCurrentUser")
        page = self.call("getArticlesFeed", params={"limit": PAGE})
        self.call("getArticle", slug=lasting_slug(self, page["articles"]))

    @task(1)
    def try_an_author(self) -> None:
        """Follow somebody new, see what the feed becomes, and think better of it."""
        name = self.draw.choice(self.shift.world.usernames)
        if self.call("getProfileByUsername", username=name)["profile"]["following"]:
            return
        self.call("followUserByUsername", username=name)
        self.call("getArticlesFeed", params={"limit": PAGE})
        self.call("unfollowUserByUsername", username=name)


class Commenter(ConduitUser):
    """Reads an article, likes it, says so, and takes both back."""

    weight = 2
    signed_in = True

    @task
    def comment(self) -> None:
        """Comment an article; like it, unless it is a favourite already."""
        slug = self.any_slug()
        favorited = self.call("getArticle", slug=slug)["article"]["favorited"]
        if not favorited:
            self.call("createArticleFavorite", slug=slug)
        body = new_comment(self.shift.next_number())
        comment = self.call("createArticleComment", slug=slug, json=body)["comment"]
        self.call("getArticleComments", slug=slug)
        self.call("deleteArticleComment", slug=slug, id=comment["id"])
        if not favorited:
            self.call("deleteArticleFavorite", slug=slug)


class Author(ConduitUser):
    """Publishes an article, reads it over, corrects it, and withdraws it."""

    weight = 1
    signed_in = True

    @task
    def write(self) -> None:
        """Bring one article from the first draft to the bin."""
        draft = new_article(self.shift.nonce, self.shift.next_number(), PASSING_TITLE)
        article = self.call("createArticle", json=draft)["article"]
        slug = article["slug"]
        self.call("getArticle", slug=slug)
        correction = {"article": {"body": f"{article['body']} Corrected."}}
        self.call("updateArticle", slug=slug, json=correction)
        self.call("deleteArticle", slug=slug)


class Newcomer(ConduitUser):
    """Registers, logs in and fills in a profile; apart, as hashing passwords dwarfs all else."""

    weight = 1

    @task
    def join(self) -> None:
        """Become a user."""
        body = new_user(self.shift.nonce, self.shift.next_number())
        user = self.call("createUser", json=body)["user"]
        credentials = {"email": user["email"], "password": PASSWORD}
        token = self.call("login", json={"user": credentials})["user"]["token"]
        self.call("getCurrentUser", token=token)
        self.call("updateCurrentUser", token=token, json={"user": {"bio": "New here."}})


def lasting_slug(user: ConduitUser, articles: list[Json]) -> str:
    """Return the slug of one of these articles that no `Author` is about to withdraw.

    Where there is none it is that of any article: authors whom the end of a run interrupts leave
    theirs behind, and after many runs on one database these fill a page.
    """
    slugs = [each["slug"] for each in articles if not each["slug"].startswith(PASSING_SLUG)]
    return user.draw.choice(slugs) if slugs else user.any_slug()


BEHAVIOURS: dict[str, tuple[type[ConduitUser], ...]] = {
    "Reader": (Reader,),
    "Follower": (Follower,),
    "Commenter": (Commenter,),
    "Author": (Author,),
    "Newcomer": (Newcomer,),
    "Everybody": (Reader, Follower, Commenter, Author),
}
"""By name; several together are as many as their weights say."""
