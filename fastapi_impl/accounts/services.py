"""Every write and business rule of accounts."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from accounts import queries
from accounts.models import User
from accounts.queries import Viewer
from accounts.schemas import UpdatedUser
from clock import now
from database import AnyRow, execute, transaction
from errors import Conflict, Unauthorized
from security import hash_password, verify_password

UNIQUE_KEYS = ("email", "username")


async def authenticate(engine: AsyncEngine, *, email: str, password: str) -> AnyRow:
    """Return the user whom the credentials belong to (ACC-7).

    Raises:
        Unauthorized: the e-mail address is unknown, or the password wrong; neither the answer nor
            the time that it takes tells which.
    """
    user = await queries.find_user_by_email(engine, email)
    correct = await verify_password(password, user.password if user else None)
    if user is None or not correct:
        raise Unauthorized("credentials", "invalid")
    return user


async def create_user(engine: AsyncEngine, *, username: str, email: str, password: str) -> User:
    """Register a user (ACC-1).

    Raises:
        Conflict: the e-mail address or the username is taken (ACC-2, ACC-14).
    """
    wanted = {"email": email, "username": username}
    await _refuse_taken(engine, wanted)
    moment = now()
    password_hash = await hash_password(password)  # before SQLite's write lock is taken
    user = User(**wanted, password=password_hash, created_at=moment, updated_at=moment)
    try:
        async with transaction(engine) as session:
            session.add(user)
    except IntegrityError as error:
        raise Conflict(await queries.list_taken(engine, wanted) or wanted) from error
    return user


async def update_user(engine: AsyncEngine, user: Viewer, changes: UpdatedUser) -> Viewer:
    """Change an account in the keys given, and in no other (ACC-9).

    Raises:
        Conflict: the new e-mail address or username is another user's (ACC-2, ACC-15).
        Unauthorized: the user is gone meanwhile (GEN-6).
    """
    if not changes:
        return user
    values: dict[str, Any] = {**changes, "updated_at": now()}
    wanted = {key: values[key] for key in UNIQUE_KEYS if key in values}
    await _refuse_taken(engine, wanted, besides=user.id)
    if "password" in changes:
        values["password"] = await hash_password(changes["password"])
    try:
        await execute(engine, update(User).where(User.id == user.id).values(values))
    except IntegrityError as error:
        raise Conflict(await queries.list_taken(engine, wanted, user.id) or wanted) from error
    return await queries.get_user(engine, user.id)


async def _refuse_taken(
    engine: AsyncEngine, wanted: Mapping[str, str], besides: int | None = None
) -> None:
    """Name every key that is taken; what slips past is caught by the unique constraints."""
    if taken := await queries.list_taken(engine, wanted, besides):
        raise Conflict(taken)
