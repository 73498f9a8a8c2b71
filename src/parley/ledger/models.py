"""The ledger's tables, and `Row`, which every table of Parley is: it can be written only behind the door."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from django.db import models

from parley.ledger.pen import may_write, wrote
from parley.ledger.terms import Rank

W = TypeVar("W", bound=StrEnum | None)


if TYPE_CHECKING:

    class _Words(models.CharField[W, W], Generic[W]):
        pass

else:  # Django's own fields cannot be subscripted when running

    class _Words(models.CharField, Generic[W]):
        pass


class WordField(_Words[W]):
    """A column that holds one word of a fixed list and gives it back as that enum."""

    def __init__(self, words: type[W] | None = None, **options: Any) -> None:
        self.words: Callable[[str], Any] = words or str  # a migration's copy of the column knows no words
        every: Any = words or ()
        self.known = {str(word): word for word in every}  # looking one up is faster than asking the enum for it
        options.setdefault("max_length", 30)
        super().__init__(**options)

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        """Give the word of a row that is read."""
        return (self.known.get(value) or self.words(value)) if value else None

    def get_prep_value(self, value: Any) -> Any:
        """Write the word; raises ValueError for one that is not on the list."""
        return str(self.words(value)) if value else value

    def deconstruct(self) -> Any:
        """Appear in migrations as a plain text column, so that words may move between modules."""
        name, _, args, options = super().deconstruct()
        if "default" in options:
            options["default"] = str(options["default"])
        return name, "django.db.models.CharField", args, options


class RowSet(models.QuerySet[Any]):
    """A queryset whose every way of writing asks the pen first."""

    def update(self, **values: Any) -> int:
        """Update the rows, inside an action; that there were none needs no event."""
        may_write(self.model)
        rows = super().update(**values)
        if rows:
            wrote(self.model)
        return rows

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows, inside an action; that there were none needs no event."""
        may_write(self.model)
        gone = super().delete()
        if gone[0]:
            wrote(self.model)
        return gone

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """Insert the rows, inside an action."""
        may_write(self.model)
        made = super().bulk_create(objs, *args, **options)
        wrote(self.model)
        return made

    def bulk_update(self, objs: Iterable[Any], *args: Any, **options: Any) -> int:
        """Update the rows, inside an action."""
        may_write(self.model)
        rows = super().bulk_update(objs, *args, **options)
        wrote(self.model)
        return rows


class Row(models.Model):
    """A row of Parley: written inside an action, or not at all."""

    objects: ClassVar[models.Manager[Self]] = models.Manager.from_queryset(RowSet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Save the row, inside an action. A row the database refuses, as when another made it first, needs no event."""
        may_write(type(self))
        super().save(*args, **options)
        wrote(type(self))

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, inside an action."""
        may_write(type(self))
        gone = super().delete(*args, **options)
        wrote(type(self))
        return gone


class Reason(Row):
    """Why something was changed, in a person's words; can be blanked without touching the chain."""

    text = models.TextField()


class Entry(Row):
    """One thing that happened. Triggers in the database refuse to change or delete it."""

    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)  # a person's key; empty for Parley itself and for the unsigned
    kind = models.CharField(max_length=60)
    data = models.JSONField()
    reason = models.ForeignKey(Reason, null=True, on_delete=models.PROTECT, related_name="+")
    chain = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "id"]), models.Index(fields=["actor", "id"])]

    def content(self) -> dict[str, Any]:
        """Give what the chain is computed over: everything but the reason, which may be blanked."""
        return {"at": self.at.isoformat(), "actor": self.actor, "kind": self.kind, "data": self.data}


class About(Row):
    """An entry belongs to the history of a thing."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="abouts")
    kind = models.CharField(max_length=30)
    key = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "key", "entry"])]


class Pending(models.Model):
    """Work to be done after commit: leased, retried with a growing pause, gone when done, parked when it keeps failing.

    No part of the company's record, so it is no Row: the outbox may lease and finish it without an event.
    """

    task = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    unique_key = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 - many have none, and none is no key
    run_after = models.DateTimeField()
    due_since = models.DateTimeField(null=True)  # when it was to be done first; pauses do not move it
    attempts = models.PositiveSmallIntegerField(default=0)
    rank = models.PositiveSmallIntegerField(default=Rank.USUAL, db_default=Rank.USUAL)
    lease = models.PositiveIntegerField(default=0)  # a fencing number: a late worker's no longer matches
    parked = models.BooleanField(default=False)
    trouble = models.TextField(blank=True)

    class Meta:
        # A condition, since SQLite finds no `NOT parked` in a column of an index.
        indexes: ClassVar = [
            models.Index(fields=["rank", "run_after", "id"], name="work_due", condition=models.Q(parked=False))
        ]
