"""The users table, and who may be asking."""

from typing import ClassVar, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression


class PasswordField(models.CharField):  # type: ignore[type-arg]  # generic in its stubs only
    """A password hash, in its column the plain PHC string (ACC-13).

    Django writes the name of the hasher before it, to find the hasher again: "argon2$argon2id$...".
    """

    hasher = "argon2"

    def from_db_value(
        self, value: str, expression: Expression, connection: BaseDatabaseWrapper
    ) -> str:
        """Return the hash as Django's hashers know it."""
        return self.hasher + value

    def get_prep_value(self, value: str) -> str:
        """Return the hash as it is stored."""
        return value.removeprefix(self.hasher)


class User(AbstractBaseUser):
    """Somebody with an account, who logs in with an e-mail address."""

    email = models.EmailField(max_length=254)
    username = models.CharField(max_length=64)
    password = PasswordField(max_length=255)
    bio = models.TextField(null=True)
    image = models.TextField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    last_login = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["username"]

    class Meta:
        """As in spec/schema.sql; `unique=True` would add indexes for LIKE on PostgreSQL."""

        db_table = "users"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["email"], name="users_email_key"),
            models.UniqueConstraint(fields=["username"], name="users_username_key"),
        ]


class AnonymousUser:
    """Who asks without a token; Django's own comes with tables that nobody needs here."""

    pk = None


Viewer: TypeAlias = User | AnonymousUser
