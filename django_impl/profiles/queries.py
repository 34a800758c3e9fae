"""What is read about profiles."""

from accounts.models import User, Viewer
from errors import NotFound
from profiles.models import Follow, Profile
from viewing import seen_by

PROFILES = Profile.objects.for_viewer()


def get_profile(username: str, viewer: Viewer) -> Profile:
    """Return a user's profile as the viewer sees it (PRO-1).

    Raises:
        NotFound: nobody has this name (PRO-2).
    """
    try:
        with seen_by(viewer):
            return PROFILES.named(username).get()
    except Profile.DoesNotExist:
        raise NotFound("profile") from None


def is_following(follower: User, followed: User) -> bool:
    """Tell whether one user follows another."""
    return Follow.objects.filter(follower=follower, followed=followed).exists()
