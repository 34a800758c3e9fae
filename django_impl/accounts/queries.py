"""What is read about accounts."""

from accounts.models import User
from errors import Unauthorized


def get_user(user_id: int) -> User:
    """Return the user whom a token names.

    Raises:
        Unauthorized: the user is gone (GEN-6).
    """
    try:
        return User.objects.get(pk=user_id)
    except User.DoesNotExist:
        raise Unauthorized("token", "is invalid") from None


def find_user_by_email(email: str) -> User | None:
    """Return the user who logs in with this address, if there is one."""
    return User.objects.filter(email=email).first()
