"""Tables of waves: what is asked, of whom, when, and what was found."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from parley.groups.models import Area
from parley.ledger.models import Row, WordField
from parley.people.models import Person, Region
from parley.surveys.terms.waves import Kind, Part
from parley.topics.models import Topic


class Wave(Row):
    """One run of the survey. Once it opened nothing of it changes but how far it has come."""

    name = models.CharField(max_length=120)
    everybody = models.BooleanField(default=False)  # the whole company, and not only who belongs to a group
    sides = models.JSONField(default=list)  # words of sides; all of them when empty
    floor = models.PositiveSmallIntegerField(default=5)  # nothing is shown of fewer
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    planned_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    invited = models.PositiveIntegerField(default=0)  # how many, from when it opened
    sealed_at = models.DateTimeField(null=True)
    answered = models.PositiveIntegerField(null=True)  # how many, from when it was sealed
    released_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    imported = models.BooleanField(default=False)  # asked elsewhere, before Parley

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="wave_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(floor__gte=5), name="wave_floor_of_five"),
        ]
        indexes: ClassVar = [models.Index(fields=["-opens_at"], name="wave_newest")]


class WaveArea(Row):
    """A wave asks who belongs to this group; those of all groups when it names none."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["wave", "area"], name="wave_area_once")]


class WaveRegion(Row):
    """A wave asks who is in this region; those of all regions when it names none."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="regions")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["wave", "region"], name="wave_region_once")]


class Question(Row):
    """What a wave asks, in its place. `items` are pairs of key and label, of a ranking."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    kind = WordField(Kind)
    text = models.CharField(max_length=300)
    items = models.JSONField(default=list)
    core = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["wave", "key"], name="question_once_a_wave")]


class Release(Row):
    """What a wave found, as every surface shows it: one text for each part, that never changes, and its SHA-256."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="releases")
    part = WordField(Part)
    content = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["wave", "part"], name="released_once")]


class ImportedTotal(Row):
    """How many agreed, of how many, in one part of a wave of which only totals came in: for the counting alone.

    The text shows small parts in bands and masks; the change of the next wave is worked out from these, as it is from
    sheets. Kept of shown parts only.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="totals")
    question = models.SlugField(max_length=40, db_index=False)
    cell = models.JSONField(default=list)  # pairs of a cut and its value; the whole has none
    agree = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()


class Followed(Row):
    """A topic was opened because of what a wave found. `cell` is pairs of a cut and its value; the whole has none."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="followed")
    question = models.CharField(max_length=40)
    cell = models.JSONField(default=list)
    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
