"""Tables of the roadmap: initiatives, the whys they had, regions, overrides, the insights behind them, and who asks."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from parley.clients.models import Client, Insight
from parley.groups.models import Area, Shift
from parley.ledger.models import Row, WordField
from parley.people.models import Person, Region
from parley.roadmap.terms import Audience, Confidence, Horizon, Stage, Stance, Verdict, Waiver
from parley.roadmap.terms.portfolio import TieKind
from parley.roadmap.terms.shifts import Part
from parley.voices.models import Thread


class StageLabel(Row):
    """What a company calls a stage; the kind underneath is fixed."""

    stage = WordField(Stage, unique=True)
    label = models.CharField(max_length=60)


class Initiative(Row):
    """An item of a roadmap. Its why is a row of its own, so that earlier whys can be read."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="initiatives")
    source = models.CharField(max_length=40, default="parley")
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    stage = WordField(Stage)
    horizon = WordField(Horizon)
    window_first = models.DateField(null=True)
    window_last = models.DateField(null=True)
    confidence: WordField[Confidence | None] = WordField(Confidence, null=True)
    audience = WordField(Audience)
    all_regions = models.BooleanField(default=True)
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.OneToOneField("InitiativeWhy", null=True, on_delete=models.PROTECT, related_name="+")
    shown_to = WordField(Audience)  # the audience in effect: what was asked for, as far as why and stage allow it
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)  # within its horizon, smallest first
    version = models.PositiveIntegerField(default=1)
    live_at = models.DateTimeField(null=True)  # when it came live; unknown where it came to Parley so
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="initiative_identity"),
            models.CheckConstraint(
                condition=Q(window_first=None, window_last=None) | Q(window_first__lte=models.F("window_last")),
                name="window_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["area", "horizon", "position"]),
            models.Index(fields=["shown_to", "area"]),
        ]

    def __str__(self) -> str:
        return self.title


class InitiativeWhy(Row):
    """One why an initiative had: written once, followed by another when it changes."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="whys")
    because = models.TextField(blank=True)
    who_benefits = models.TextField(blank=True)
    budget = models.TextField(blank=True)
    budget_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    budget_currency = models.CharField(max_length=3, blank=True)
    expected_return = models.TextField(blank=True)
    return_basis = models.TextField(blank=True)
    instead = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()


class InitiativeRegion(Row):
    """An initiative that applies to some regions only applies to this one; with what differs there, if anything."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="regions")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "region"], name="initiative_region_once")
        ]


class RegionOverride(Row):
    """What is different in one region; empty fields are as everywhere else."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="region_overrides")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    horizon: WordField[Horizon | None] = WordField(Horizon, null=True)
    window_first = models.DateField(null=True)
    window_last = models.DateField(null=True)
    confidence: WordField[Confidence | None] = WordField(Confidence, null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["initiative", "region"], name="region_override_once")]


class Override(Row):
    """A rule set aside for one initiative, by a named person, with a reason, perhaps until a day."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="overrides")
    waives = WordField(Waiver)
    audience: WordField[Audience | None] = WordField(
        Audience, null=True
    )  # how far it may be shown, for an override of the audience
    reason = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "waives"], condition=Q(ended_at=None), name="one_override_each"
            )
        ]


class InsightLink(Row):
    """An insight speaks for or against an initiative. The client is the insight's: here, one index says who asks."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="insight_links", db_index=False)
    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="initiative_links")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    stance = WordField(Stance)
    linked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    own = models.BooleanField(default=True, db_default=True)  # else another's that it was merged with: see `_spread`

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["initiative", "insight"], name="insight_linked_once")]
        indexes: ClassVar = [models.Index(fields=["initiative", "stance", "client"], name="who_asks")]


class NotPlanned(Row):
    """Somebody answered that what a client said is not planned, with a reason, until it is taken back or linked."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="answers")
    reason = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["insight"], condition=Q(ended_at=None), name="one_answer_each")
        ]


class Evidence(models.Model):
    """Who asks for one initiative, as it was counted last: a page reads this row, however many insights there are.

    Derived from links and clients, so it is no Row. It holds while no entry about clients is newer than `counted_at`.
    """

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, primary_key=True, related_name="evidence")
    counted_at = models.BigIntegerField()  # the key of the newest entry about clients before it was counted
    clients = models.PositiveIntegerField()
    verdict = WordField(Verdict)
    largest = models.BigIntegerField(null=True)  # the key of the client with the most insights for it
    figures = models.JSONField(encoder=DjangoJSONEncoder)


class ClientCount(models.Model):
    """All clients, counted as initiatives compare theirs to them: the one row there is. Derived, as `Evidence`."""

    counted_at = models.BigIntegerField()
    day = models.DateField()  # those who said something were counted within a year of it
    figures = models.JSONField(encoder=DjangoJSONEncoder)


class Acceptance(Row):
    """Somebody answers for going on although one client asks, with a reason, until it is ended."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="acceptances")
    reason = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative"], condition=Q(ended_at=None), name="one_acceptance_each")
        ]


class Estimate(Row):
    """What an initiative still takes of its area's teams, in team-weeks, as it was estimated last."""

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, related_name="estimate")
    team_weeks = models.DecimalField(max_digits=6, decimal_places=1)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()


class Tie(Row):
    """Two initiatives that cannot be chosen freely: the first comes before the second, or they exclude each other."""

    first = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+")
    kind = WordField(TieKind)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second", "kind"], name="tie_once"),
            models.CheckConstraint(condition=~Q(first=models.F("second")), name="tied_to_another"),
        ]


class ShiftPart(Row):
    """What a shift of a team has to do with an initiative: it waits, it is stopped, or the team is lent for it."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="parts")
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="shift_parts")
    part = WordField(Part)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["shift", "initiative"], name="once_in_a_shift")]
