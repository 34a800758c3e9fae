"""Registering, logging in, one's own record, and following."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared_tests.mutants.reference.refusals import Refusal, not_found, taken
from shared_tests.mutants.reference.store import User, hashed
from shared_tests.mutants.reference.views import Document, profile_view, user_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared_tests.mutants.reference.call import Call
    from shared_tests.mutants.reference.server import Application

NAMES = ("email", "username")


def login(app: Application, call: Call) -> Document:
    """Log in."""
    email, password = call.fields["email"], call.fields["password"]
    user = app.store.user_where(lambda user: user.email == email)
    if user is None and app.broken("username-logs-in"):
        user = app.store.user_where(lambda user: user.username == email)
    if user is None and app.broken("unknown-email-told"):
        raise Refusal(401, email="is unknown")
    if user is None or user.password != _kept(app, password):
        raise Refusal(401, credentials="invalid")
    return user_view(user, app.token_for(_whose_token(app, user)))


def _whose_token(app: Application, user: User) -> User:
    first = next(iter(app.store.users.values()))
    return first if app.broken("login-token-of-somebody-else") else user


def _kept(app: Application, password: str) -> str:
    if app.broken("password-cut-at-72-bytes"):
        password = password.encode()[:72].decode(errors="ignore")
    return hashed(password.lower() if app.broken("password-letter-case-ignored") else password)


def create_user(app: Application, call: Call) -> Document:
    """Register."""
    _refuse_taken(app, call.fields, None)
    app.dawdle("race-createUser")
    fields = call.fields
    password = _kept(app, fields["password"])
    user = User(next(app.store.numbers), fields["email"], fields["username"], password)
    if not app.broken("lost-createUser"):
        app.store.users[user.id] = user
    return user_view(user, app.token_for(user))


def _refuse_taken(app: Application, names: Mapping[str, Any], user: User | None) -> None:
    """Refuse names that somebody else has (ACC-2); `user` may keep theirs (ACC-15)."""

    def alike(name: str, other: User) -> bool:
        first, second = str(names[name]), str(getattr(other, name))
        if app.broken("names-in-any-case"):
            return first.lower() == second.lower()
        return first == second

    others = [
        other
        for other in app.store.users.values()
        if other is not user or app.broken("own-name-conflicts")
    ]
    found = [
        name
        for name in NAMES
        if name in names
        and not app.broken(f"taken-{name}-accepted")
        and any(alike(name, other) for other in others)
    ]
    if found:
        raise taken(found[:1] if app.broken("one-conflict-told") else found)


def get_current_user(app: Application, call: Call) -> Document:
    """Return the viewer's record."""
    return user_view(call.who(), app.token_for(call.who()))


def update_current_user(app: Application, call: Call) -> Document:
    """Change what the body carries (ACC-9)."""
    user, changes = call.who(), dict(call.fields)
    if app.broken("update-before-409"):
        user.bio = changes.get("bio", user.bio)
    _refuse_taken(app, changes, user)
    if app.broken("missing-keys-cleared"):
        changes = {"bio": None, "image": None} | changes
    if "password" in changes:
        changes["password"] = _kept(app, changes["password"])
        if app.broken("lost-password"):
            del changes["password"]
    before = {name: getattr(user, name) for name in ("email", "username", "bio", "image")}
    app.dawdle("race-updateCurrentUser")
    if app.broken("race-updateCurrentUser"):
        changes = before | changes
    shown = User(**vars(user) | changes)
    if not app.broken("lost-updateCurrentUser"):
        vars(user).update(changes)
    return user_view(shown, app.token_for(user))


def get_profile(app: Application, call: Call) -> Document:
    """Return a profile."""
    return {"profile": profile_view(call.whom(), call.viewer, app.broken)}


def follow(app: Application, call: Call) -> Document:
    """Follow somebody; again is no error (PRO-3)."""
    viewer, whom = call.who(), call.whom()
    if whom is viewer and app.broken("oneself-not-followed"):
        raise not_found("profile")
    if whom.id in viewer.follows and app.broken("follow-toggles"):
        viewer.follows.discard(whom.id)
    else:
        viewer.follows.add(whom.id)
    return _answer(app, call, followed=True)


def unfollow(app: Application, call: Call) -> Document:
    """Stop following somebody; again is no error (PRO-3)."""
    viewer, whom = call.who(), call.whom()
    if whom.id not in viewer.follows and app.broken("unfollow-again-refused"):
        raise not_found("profile")
    viewer.follows.discard(whom.id)
    if app.broken("unfollow-for-everybody"):
        for user in app.store.users.values():
            user.follows.discard(whom.id)
    return _answer(app, call, followed=False)


def _answer(app: Application, call: Call, *, followed: bool) -> Document:
    view = profile_view(call.whom(), call.viewer, app.broken)
    if app.broken(f"lost-{call.operation.id}"):
        view["following"] = followed
        if followed:
            call.who().follows.discard(call.whom().id)
        else:
            call.who().follows.add(call.whom().id)
    return {"profile": view}


ACTIONS = {
    "login": login,
    "createUser": create_user,
    "getCurrentUser": get_current_user,
    "updateCurrentUser": update_current_user,
    "getProfileByUsername": get_profile,
    "followUserByUsername": follow,
    "unfollowUserByUsername": unfollow,
}
