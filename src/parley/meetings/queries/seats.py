"""Who comes to which meeting: one place that says it of people, and the same of meetings."""

from collections.abc import Iterable

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from parley.groups.queries import insiders_of
from parley.meetings.models import AgendaItem, Meeting, MeetingRegion, Reply
from parley.meetings.terms.invitations import Coming
from parley.meetings.terms.rota import RunAs
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer

SAY_SO = (Coming.YES, Coming.MAYBE)


def comers_to(meeting: int, area: int) -> Q:
    """Say as a condition on people who comes to all of a meeting: the people of a group whose sitting it is.

    Where a day has two, whoever runs one, leads an item, takes its notes or says that they come is there as well.
    """
    here = Meeting.objects.filter(pk=meeting)
    second = Exists(MeetingRegion.objects.filter(meeting=meeting, region=OuterRef("region")))
    sits = Exists(here.filter(sitting=1)) & ~second | Exists(here.filter(sitting=2)) & second
    guest = (
        Q(pk__in=AgendaItem.objects.filter(meeting=meeting).exclude(lead=None).values("lead"))
        | Q(pk__in=here.exclude(note_taker=None).values("note_taker"))
        | Q(pk__in=here.exclude(run_by=None).exclude(run_as=RunAs.DRAWN).values("run_by"))
        | Q(pk__in=Reply.objects.filter(meeting=meeting, item=0, coming__in=SAY_SO).values("person"))
    )
    return insiders_of(area) & (sits | guest) | Q(operations=True) & guest


def goes_to(viewer: Viewer) -> Q:
    """Say as a condition on meetings which the viewer comes to all of: the inverse of `comers_to`."""
    second = Q(Exists(MeetingRegion.objects.filter(meeting=OuterRef("pk"), region=viewer.region)))
    sits = Q(sitting=1) & ~second | Q(sitting=2) & second
    guest = (
        Q(pk__in=AgendaItem.objects.filter(lead=viewer.person).values("meeting"))
        | Q(note_taker=viewer.person)
        | Q(run_by=viewer.person) & ~Q(run_as=RunAs.DRAWN)
        | Q(pk__in=Reply.objects.filter(person=viewer.person, item=0, coming__in=SAY_SO).values("meeting"))
    )
    inside = Q(area__in=viewer.inside) & (sits | guest)
    return inside | guest if viewer.operations else inside


def people_to_lead(area: int) -> QuerySet[Person]:
    """Who may lead an item of a group's meeting, by name: its people (`is_of_group`) and product operations."""
    here = people_in_the_company().filter(insiders_of(area) | Q(operations=True))
    return here.annotate(of_group=ExpressionWrapper(insiders_of(area), output_field=BooleanField())).order_by("name")


def is_of_group(person: Person) -> bool:
    """Whether somebody whom `people_to_lead` gave is of the group."""
    return bool(person.of_group)  # type: ignore[attr-defined]  # annotated above


def second_regions_on(meetings: Iterable[int]) -> dict[int, frozenset[int]]:
    """The regions that come to the second sitting on the day of each of some meetings that has two. One query."""
    return by_meeting(MeetingRegion.objects.filter(meeting__in=list(meetings)).values_list("meeting", "region"))


def by_meeting(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Put regions together by their meeting."""
    found: dict[int, frozenset[int]] = {}
    for meeting, region in pairs:
        found[meeting] = found.get(meeting, frozenset()) | {region}
    return found
