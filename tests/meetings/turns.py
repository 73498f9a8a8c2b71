"""Who runs meetings, for the tests: a group's facilitators, its rota drawn up, and a meeting as it is by then."""

from typing import Any

from parley.groups.actions import name_facilitator
from parley.ledger.terms import MACHINE
from parley.meetings.actions import draw_rota
from parley.meetings.models import Meeting
from parley.people.models import Person
from tests.cast import Cast


def facilitators(cast: Cast, *people: Person) -> None:
    """Some people facilitate identity beside Femi."""
    for person in people:
        name_facilitator(area=cast.identity, person=person, named=True, actor=MACHINE, at=cast.at)


def drawn(cast: Cast) -> None:
    """Identity’s rota is drawn up."""
    draw_rota(area=cast.identity, actor=MACHINE, at=cast.at)


def fresh(meeting: Meeting) -> Any:
    """A meeting as it is by now."""
    return Meeting.objects.select_related("area").get(pk=meeting.pk)
