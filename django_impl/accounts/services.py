"""What is done with accounts."""

from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from accounts import queries
from accounts.models import User
from accounts.schemas import UpdatedUser
from clock import now
from errors import Conflict, Unauthorized

UNIQUE = ("email", "username")
"""What no two users have in common."""


def create_user(*, username: str, email: str, password: str) -> User:
    """Register a user (ACC-1, ACC-2, ACC-13, ACC-14).

    Raises:
        Conflict: somebody has the e-mail address or the username.
    """
    # Slow on purpose, so before the transaction: SQLite has one writer at a time.
    encoded = make_password(password)
    _refuse_taken(User(), email=email, username=username)
    moment = now()
    user = User(
        username=username, email=email, password=encoded, created_at=moment, updated_at=moment
    )
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        _refuse_taken(user, email=email, username=username)
        raise
    return user


def authenticate(email: str, password: str) -> User:
    """Return the user whom the credentials name (ACC-7, ACC-12).

    Raises:
        Unauthorized: there is no such user, or the password is another.
    """
    user = queries.find_user_by_email(email)
    # Not `user.check_password`: it may store a new hash of a password that was changed meanwhile.
    if user is not None and check_password(password, user.password):
        return user
    if user is None:
        # As slow as a wrong password, so that nobody can tell which addresses are known.
        make_password(password)
    raise Unauthorized("credentials", "invalid")


def update_user(user: User, changes: UpdatedUser) -> User:
    """Change what `changes` carries, and nothing else (ACC-2, ACC-9 to ACC-13, ACC-15).

    Raises:
        Conflict: somebody else has the e-mail address or the username.
        Unauthorized: the user is gone.
    """
    if not changes:
        return user
    fields: dict[str, Any] = {**changes}
    if "password" in changes:
        fields["password"] = make_password(changes["password"])
    wanted = {key: fields[key] for key in UNIQUE if key in fields}
    _refuse_taken(user, **wanted)
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(**fields, updated_at=now())
    except IntegrityError:
        _refuse_taken(user, **wanted)
        raise
    return queries.get_user(user.pk)


def _refuse_taken(user: User, **wanted: str) -> None:
    """Name every key that is taken; what slips past is caught by the unique constraints."""
    if taken := queries.list_taken(wanted, besides=user):
        raise Conflict(taken)
