"""How are people, their identities and who leads them kept?"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from ownit.promises.recorded import Proposed, Recorded


class Person(Recorded):
    """A human being; everything that may change about one is a row of its own."""


class Profile(Proposed):
    """What a person is called and does, as one connector or someone by hand says."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="profiles")
    name = models.TextField(blank=True)
    email = models.TextField(blank=True)
    role = models.TextField(blank=True)
    timezone = models.CharField(max_length=64, blank=True)
    active = models.BooleanField(null=True)


class Identity(Recorded):
    """By which id a connector knows a person; an id belongs to one person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identities")
    connector = models.CharField(max_length=64)
    external_id = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["connector", "external_id"], name="people_identity_once"),
        ]


class Reporting(Proposed):
    """Who leads a person from ``effective_on``; no leader says that the person reports to nobody."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reportings")
    leader = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="led")


class Buddy(Proposed):
    """Who checks in with a person every week from ``effective_on``; none says that nobody does."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="buddies")
    buddy = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="buddy_of")


class UserManager(BaseUserManager["User"]):
    """Makes users by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, *, person: Person | None = None) -> User:
        """A user who signs in by e-mail; without a password only by other means."""
        user = self.model(email=email.strip().lower(), person=person)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of an e-mail address, however its letters are cased."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A sign-in, by e-mail; what it may do is decided by access alone, from the person behind it.

    Not a promise: a password may change, so this table alone is not append-only.
    """

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the e-mail in lower case, so that one address is one user."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)
