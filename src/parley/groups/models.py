"""Tables of groups: areas with their teams, the strategy group of each, and who belongs how."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.groups.terms import MemberKind
from parley.ledger.models import Row, WordField
from parley.people.models import Person


class Area(Row):
    """A product area: what a group is about. Its decider is one named executive."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True)
    decider = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    dissolved_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Group(Row):
    """The strategy group of one area; it shares the area's key, name and address."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, primary_key=True, related_name="group")
    charter = models.TextField(blank=True)
    legal_approves = models.BooleanField(default=False)  # words for clients wait for legal too
    answer_days = models.PositiveSmallIntegerField(default=14)  # within how many days a topic gets its answer
    transcript_days = models.PositiveSmallIntegerField(
        default=0
    )  # how long the words of a call are kept; 0: not at all


class Team(Row):
    """An engineering team, its capacity in team-weeks a quarter."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    capacity = models.DecimalField(max_digits=6, decimal_places=1, default=0)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "name"], name="team_once_an_area")]


class Member(Row):
    """Somebody belongs to a group, core or on call, from a day until perhaps another."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    kind = WordField(MemberKind)
    since = models.DateField()
    until = models.DateField(null=True)
    entered_at = models.DateTimeField(null=True)  # when Parley was told, whatever day somebody types as `since`

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "person"], condition=Q(until=None), name="member_once_a_group")
        ]


class Facilitator(Row):
    """Somebody runs a group's meetings and keeps the group."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="facilitators")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "person"], name="facilitator_once")]


class ProductPerson(Row):
    """Somebody keeps the roadmap of an area: named one by one, not by function."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="product_people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(null=True)  # as of a member

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "person"], name="product_person_once")]


class Shift(Row):
    """A team, or part of it, is lent to another area from one Monday until another, on which it is back."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="shifts")
    lender = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="lent_shifts")
    borrower = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="borrowed_shifts")
    share = models.PositiveSmallIntegerField(null=True)  # percent of what there is of it
    weekly = models.DecimalField(max_digits=5, decimal_places=2, null=True)  # or team-weeks a week
    first = models.DateField()
    back_on = models.DateField()
    reason = models.TextField()
    extended_because = models.TextField(blank=True)
    lent_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # somebody said that it is back

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(lender=models.F("borrower")), name="lent_to_another"),
            models.CheckConstraint(condition=Q(back_on__gte=models.F("first")), name="back_after_it_went"),
            models.CheckConstraint(
                condition=Q(share__isnull=True, weekly__gt=0) | Q(weekly__isnull=True, share__gte=1, share__lte=100),
                name="share_or_team_weeks",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["back_on"], name="shift_back_on")]
