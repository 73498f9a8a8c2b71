"""Each promise is kept once, as it was first told to a client, so that it can be held against what became of it."""

from collections.abc import Collection
from datetime import date

from parley.disclosure.models import Statement, ToldPromise
from parley.disclosure.queries import promises_about
from parley.roadmap.terms import Confidence


def _promise(told: Collection[Statement]) -> None:
    """Keep the promises in statements, those that were told before with the earliest day. Their initiatives are locked.

    Two queries, and one for each promise that turns out to have been told earlier.
    """
    first: dict[tuple[int, date, date, Confidence], date] = {}
    for each in told:
        if each.window_first and each.window_last and each.confidence:
            said = (each.initiative_id, each.window_first, each.window_last, each.confidence)
            first[said] = min(each.told_on, first.get(said, each.told_on))
    there = promises_about({said[0] for said in first}) if first else {}
    for said in first.keys() & there.keys():
        if first[said] < there[said].told_on:
            there[said].told_on = first[said]
            there[said].save(update_fields=["told_on"])
    ToldPromise.objects.bulk_create(
        ToldPromise(
            initiative_id=said[0], window_first=said[1], window_last=said[2], confidence=said[3], told_on=told_on
        )
        for said, told_on in first.items()
        if said not in there
    )
