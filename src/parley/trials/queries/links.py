"""Links by which clients answer without signing in, and what each of them shows."""

from datetime import date

from django.db.models import Q, QuerySet

from parley.disclosure.queries import now_of
from parley.people.queries import hash_of
from parley.trials.models import TrialLink
from parley.trials.terms import LinkFor, PlaceState, TrialState


def working(on: date) -> Q:
    """Links that open something: not ended or over, of an open trial and a client that is still one.

    The questions are for who takes part alone.
    """
    serves = ~Q(serves=LinkFor.FEEDBACK) | Q(place__state=PlaceState.ACCEPTED)
    there = Q(place__client__left_on=None, place__trial__state=TrialState.OPEN)
    return Q(ended_at=None, expires_on__gte=on) & there & serves


def link_of_token(token: str, *, on: date) -> TrialLink | None:
    """The link of a token, if it works."""
    rows = TrialLink.objects.filter(working(on), token_hash=hash_of(token))
    return rows.select_related("place__trial__initiative", "place__client", "statement").first()


def links_in_force(place: int, *, on: date) -> QuerySet[TrialLink]:
    """Links of a place that can still be opened, the newest first."""
    rows = TrialLink.objects.filter(working(on), place=place)
    return rows.select_related("made_by").order_by("-made_at", "-pk")


def link_of_place(place: int, key: int) -> TrialLink | None:
    """One link of a place."""
    return TrialLink.objects.filter(place=place, pk=key).select_related("place").first()


def link_to_change(key: int) -> TrialLink:
    """A link, locked until the transaction ends."""
    row: TrialLink = TrialLink.objects.select_for_update().get(pk=key)
    return row


def invitation_holds(link: TrialLink, *, on: date) -> bool:
    """Whether the words of an invitation may still be said to its client just as they were. A few queries."""
    told = link.statement
    if told is None:
        return False
    telling = now_of(link.place.trial.initiative, on=on).telling_to(link.place.client_id, link.place.client.region_id)
    if telling is None or telling.words is None:
        return False
    window = (telling.words.window.first, telling.words.window.last) if telling.words.window else (None, None)
    return (told.name, told.text, told.window_first, told.window_last) == (telling.name, telling.words.text, *window)
