"""Tables of people: functions, regions, people, and links to sign in with."""

from datetime import time
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.crypto import salted_hmac

from parley.ledger.models import Row, WordField
from parley.people.terms import Duty, Side


class Function(Row):
    """What somebody does, for instance account management; it belongs to a side."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80, unique=True)
    side = WordField(Side)
    duty = WordField(Duty, default=Duty.NONE)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Region(Row):
    """A part of the world the company sells in."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(Row, AbstractBaseUser):
    """Somebody in the company. A leaver keeps the row, so that what they wrote keeps its author."""

    last_login = None
    key = models.CharField(max_length=120, unique=True)  # how other systems name them; the e-mail when nothing else
    email = models.EmailField(max_length=254, unique=True, null=True)  # noqa: DJ001 - several have none
    name = models.CharField(max_length=200)
    company = models.CharField(max_length=200, blank=True)  # only where a group spans companies
    function = models.ForeignKey(Function, null=True, on_delete=models.PROTECT, related_name="people")
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="people")
    time_zone = models.CharField(max_length=60, default="UTC")
    language = models.CharField(max_length=12, default="en")
    operations = models.BooleanField(default=False)
    left_on = models.DateField(null=True)
    seen_until = models.DateTimeField(null=True)  # the moment up to which they said they have read what changed
    sessions = models.PositiveIntegerField(default=0)  # raising it ends every session
    away_from = models.DateField(null=True)
    away_until = models.DateField(null=True)
    quiet_from = models.TimeField(
        default=time(19)
    )  # from this hour of theirs until that one no news is mailed to them;
    quiet_until = models.TimeField(default=time(8))  # the same hour twice: at any hour
    deputy = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")  # while they are away
    entered_at = models.DateTimeField(null=True)  # when Parley was told of them, and by whom; unknown of the first
    entered_by = models.BigIntegerField(null=True)
    remind_every = models.PositiveSmallIntegerField(default=3)  # days between reminders of what waits; 0 for none

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["name"]),
            # Of leavers alone: with everybody in it, SQLite reads all who have not left whenever it is asked for a few.
            models.Index(fields=["left_on"], condition=models.Q(left_on__isnull=False), name="leavers"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django declares a field; a leaver is a date here
        """Whether they are still in the company."""
        return self.left_on is None

    @property
    def side(self) -> Side:
        """The side of their function."""
        return self.function.side if self.function else Side.NEITHER

    @property
    def duty(self) -> Duty:
        """The duty of their function."""
        return self.function.duty if self.function else Duty.NONE

    def get_session_auth_hash(self) -> str:
        """Tie sessions to the password and to the count that leaving raises."""
        return salted_hmac("parley.people.sessions", f"{self.password}:{self.sessions}", algorithm="sha256").hexdigest()

    def save(self, *args: Any, **options: Any) -> None:
        """Save inside an action."""
        super().save(*args, **options)


class SignInLink(Row):
    """A link by mail: 128 random bits or more, kept hashed, used up by confirming and never by opening."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
