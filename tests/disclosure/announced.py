"""Telling that it is there, in tests: who waits for it, one of them, and telling them."""

from parley.disclosure.actions import (
    Occasion,
    tell_announced,
)
from parley.disclosure.models.launching import Announcement
from parley.disclosure.terms import Words
from parley.kernel.spans import today_of

SAYS = Words(None, "It is there: your account shows the switch.")
NOT_NEEDED = "They left that market in spring."


def waiting(of):
    return set(Announcement.objects.filter(initiative=of, closed_at=None).values_list("client__name", flat=True))


def one(name="Nordbank"):
    return Announcement.objects.get(client__name=name)


def tell(cast, row, *keys, **given):
    actor = given.get("actor", cast.aiko)
    facts = {"how": Occasion(on=today_of(actor, cast.at)), "actor": actor, "at": cast.at} | given
    some = keys or list(Announcement.objects.values_list("pk", flat=True))
    return tell_announced(initiative=row, announcements=some, **facts)
