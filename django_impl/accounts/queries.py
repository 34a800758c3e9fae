"""What is read about accounts."""

from collections.abc import Mapping

from django.db.models import Q

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


def list_taken(wanted: Mapping[str, str], besides: User) -> list[str]:
    """Return the keys whose wanted value another user has (ACC-2, ACC-15).

    In one query, so that a registration at the same moment is seen whole or not at all.
    """
    if not wanted:
        return []
    clash = Q(**wanted, _connector=Q.OR)
    others = User.objects.exclude(pk=besides.pk).filter(clash).values(*wanted)
    return [key for key, value in wanted.items() if any(row[key] == value for row in others)]
