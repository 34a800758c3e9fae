"""The follows table, and users as a viewer sees them.

Foreign keys do nothing in Python: the database cascades (`database.cascade_in_database`). They
have no index of their own: Meta names those of the schema.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef

from accounts.models import User
from viewing import ViewerId, ViewerIdInText


class Follow(models.Model):
    """One user follows another."""

    follower = models.ForeignKey(User, models.DO_NOTHING, related_name="follows", db_index=False)
    followed = models.ForeignKey(User, models.DO_NOTHING, related_name="followers", db_index=False)

    class Meta:
        """As in spec/schema.sql."""

        db_table = "follows"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["follower", "followed"], name="follows_follower_id_followed_id_key"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["followed"], name="follows_followed_id_idx")]


def followed_by_viewer(user: str) -> Exists:
    """Whether the viewer follows the user whom a column names (PRO-1): an annotation."""
    return Exists(Follow.objects.filter(follower=ViewerId(), followed=OuterRef(user)))


def followed_users() -> models.QuerySet[Follow, int]:
    """Return the ids of the users whom the viewer follows: for a subquery."""
    return Follow.objects.filter(follower=ViewerIdInText()).values_list("followed", flat=True)


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Concepts of profiles, in SQL."""

    def named(self, username: str) -> "ProfileQuerySet":
        """The user of this name; U+0000, which PostgreSQL refuses to look for, names nobody."""
        return self.none() if "\0" in username else self.filter(username=username)

    def for_viewer(self) -> "ProfileQuerySet":
        """With whether the viewer follows them."""
        return self.annotate(following=followed_by_viewer("pk"))  # type: ignore[no-redef]


class Profile(User):
    """A user as others see them: the same row (PRO-1)."""

    # Only on profiles from `for_viewer`. The stubs would have it declared there or here, not both.
    following: bool

    objects = ProfileQuerySet.as_manager()  # type: ignore[misc]  # the stubs' User has another

    class Meta:
        """A class of its own over the table of users."""

        proxy = True
