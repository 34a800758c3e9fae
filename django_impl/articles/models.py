"""The articles, article_tags and favorites tables, what a viewer sees of an article, and counts.

Foreign keys do nothing in Python: the database cascades (`database.cascade_in_database`). They
have no index of their own: Meta names those of the schema.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.expressions import RawSQL

from accounts.models import User
from profiles.models import followed_by_viewer, followed_users
from viewing import ViewerId


class ArticleQuerySet(models.QuerySet["Article"]):
    """Concepts of articles, in SQL."""

    def at(self, slug: str) -> "ArticleQuerySet":
        """The article of this slug; U+0000, which PostgreSQL refuses to look for, names none."""
        return self.none() if "\0" in slug else self.filter(slug=slug)

    def tagged(self, name: str) -> "ArticleQuerySet":
        """Articles with this tag."""
        return self.filter(tags__name=name)

    def by(self, username: str) -> "ArticleQuerySet":
        """Articles whose author has this name."""
        # No join: for one author's id, an index has their articles in the order of lists.
        return self.filter(author=Subquery(User.objects.filter(username=username).values("pk")))

    def favorited_by(self, user_id: int) -> "ArticleQuerySet":
        """Articles that a user has favourited."""
        # Within the text, so that PostgreSQL knows of whom it is: it goes through the newest
        # articles for a user of many favourites, but through the favourites of one with few.
        return self.filter(favorites__user=RawSQL(str(user_id), ()))  # noqa: S611 (a number)

    def in_feed_of_viewer(self) -> "ArticleQuerySet":
        """Articles of the authors whom the viewer follows (ART-15)."""
        return self.filter(author__in=followed_users())

    def newest_first(self) -> "ArticleQuerySet":
        """In the order of every list (ART-12)."""
        return self.order_by("-created_at", "-id")

    def for_viewer(self) -> "ArticleQuerySet":
        """With whether it is a favourite of the viewer, and whether they follow the author."""
        return self.annotate(
            favorited=Exists(Favorite.objects.filter(article=OuterRef("pk"), user=ViewerId())),
            author_followed=followed_by_viewer("author"),
        )

    def for_anybody(self) -> "ArticleQuerySet":
        """With the same for who has no account: always no."""
        return self.annotate(favorited=Value(False), author_followed=Value(False))


class Article(models.Model):
    """Something that a user has written."""

    author = models.ForeignKey(User, models.DO_NOTHING, related_name="articles", db_index=False)
    slug = models.CharField(max_length=255)
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=1000)
    body = models.TextField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        """As in spec/schema.sql."""

        db_table = "articles"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug"], name="articles_slug_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="articles_created_at_id_idx"),
            models.Index(
                fields=["author", "created_at", "id"], name="articles_author_id_created_at_id_idx"
            ),
        ]


class ArticleTag(models.Model):
    """A tag of an article."""

    article = models.ForeignKey(Article, models.DO_NOTHING, related_name="tags", db_index=False)
    name = models.CharField(max_length=64)

    class Meta:
        """As in spec/schema.sql."""

        db_table = "article_tags"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "name"], name="article_tags_article_id_name_key"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["name", "article"], name="article_tags_name_article_id_idx"),
        ]


class Favorite(models.Model):
    """A user likes an article."""

    user = models.ForeignKey(User, models.DO_NOTHING, related_name="favorites", db_index=False)
    article = models.ForeignKey(
        Article, models.DO_NOTHING, related_name="favorites", db_index=False
    )

    class Meta:
        """As in spec/schema.sql."""

        db_table = "favorites"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "article"], name="favorites_user_id_article_id_key"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["article"], name="favorites_article_id_idx")]


class ArticleCount(models.Model):
    """How many articles there are: a part, all of them add up. Triggers keep the counts."""

    slot = models.BigIntegerField(primary_key=True)
    n = models.BigIntegerField()

    class Meta:
        """As in spec/schema.sql."""

        db_table = "article_counts"


class TagCount(models.Model):
    """How many articles have a tag: a part, those of the same name add up."""

    pk = models.CompositePrimaryKey("name", "slot")
    name = models.CharField(max_length=64)
    slot = models.BigIntegerField()
    n = models.BigIntegerField()

    class Meta:
        """As in spec/schema.sql."""

        db_table = "tag_counts"


class UserCounts(models.Model):
    """How many articles a user has written, and how many they have favourited."""

    user = models.OneToOneField(
        User, models.DO_NOTHING, primary_key=True, related_name="counts", db_constraint=False
    )
    articles_count = models.BigIntegerField()
    favorites_count = models.BigIntegerField()

    class Meta:
        """As in spec/schema.sql."""

        db_table = "user_counts"
