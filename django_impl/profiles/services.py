"""What is done with profiles."""

from django.db import IntegrityError, transaction

from accounts.models import User
from errors import NotFound
from profiles import queries
from profiles.models import Follow, Profile


def follow_user(username: str, follower: User) -> Profile:
    """Follow a user, oneself included; again changes nothing (PRO-3 to PRO-5).

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    profile = queries.get_profile(username, follower)
    follow = Follow(follower=follower, followed=profile)
    try:
        with transaction.atomic():
            Follow.objects.bulk_create([follow], ignore_conflicts=True)
    except IntegrityError:
        # The user went away between the two statements.
        raise NotFound("profile") from None
    return queries.get_profile(username, follower)


def unfollow_user(username: str, follower: User) -> Profile:
    """Stop following a user; again changes nothing (PRO-3).

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    profile = queries.get_profile(username, follower)
    with transaction.atomic():
        Follow.objects.by(follower).filter(followed=profile).delete()
    return queries.get_profile(username, follower)
