"""Tables of clients: who buys, who looks after them, and what they said."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from parley.clients.terms import Sensitive
from parley.kernel.words import folded
from parley.ledger.models import Row, WordField
from parley.people.models import Person, Region

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:  # Django's own fields cannot be subscripted when running
    _Text = models.CharField


class FoldedField(_Text):
    """A column that follows the row's name without case and accents, so that a name is found however it is typed."""

    def pre_save(self, model_instance: Any, add: bool) -> str:  # noqa: FBT001 - Django's own signature
        """Fold the name as it is now, also when many rows are made at once."""
        value = folded(model_instance.name)[:400]
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """Appear in migrations as a plain text column."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


class Client(Row):
    """A company that buys, known by (source, key) or by an alias."""

    source = models.CharField(max_length=40, default="parley")
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    folded = FoldedField(max_length=400, editable=False, default="")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    top = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")  # above all its parents
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="clients")
    segment = models.CharField(max_length=80, blank=True)
    revenue = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # a year, in `currency`
    currency = models.CharField(max_length=3, blank=True)
    left_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="client_identity")]
        indexes: ClassVar = [
            models.Index(fields=["name"]),
            models.Index(fields=["folded"]),
            models.Index(fields=["region", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Alias(Row):
    """Another name under which a client is known."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True)


class AccountManager(Row):
    """Somebody looks after a client: owns its statements and corrections, sees its revenue."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="managers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["client", "person"], name="account_manager_once")]


class ClientDomain(Row):
    """Mail from this domain is a client’s; several clients may have one, of which somebody then says which it is."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="domains", db_index=False)
    domain = models.CharField(max_length=253, db_index=True)  # in small letters, as mail has it
    kept_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["client", "domain"], name="domain_of_client_once")]


class SensitiveTime(Row):
    """A client is asked for nothing extra until a day: it renews its contract, or something went wrong."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="sensitive_times", db_index=False)
    what = WordField(Sensitive)
    until = models.DateField()  # the last day
    because = models.TextField(blank=True)
    set_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # before its last day, or by another that took its place

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client"], condition=Q(ended_at=None), name="one_sensitive_time")
        ]


class Rate(Row):
    """What one unit of a currency is worth in the company's own, from a day on: never changed, followed by another."""

    currency = models.CharField(max_length=3)
    base = models.CharField(max_length=3)  # the company's own, the same in every row
    since = models.DateField()
    worth = models.DecimalField(max_digits=18, decimal_places=8)
    set_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["currency", "-since", "-id"])]


class Insight(Row):
    """What one client said or needs, at a date; its text never changes."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="insights")
    text = models.TextField()
    said_on = models.DateField()
    author = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="insights")
    on_behalf_of = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    source = models.CharField(max_length=40, default="parley")
    key = models.CharField(max_length=120)  # the source's, else a hash of client, date and text
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    kept = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="voices")  # above all its merges
    merged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=True, db_default=True)  # in the inbox: not linked, merged or answered

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="insight_identity")]
        indexes: ClassVar = [
            models.Index(fields=["client", "-said_on"]),
            models.Index(fields=["-noted_at", "-id"], name="insight_as_noted"),
            models.Index(fields=["author", "-noted_at"], name="insight_by_author"),
            models.Index(fields=["-id"], condition=Q(waits=True), name="insight_waits"),
        ]
