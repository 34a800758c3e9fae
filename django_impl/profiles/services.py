"""What is done with profiles."""

from contextlib import suppress

from django.db import IntegrityError

from accounts.models import User
from profiles import queries
from profiles.models import Follow, Profile


def follow_user(username: str, follower: User) -> Profile:
    """Follow a user, oneself included; again changes nothing (PRO-3 to PRO-5).

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    profile = queries.get_profile(username, follower)
    # Followed already, perhaps by another request just now; or gone, as what is read next tells.
    with suppress(IntegrityError):
        Follow.objects.create(follower=follower, followed=profile)
    return queries.get_profile(username, follower)


def unfollow_user(username: str, follower: User) -> Profile:
    """Stop following a user; again changes nothing (PRO-3).

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    profile = queries.get_profile(username, follower)
    Follow.objects.filter(follower=follower, followed=profile).delete()
    return queries.get_profile(username, follower)
