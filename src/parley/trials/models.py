"""Tables of trials: what is to be learnt, which clients take part, the links they answer by, and what they said."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from parley.clients.models import Client, Insight
from parley.decisions.models import Decision, Option
from parley.disclosure.models import Statement
from parley.ledger.models import Row, WordField
from parley.people.models import Person, Region
from parley.roadmap.models import Initiative
from parley.trials.terms import AnswerKind, Follows, LinkFor, PlaceState, Tap, TrialKind, TrialState, Verdict
from parley.trials.terms.candidates import Dimension
from parley.voices.models import Attachment, Thread


class Trial(Row):
    """An alpha or beta of an initiative: what we want to learn from which clients, and what came of it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="trials")
    kind = WordField(TrialKind)
    code_name = models.CharField(max_length=60, unique=True)  # for colleagues alone: clients never read it
    aim = models.TextField()
    first_day = models.DateField()
    last_day = models.DateField()
    places = models.PositiveIntegerField()
    least_regions = models.PositiveIntegerField(default=1)
    least_segments = models.PositiveIntegerField(default=1)
    requirements = models.TextField(blank=True)  # what a client needs to take part
    agreement = models.TextField(blank=True)  # what a client has to agree to before it does
    rest_months = models.PositiveIntegerField()  # of a client, after a trial or a refusal
    state = WordField(TrialState, default=TrialState.PLANNED)
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+")
    planned_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # or given up
    ended_on = models.DateField(null=True)  # from which its clients rest
    because = models.TextField(blank=True)  # why it was given up
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="trials")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="trial_ends_after_it_begins")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-planned_at"], name="trials_as_planned")]

    def __str__(self) -> str:
        return self.code_name


class TrialQuestion(Row):
    """Something a trial is to answer, with the answer that would change our mind; in the end, its outcome."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    asks = models.CharField(max_length=300)
    changes_mind = models.TextField()
    kind = WordField(AnswerKind)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")  # none: any client
    segment = models.CharField(max_length=80, blank=True)
    verdict: WordField[Verdict | None] = WordField(Verdict, null=True)
    evidence = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["trial", "position"], name="trial_question_placed")]


class TrialQuota(Row):
    """At least so many clients of one region, segment or size."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="quotas")
    over = WordField(Dimension)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=80, blank=True)  # a segment or a size
    least = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trial", "over", "region", "value"], name="quota_once")
        ]


class TrialPlace(Row):
    """A client in a trial, from the first nomination on."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="trial_places", db_index=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="trial_places")
    state = WordField(PlaceState)
    because = models.TextField(blank=True)  # why it is put forward, held back or taken out, as its state says
    put_forward_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    put_forward_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # or held back by
    agreed_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)  # its account manager, of its silence
    reminders = models.PositiveSmallIntegerField(default=0)
    thread = models.OneToOneField(Thread, null=True, on_delete=models.PROTECT, related_name="+")  # of its screenshots
    thanked_at = models.DateTimeField(null=True)
    thanked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    thanked_with = models.ForeignKey(Statement, null=True, on_delete=models.PROTECT, related_name="+")  # none: no words
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["trial", "client"], name="trial_place_once")]
        indexes: ClassVar = [
            models.Index(fields=["trial", "state", "changed_at"], name="places_of_trial"),
            models.Index(fields=["client"], condition=Q(state=PlaceState.PROPOSED), name="places_proposed"),
            models.Index(
                fields=["client"], condition=Q(state=PlaceState.ACCEPTED, thanked_at=None), name="places_to_thank"
            ),
        ]


class TrialLink(Row):
    """A link by which a client answers without signing in: kept hashed, with its last day."""

    place = models.ForeignKey(TrialPlace, on_delete=models.CASCADE, related_name="links")
    serves = WordField(LinkFor)
    token_hash = models.CharField(max_length=64, unique=True)
    statement = models.ForeignKey(Statement, null=True, on_delete=models.PROTECT, related_name="+")  # of an invitation
    to_whom = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_on = models.DateField()  # the last day
    ended_at = models.DateTimeField(null=True)  # it was revoked, or another took its place
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")


class TrialAnswer(Row):
    """What one client said to one question of a trial: the newest is what counts, the others stay."""

    question = models.ForeignKey(TrialQuestion, on_delete=models.CASCADE, related_name="answers", db_index=False)
    place = models.ForeignKey(TrialPlace, on_delete=models.CASCADE, related_name="answers")
    tap: WordField[Tap | None] = WordField(Tap, null=True)
    text = models.TextField(blank=True)
    said_on = models.DateField()
    link = models.ForeignKey(
        TrialLink, null=True, on_delete=models.PROTECT, related_name="+"
    )  # none: noted from a call
    noted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    insight = models.ForeignKey(Insight, null=True, on_delete=models.PROTECT, related_name="+")
    latest = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "place"], condition=Q(latest=True), name="latest_trial_answer")
        ]
        indexes: ClassVar = [models.Index(fields=["question", "noted_at"], name="trial_answers_to")]


class TrialScreenshot(Row):
    """A picture or PDF that one client sent to a question of a trial, attached to the conversation of its place."""

    question = models.ForeignKey(TrialQuestion, on_delete=models.CASCADE, related_name="screenshots")
    place = models.ForeignKey(TrialPlace, on_delete=models.CASCADE, related_name="screenshots")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()


class TrialOutcome(Row):
    """What choosing an option of the decision about a trial means for the trial."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="outcomes")
    option = models.OneToOneField(Option, on_delete=models.CASCADE, related_name="+")
    follows = WordField(Follows)
    until = models.DateField(null=True)  # the last day of a trial that goes on
