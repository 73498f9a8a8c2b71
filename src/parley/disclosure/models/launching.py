"""Tables of launches: the plan, the regions in it, the look back, and the clients that are to hear that it is there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parley.clients.models import Client
from parley.disclosure.models import Errand
from parley.disclosure.terms.launching import Came
from parley.ledger.models import Row, WordField
from parley.people.models import Person, Region
from parley.roadmap.models import Initiative


class LaunchPlan(Row):
    """How an initiative comes to clients: for whom, what colleagues need for it, and what it is for."""

    initiative = models.OneToOneField(Initiative, on_delete=models.PROTECT, related_name="launch_plan")
    for_whom = models.TextField()
    enablement = models.TextField(blank=True)  # what those who talk to clients need
    support_notes = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    back_on = models.DateField(null=True)  # on which day it is looked back
    looked_at = models.DateTimeField(null=True)  # when that was done; none while it is still to be
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["back_on"], condition=Q(looked_at=None), name="launch_looked_back_on"),
        ]


class LaunchRegion(Row):
    """The launch in one region: its day, what colleagues there have, and whether somebody says that it is ready."""

    plan = models.ForeignKey(LaunchPlan, on_delete=models.CASCADE, related_name="regions")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(null=True)
    enabled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    enabled_at = models.DateTimeField(null=True)
    supported_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    supported_at = models.DateTimeField(null=True)
    ready = models.BooleanField(null=True)  # none while nobody has said
    because = models.TextField(blank=True)  # why it is not
    said_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "region"], name="launch_region_once")]
        indexes: ClassVar = [models.Index(fields=["day"], name="launch_day")]


class LookBackMoved(Row):
    """The day of a look back was moved, by a named person with a reason; both days are shown."""

    plan = models.ForeignKey(LaunchPlan, on_delete=models.CASCADE, related_name="moves")
    before = models.DateField()
    after = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class LookBack(Row):
    """What happened, against what the launch was for as it was written then. It never changes."""

    plan = models.ForeignKey(LaunchPlan, on_delete=models.PROTECT, related_name="look_backs")
    came = WordField(Came)
    text = models.TextField()
    figure = models.CharField(max_length=80, blank=True)  # as people say it, with its unit
    measure = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    due_on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Announcement(Errand):
    """A client is to hear that an initiative is there; once for each client and initiative."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="announcements", db_index=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="announcements", db_index=False)
    asked = models.BooleanField(default=False)
    told = models.BooleanField(default=False)  # something about it, before
    tested = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["initiative", "client"], name="announcement_once")]
        indexes: ClassVar = [
            models.Index(fields=["client"], condition=Q(closed_at=None), name="open_announcements"),
        ]
