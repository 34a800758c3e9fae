"""The tables as Django maps them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Func, OuterRef, Subquery


class User(models.Model):
    """Somebody with an account."""

    email = models.TextField()
    username = models.TextField()
    password = models.TextField()
    bio = models.TextField(null=True)
    image = models.TextField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    following: ClassVar[bool] = False
    """As nobody in particular sees it."""

    class Meta:
        """As in spec/schema.sql."""

        db_table = "users"
        managed = False


class ArticleQuerySet(models.QuerySet["Article"]):
    """Concepts of articles."""

    def shown(self) -> "ArticleQuerySet":
        """With their author, their tags and how many like them."""
        favorites = Favorite.objects.filter(article=OuterRef("pk"))
        # COUNT without GROUP BY: the subquery has one row even where there is nothing to count.
        count = favorites.annotate(count=Func(F("pk"), function="COUNT")).values("count")
        return (
            self.select_related("author")
            .prefetch_related("tags")
            .annotate(favorites_count=Subquery(count, output_field=models.IntegerField()))
        )

    def newest_first(self) -> "ArticleQuerySet":
        """In the order of every list."""
        return self.order_by("-created_at", "-id")


class Article(models.Model):
    """Something that a user has written."""

    author = models.ForeignKey(User, models.DO_NOTHING)
    slug = models.TextField()
    title = models.TextField()
    description = models.TextField()
    body = models.TextField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ArticleQuerySet.as_manager()
    favorited: ClassVar[bool] = False
    """As nobody in particular sees it."""

    class Meta:
        """As in spec/schema.sql."""

        db_table = "articles"
        managed = False

    @property
    def tag_list(self) -> list[str]:
        """The names of its tags, in order."""
        return sorted(tag.name for tag in self.tags.all())


class ArticleTag(models.Model):
    """A tag of an article."""

    article = models.ForeignKey(Article, models.DO_NOTHING, related_name="tags")
    name = models.TextField()

    class Meta:
        """As in spec/schema.sql."""

        db_table = "article_tags"
        managed = False


class Favorite(models.Model):
    """A user likes an article."""

    user = models.ForeignKey(User, models.DO_NOTHING)
    article = models.ForeignKey(Article, models.DO_NOTHING, related_name="favorites")

    class Meta:
        """As in spec/schema.sql."""

        db_table = "favorites"
        managed = False


class ArticleCount(models.Model):
    """How many articles there are: a part, all of them add up."""

    slot = models.BigIntegerField(primary_key=True)
    n = models.BigIntegerField()

    class Meta:
        """As in spec/schema.sql."""

        db_table = "article_counts"
        managed = False
