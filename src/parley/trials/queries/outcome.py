"""What follows from trials: the decision about one, what its options mean for it, and who is still to be thanked."""

from datetime import date

from django.db.models import Q, QuerySet

from parley.decisions.queries import effects_of
from parley.decisions.terms import EffectField
from parley.disclosure.queries.errands import seen_to_by
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.trials.models import Trial, TrialLink, TrialOutcome, TrialPlace
from parley.trials.queries.seeing import AREA, trials_visible_to
from parley.trials.rules.outcome import follows_from
from parley.trials.terms import TO_HEAR, Follows, LinkFor, PlaceState, TrialState


def trials_asked_in(decision: int) -> list[Trial]:
    """Open trials of which a decision says, or was to say, what follows."""
    return list(Trial.objects.filter(decision=decision, state=TrialState.OPEN).order_by("pk"))


@prepared
def trials_behind(viewer: Viewer, decision: int) -> QuerySet[Trial]:
    """Trials that the viewer may see of which a decision says, or said, what follows."""
    tied = TrialOutcome.objects.filter(option__decision=decision).values("trial")
    return trials_visible_to(viewer).filter(Q(decision=decision) | Q(pk__in=tied)).order_by("pk")


def meaning_of(trial: Trial, option: int) -> tuple[Follows | None, date | None]:
    """What choosing an option means for a trial, and its new last day; nothing when that cannot be said."""
    tied = TrialOutcome.objects.filter(trial=trial, option=option).first()
    if tied:
        return tied.follows, tied.until
    effects = [each for each in effects_of(option) if each.initiative_id == trial.initiative_id]
    return follows_from(each.new for each in effects if each.field is EffectField.STAGE), None


def participants_of(trial: int) -> list[int]:
    """Keys of the clients that take part in a trial."""
    rows = TrialPlace.objects.filter(trial=trial, state=PlaceState.ACCEPTED).order_by("client")
    return list(rows.values_list("client", flat=True))


def thanks_due(viewer: Viewer, on: date) -> QuerySet[TrialPlace]:
    """Clients the viewer sees to that were in a trial that has ended, and have not heard of it yet."""
    return places_to_thank().filter(seen_to_by(viewer, on=on, area=AREA))


def places_to_thank() -> QuerySet[TrialPlace]:
    """Places of clients that took part, waited or were invited when their trial ended, and have not heard of it yet."""
    rows = TrialPlace.objects.filter(state__in=TO_HEAR, thanked_at=None, client__left_on=None)
    return rows.filter(trial__state__in=(TrialState.CLOSED, TrialState.GIVEN_UP))


def thanked_counts(trial: int) -> tuple[int, int]:
    """How many of those who took part in a trial were thanked, and how many there are."""
    rows = TrialPlace.objects.filter(trial=trial, state=PlaceState.ACCEPTED)
    return rows.exclude(thanked_at=None).count(), rows.count()


def feedback_links(trial: int, *, on: date) -> QuerySet[TrialLink]:
    """Links to the questions of a trial that can still be opened."""
    return TrialLink.objects.filter(place__trial=trial, serves=LinkFor.FEEDBACK, ended_at=None, expires_on__gte=on)
