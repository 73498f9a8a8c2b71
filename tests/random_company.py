"""Companies at random: people, groups, roadmaps, decisions and meetings as a plan draws them, written at once."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from parley.clients.models import AccountManager, Client, Insight
from parley.decisions.models import DecidingDeputy, Decision, DecisionInitiative
from parley.decisions.terms import DecisionState
from parley.groups.models import Area, Facilitator, Group, Member, ProductPerson
from parley.groups.terms import MemberKind
from parley.ledger.door import action, record
from parley.meetings.models import ActionPoint, AgendaItem, CalledIn, Meeting
from parley.meetings.terms import Purpose
from parley.people.events import CaughtUp
from parley.people.models import Person
from parley.people.terms import Side
from parley.roadmap.models import Initiative
from parley.roadmap.terms import Audience, Horizon, Stage
from parley.topics.models import Supporter, Topic
from parley.topics.terms import TopicKind
from parley.voices.models import Guest, Thread

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
PEOPLE, AREAS = 6, 3


@dataclass
class Company:
    people: list[Person] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    insights: list[Insight] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    points: list[ActionPoint] = field(default_factory=list)
    guests: set[tuple[int, int]] = field(default_factory=set)  # (thread, person)
    about: dict[int, set[int]] = field(default_factory=dict)  # decision -> initiatives
    supporters: set[tuple[int, int]] = field(default_factory=set)  # (topic, person)
    called: set[tuple[int, int]] = field(default_factory=set)  # (item, person)
    managers: set[tuple[int, int]] = field(default_factory=set)  # (client, person)
    places: set[tuple[str, int, int]] = field(default_factory=set)  # (place, area, person)
    deputies: set[tuple[int, int]] = field(default_factory=set)  # (decider, deputy), now

    def has(self, place: str, area: int, person: Person) -> bool:
        return (place, area, person.pk) in self.places

    def inside(self, area: int, person: Person) -> bool:
        return any(self.has(place, area, person) for place in ("core", "facilitator", "product", "decider"))

    def keeps(self, area: int, person: Person) -> bool:
        """Whoever kept or decided for an area that was dissolved reads as a member: nobody keeps it any more."""
        goes_on = any(each.pk == area and each.dissolved_on is None for each in self.areas)
        return goes_on and (self.has("product", area, person) or self.has("decider", area, person))


who, where = st.integers(0, PEOPLE - 1), st.integers(0, AREAS - 1)


plans = st.fixed_dictionaries(
    {
        "operations": st.sets(who, max_size=1),
        "left": st.sets(who, max_size=2),
        "deciders": st.lists(st.one_of(st.none(), who), min_size=AREAS, max_size=AREAS),
        "members": st.dictionaries(st.tuples(where, who), st.sampled_from(["core", "on_call", "ended"]), max_size=9),
        "facilitators": st.sets(st.tuples(where, who), max_size=3),
        "product": st.sets(st.tuples(where, who), max_size=3),
        "initiatives": st.lists(
            st.tuples(where, st.sampled_from(list(Audience)), st.sets(who, max_size=1)), max_size=5,
        ),
        "topics": st.lists(st.tuples(where, who, st.sets(who, max_size=2), st.sets(who, max_size=1)), max_size=3),
        "decisions": st.lists(
            st.tuples(where, who, st.sampled_from(list(DecisionState)), st.sets(st.integers(0, 4), max_size=3),
                      st.sets(who, max_size=1)), max_size=4,
        ),
        "deputies": st.dictionaries(who, st.tuples(who, st.booleans()), max_size=2),  # of whom, and whether now
        "dissolved": st.sets(where, max_size=1),
        "meetings": st.lists(  # each with items: about which thing, if any, and who is called in for it
            st.tuples(where, st.lists(st.tuples(st.sampled_from(["", "initiatives", "topics", "decisions"]),
                                                st.integers(0, 4), st.sets(who, max_size=2)), max_size=3)), max_size=3,
        ),
        "points": st.lists(st.tuples(where, who, st.one_of(st.none(), st.integers(0, 5))), max_size=3),
        "managers": st.sets(who, max_size=2),
    }
)  # fmt: skip


@action
def build(*, plan: dict[str, Any], actor: Any, at: datetime) -> Company:
    """Make a company row by row, so that states the actions would refuse are tried as well."""
    made = Company()
    for n in range(PEOPLE):
        made.people.append(
            Person.objects.create(key=f"p{n}", name=f"P{n}", email=f"p{n}@parley.example",
                                  operations=n in plan["operations"],
                                  left_on=date(2026, 1, 1) if n in plan["left"] else None)
        )  # fmt: skip
    people = made.people
    for n, decider in enumerate(plan["deciders"]):
        area = Area.objects.create(key=f"a{n}", name=f"A{n}", decider=None if decider is None else people[decider],
                                   dissolved_on=date(2026, 5, 1) if n in plan["dissolved"] else None)  # fmt: skip
        Group.objects.create(area=area)
        made.areas.append(area)
        if decider is not None:
            made.places.add(("decider", area.pk, people[decider].pk))
    for (area, person), kind in plan["members"].items():
        Member.objects.create(area=made.areas[area], person=people[person], since=date(2026, 1, 1),
                              kind=MemberKind.CORE if kind == "ended" else MemberKind(kind),
                              until=date(2026, 2, 1) if kind == "ended" else None)  # fmt: skip
        made.places.add((kind, made.areas[area].pk, people[person].pk))
    for place, table in (("facilitator", Facilitator), ("product", ProductPerson)):
        for area, person in plan["facilitators" if place == "facilitator" else "product"]:
            table.objects.create(area=made.areas[area], person=people[person])
            made.places.add((place, made.areas[area].pk, people[person].pk))
    _talk(made, plan)
    _deputise(made, plan)
    record(CaughtUp(person=people[0].pk))
    return made


def _thread(made: Company, guests: set[int]) -> Thread:
    thread = Thread.objects.create(opened_at=AT)
    for guest in guests:
        Guest.objects.create(thread=thread, person=made.people[guest], since=AT)
        made.guests.add((thread.pk, made.people[guest].pk))
    return thread


def _deputise(made: Company, plan: dict[str, Any]) -> None:
    for decider, (deputy, now) in plan["deputies"].items():
        DecidingDeputy.objects.create(decider=made.people[decider], deputy=made.people[deputy], first=AT.date(),
                                      last=AT.date(), in_force=now)  # fmt: skip
        if now and decider not in plan["left"]:  # nobody decides for somebody who has left
            made.deputies.add((made.people[decider].pk, made.people[deputy].pk))


def _talk(made: Company, plan: dict[str, Any]) -> None:
    client = Client.objects.create(key="c", name="C", revenue=1, currency="EUR")
    made.clients.append(client)
    for manager in plan["managers"]:
        AccountManager.objects.create(client=client, person=made.people[manager])
        made.managers.add((client.pk, made.people[manager].pk))
    made.insights.append(Insight.objects.create(client=client, text="T", said_on=AT.date(), noted_at=AT, key="i"))
    for n, (area, shown_to, guests) in enumerate(plan["initiatives"]):
        made.initiatives.append(
            Initiative.objects.create(area=made.areas[area], key=str(n), title=f"I{n}", stage=Stage.BUILD,
                                      horizon=Horizon.NOW, audience=shown_to, shown_to=shown_to,
                                      thread=_thread(made, guests), created_at=AT, changed_at=AT)
        )  # fmt: skip
    for n, (area, author, supporters, guests) in enumerate(plan["topics"]):
        topic = Topic.objects.create(area=made.areas[area], kind=TopicKind.QUESTION, title=f"T{n}", why="W",
                                     brought_by=made.people[author], side=Side.NEITHER, brought_at=AT,
                                     answer_by=AT.date(), thread=_thread(made, guests))  # fmt: skip
        made.topics.append(topic)
        for supporter in supporters:
            Supporter.objects.create(topic=topic, person=made.people[supporter], since=AT)
            made.supporters.add((topic.pk, made.people[supporter].pk))
    for n, (area, decider, state, about, guests) in enumerate(plan["decisions"]):
        decision = Decision.objects.create(area=made.areas[area], question=f"D{n}", decide_by=AT.date(),
                                           decider=made.people[decider], opened_by=made.people[0], opened_at=AT,
                                           state=state, thread=_thread(made, guests))  # fmt: skip
        made.decisions.append(decision)
        linked = [made.initiatives[each] for each in about if each < len(made.initiatives)]
        for initiative in linked:
            DecisionInitiative.objects.create(decision=decision, initiative=initiative)
        made.about[decision.pk] = {initiative.pk for initiative in linked}
    for area, items in plan["meetings"]:
        meeting = Meeting.objects.create(area=made.areas[area], title="M", starts_at=AT, time_zone="UTC")
        made.meetings.append(meeting)
        for position, (kind, which, called) in enumerate(items, start=1):
            _item(made, meeting, position, (getattr(made, kind) if kind else [])[which : which + 1], called)
    for area, owner, about in plan["points"]:
        item = made.items[about] if about is not None and about < len(made.items) else None
        home = item.meeting.area if item else made.areas[area]
        made.points.append(
            ActionPoint.objects.create(area=home, meeting=item.meeting if item else None, item=item, text="P",
                                       owner=made.people[owner], due_on=AT.date())
        )  # fmt: skip


def _item(made: Company, meeting: Meeting, position: int, things: list[Any], called: set[int]) -> None:
    """Put a line on an agenda, about a thing where there is one, and call people in for it."""
    about = {type(thing).__name__.lower(): thing for thing in things}
    item = AgendaItem.objects.create(
        meeting=meeting, position=position, title="" if about else "L", purpose=Purpose.HEAR, minutes=5, **about
    )
    made.items.append(item)
    for person in called:
        CalledIn.objects.create(item=item, person=made.people[person])
        made.called.add((item.pk, made.people[person].pk))
