"""Areas, their teams and everybody’s places in groups, as an export writes them out."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch

from parley.groups.models import Area, Facilitator, Member, ProductPerson, Team
from parley.groups.terms import MemberKind
from parley.people.queries import keys_of_people


def areas_written_out() -> Iterator[Area]:
    """Every area with its group and teams, in the order in which they came; for an export."""
    rows = Area.objects.select_related("group").order_by("pk")
    yield from rows.prefetch_related(Prefetch("teams", Team.objects.filter(closed_on=None).order_by("pk")))


def places_written_out() -> Iterator[tuple[str, str, MemberKind | None, set[str], date | None]]:
    """Everybody's places in groups: area and person by key, core or on call and since when, and what else they are."""
    what: dict[tuple[int, int], set[str]] = {}
    for word, rows in (("facilitator", Facilitator.objects.all()), ("product_person", ProductPerson.objects.all())):
        for area, person in rows.values_list("area", "person"):
            what.setdefault((area, person), set()).add(word)
    for area, person in Area.objects.exclude(decider=None).values_list("pk", "decider"):
        what.setdefault((area, int(person or 0)), set()).add("decider")
    members = {
        (area, person): (kind, since)
        for area, person, kind, since in Member.objects.filter(until=None).values_list(
            "area", "person", "kind", "since"
        )
    }
    areas = dict(Area.objects.values_list("pk", "key"))
    names = keys_of_people({person for _, person in {**what, **members}})
    for area, person in sorted({**what, **members}):
        kind, since = members.get((area, person), (None, None))
        yield areas[area], names[person], kind, what.get((area, person), set()), since
