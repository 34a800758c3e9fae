"""Every write and business rule of accounts."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from accounts import queries
from accounts.models import User
from accounts.schemas import UpdatedUser
from clock import now
from database import transaction
from errors import Conflict, Unauthorized
from security import hash_password, verify_password

UNIQUE_KEYS = ("email", "username")


async def authenticate(session: AsyncSession, *, email: str, password: str) -> User:
    """Return the user whom the credentials belong to (ACC-7).

    Raises:
        Unauthorized: the e-mail address is unknown, or the password wrong; neither the answer nor
            the time that it takes tells which.
    """
    user = await queries.find_user_by_email(session, email)
    correct = await verify_password(password, user.password if user else None)
    if user is None or not correct:
        raise Unauthorized("credentials", "invalid")
    return user


async def create_user(session: AsyncSession, *, username: str, email: str, password: str) -> User:
    """Register a user (ACC-1).

    Raises:
        Conflict: the e-mail address or the username is taken (ACC-2, ACC-14).
    """
    wanted = {"email": email, "username": username}
    await _refuse_taken(session, wanted)
    moment = now()
    password_hash = await hash_password(password)  # before SQLite's write lock is taken
    user = User(**wanted, password=password_hash, created_at=moment, updated_at=moment)
    try:
        async with transaction(session):
            session.add(user)
    except IntegrityError as error:
        raise Conflict(await queries.list_taken(session, wanted) or wanted) from error
    return user


async def update_user(session: AsyncSession, user: User, changes: UpdatedUser) -> User:
    """Change an account in the keys given, and in no other (ACC-9).

    Raises:
        Conflict: the new e-mail address or username is another user's (ACC-2, ACC-15).
        Unauthorized: the user is gone meanwhile (GEN-6).
    """
    if not changes:
        return user
    values: dict[str, Any] = {**changes, "updated_at": now()}
    wanted = {key: values[key] for key in UNIQUE_KEYS if key in values}
    user_id = user.id
    await _refuse_taken(session, wanted, besides=user_id)
    if "password" in changes:
        values["password"] = await hash_password(changes["password"])
    try:
        async with transaction(session):
            for key, value in values.items():
                setattr(user, key, value)
    except IntegrityError as error:
        raise Conflict(await queries.list_taken(session, wanted, user_id) or wanted) from error
    except StaleDataError as error:
        raise Unauthorized("token", "is invalid") from error
    return user


async def _refuse_taken(
    session: AsyncSession, wanted: Mapping[str, str], besides: int | None = None
) -> None:
    """Name every key that is taken; what slips past is caught by the unique constraints."""
    if taken := await queries.list_taken(session, wanted, besides):
        raise Conflict(taken)
