"""A quarter in which enough people gave enough, and some of it was credited, for pages and questions."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from parley.decisions.queries import contributions_to, options_of
from parley.decisions.terms import EffectField
from parley.groups.actions import add_member
from parley.kernel.spans import Window, quarter_of
from parley.ledger.door import action
from parley.ledger.terms import MACHINE
from parley.people.actions import add_person
from parley.voices.models import Contribution
from tests.clients.made import hartmann
from tests.decisions.made import REASON, decision, moved, settle_and_publish
from tests.roadmap.made import initiative
from tests.topics.made import topic

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.people.models import Person
    from parley.topics.models import Topic
    from tests.cast import Cast


@dataclass
class Told:
    """What there is: people of identity who gave something, and a decision that credits some of it."""

    quarter: Window
    people: "list[Person]" = field(default_factory=list)
    topics: "list[Topic]" = field(default_factory=list)
    decision: "Decision" = field(init=False)


def last_quarter(cast: "Cast") -> Window:
    """Give the quarter that ended last."""
    return quarter_of(quarter_of(cast.at.date()).first - timedelta(days=1))


def moment_in(quarter: Window, day: int = 20) -> datetime:
    """Give a moment of a quarter."""
    return datetime.combine(quarter.first + timedelta(days=day), time(9), UTC)


def a_quarter(cast: "Cast", *, people: int = 8, credited: int = 6) -> Told:
    """Let so many account managers of identity bring a topic each last quarter; a decision credits some of them.

    The decision moves an initiative. It is taken now, so its credits are dated back into the quarter.
    """
    told = Told(last_quarter(cast))
    at = moment_in(told.quarter)
    for n in range(people):
        person = add_person(name=f"Giver {n}", email=f"giver{n}@parley.example", region=cast.emea,
                            function=cast.functions["account-management"], actor=MACHINE, at=at)  # fmt: skip
        add_member(area=cast.identity, person=person, actor=MACHINE, at=at)
        told.people.append(person)
        told.topics.append(topic(cast, person, f"Does consent cover country {n}?", at=at,
                                 answer_by=at.date() + timedelta(days=14)))  # fmt: skip
    hartmann(cast)
    made = initiative(cast)
    told.decision = decision(cast, moved(made, EffectField.WINDOW), topics=told.topics[:credited], initiatives=[made])
    gifts = [
        gift
        for giver in contributions_to(cast.viewer(cast.elena), told.decision)
        for gift in giver.gifts
        if giver.person in told.people
    ]
    settle_and_publish(decision=told.decision, option=options_of(told.decision)[0], reason=REASON, credits=gifts,
                       actor=cast.elena, at=cast.at)  # fmt: skip
    _date_back(when=at + timedelta(days=30), actor=MACHINE, at=cast.at)
    return told


@action
def _date_back(*, when: datetime, actor: Any, at: datetime) -> None:
    from parley.ledger.door import record  # noqa: PLC0415 - for this alone
    from parley.people.events import CaughtUp  # noqa: PLC0415 - as above

    Contribution.objects.update(credited_at=when)
    record(CaughtUp(person=Contribution.objects.latest("pk").person_id))


def after_the_questions(day: date) -> date:
    """Give a day on which questions that were asked on another are closed."""
    return day + timedelta(days=29)
