"""The comments table, and what a viewer sees of a comment.

Foreign keys do nothing in Python: the database cascades (`database.cascade_in_database`). They
have no index of their own: Meta names those of the schema.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Value

from accounts.models import User
from articles.models import Article
from profiles.models import followed_by_viewer


class CommentQuerySet(models.QuerySet["Comment"]):
    """Concepts of comments, in SQL."""

    def on(self, slug: str) -> "CommentQuerySet":
        """Those on the article of this slug; PostgreSQL refuses to look for U+0000."""
        return self.none() if "\0" in slug else self.filter(article__slug=slug)

    def newest_first(self) -> "CommentQuerySet":
        """In the order of every list (COM-2)."""
        return self.order_by("-created_at", "-id")

    def for_viewer(self) -> "CommentQuerySet":
        """With whether the viewer follows the author (COM-1)."""
        return self.annotate(author_followed=followed_by_viewer("author"))

    def for_anybody(self) -> "CommentQuerySet":
        """With the same for who has no account: always no."""
        return self.annotate(author_followed=Value(False))


class Comment(models.Model):
    """Something that a user has to say about an article."""

    article = models.ForeignKey(Article, models.DO_NOTHING, related_name="comments", db_index=False)
    author = models.ForeignKey(User, models.DO_NOTHING, related_name="comments", db_index=False)
    body = models.TextField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = CommentQuerySet.as_manager()

    class Meta:
        """As in spec/schema.sql."""

        db_table = "comments"
        indexes: ClassVar = [
            models.Index(
                fields=["article", "created_at", "id"],
                name="comments_article_id_created_at_id_idx",
            ),
            models.Index(fields=["author"], name="comments_author_id_idx"),
        ]
