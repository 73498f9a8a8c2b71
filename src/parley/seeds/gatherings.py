"""The sample's meetings: 18 months of them, the last few with agendas, minutes and promises, the next ones planned."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.rrule import rrulestr

from parley.groups.queries import viewer_of
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    add_item,
    add_to_minutes,
    ask_to_run,
    call_in,
    cancel_meeting,
    count_as_held,
    draw_rota,
    finish_point,
    hold_meeting,
    keep_series,
    name_note_taker,
    note_attendance,
    plan_ahead,
    promise,
    publish_meeting,
    publish_minutes,
    reply_to_meeting,
    send_minutes_due,
    write_notes,
)
from parley.meetings.queries import contributions_used_in, meetings_visible_to
from parley.meetings.terms import Presence, Purpose
from parley.meetings.terms.invitations import Coming
from parley.seeds.captured import tell_live_room
from parley.seeds.hours import tell_holidays, tell_sittings
from parley.seeds.presenting import tell_after, tell_glossary, tell_presenters
from parley.seeds.promised import tell_promised
from parley.seeds.stage import BEGINNING, STORY, Telling
from parley.seeds.words import clients_of
from parley.voices.terms import Given

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.meetings.models import AgendaItem, Meeting
    from parley.people.models import Person
    from parley.seeds.population import Buyer

REPLIED = ("identity", "connected-tv")  # where some have said whether they come
TOLD = 5  # so many past meetings of each group are told in full
CANCELLED = "Most of us are with clients for the quarter’s end."
RUN = 12  # so many of them, and those to come, are on the rota
ASKED_FOR = "identity"  # the group in which somebody is asked to stand in
NOTES = (
    "Both sides put what they know in writing first. The clients' words are closer to each other than we thought.",
    "Client services reported from two reviews; product showed what is tried at the moment. Nobody objects.",
    "A question from APAC changed the plan: the words for the region are written before the beta opens.",
)
PROMISES = (
    "Ask three clients what they would give up for it",
    "Write the sentence that may be said in a review, and send it to the group",
    "Find out from support how many tickets it causes",
)


def tell_meetings(telling: Telling, buyers: "list[Buyer]") -> None:
    """Let every group meet since the beginning, and plan what is next."""
    client = clients_of(telling, buyers)["aiko"][0]
    tell_glossary(telling)
    tell_holidays(telling)
    for area in STORY["area"]:
        facilitator = telling.people[area["facilitators"][0]]
        begun = telling.at - BEGINNING + timedelta(days=3)
        series = keep_series(
            area=telling.areas[area["key"]],
            title=f"{area['name']} group",
            rule=area["rule"],
            starts_on=_first(begun, area["rule"]),
            local_time=time(area["hour"]),
            time_zone=area["zone"],
            actor=facilitator,
            at=begun,
        )
        plan_ahead(series=series, until=(telling.at + timedelta(days=60)).date(), actor=MACHINE, at=begun)
        meetings = list(meetings_visible_to(viewer_of(facilitator)).filter(series=series).order_by("starts_at"))
        past = [each for each in meetings if each.starts_at + timedelta(hours=2) < telling.at]
        draw_rota(area=telling.areas[area["key"]], actor=MACHINE, at=past[-RUN].starts_at)
        cancel_meeting(meeting=past[-TOLD - 4], reason=CANCELLED, actor=facilitator, at=past[-TOLD - 5].starts_at)
        for meeting in past[-TOLD:]:
            live = client if area["key"] == ASKED_FOR and meeting == past[-2] else None
            _tell(telling, area, meeting, facilitator, answered=meeting == past[-2], live=live)
        count_as_held(area=telling.areas[area["key"]], actor=facilitator, at=telling.at)
        for meeting in past[-TOLD:-1]:  # the minutes of the last one are a draft still
            _publish(meeting, facilitator, added_to=meeting == past[-2])
        tell_after(telling, area["key"], past[-TOLD:])
        tell_sittings(telling, area["key"], series, facilitator)
        coming = next((each for each in meetings if each.starts_at > telling.at), None)
        if coming:
            _prepare(telling, area, coming, facilitator)
        draw_rota(area=telling.areas[area["key"]], actor=MACHINE, at=telling.at)
        if area["key"] == ASKED_FOR:
            ahead = meetings_visible_to(viewer_of(facilitator)).filter(series=series, starts_at__gt=telling.at)
            _ask_for_a_substitute(telling, ahead.order_by("starts_at")[1], facilitator)
            tell_promised(telling, past[-1], facilitator)


def _ask_for_a_substitute(telling: Telling, meeting: "Meeting", facilitator: "Person") -> None:
    """Let a facilitator ask somebody of the group to run a meeting, so that a visitor finds a question to answer."""
    ask_to_run(meeting=meeting, person=telling.people["sam"], actor=facilitator, at=telling.ago(0.2))


def _first(begun: datetime, rule: str) -> date:
    """Give the first day on or after the beginning on which the rule meets."""
    return rrulestr(rule, dtstart=begun.replace(hour=0, tzinfo=None))[0].date()


def _tell(
    telling: Telling,
    area: dict[str, Any],
    meeting: "Meeting",
    facilitator: "Person",
    *,
    answered: bool,
    live: "Client | None",
) -> None:
    members = telling.members[area["key"]]
    before, after = meeting.starts_at - timedelta(days=2), meeting.starts_at + timedelta(hours=1)
    first, second, asked = _agenda(telling, area, meeting, facilitator, before, answered=answered)
    publish_meeting(meeting=meeting, actor=facilitator, at=before)
    name_note_taker(meeting=meeting, person=telling.random.choice(members), actor=facilitator, at=before)
    came = {person.pk: telling.random.choices(list(Presence), (75, 15, 10))[0] for person in members}
    note_attendance(meeting=meeting, presences=came, actor=facilitator, at=after)
    if live:
        tell_live_room(telling, meeting, live, facilitator)
    for each in (first, second):
        write_notes(item=each, notes=telling.random.choice(NOTES), actor=facilitator, at=after)
    if asked:
        write_notes(
            item=asked, notes="The answer was read out. Nobody had another question.", actor=facilitator, at=after
        )
    owner = telling.random.choice(members)
    point = promise(
        meeting=meeting,
        item=first,
        text=telling.random.choice(PROMISES),
        owner=owner,
        due_on=(meeting.starts_at + timedelta(days=12)).date(),
        actor=facilitator,
        at=after,
    )
    hold_meeting(meeting=meeting, actor=facilitator, at=after)
    if meeting.starts_at < telling.ago(16) and telling.random.random() < 0.9:
        finish_point(point=point, actor=owner, at=after + timedelta(days=9))


def _agenda(
    telling: Telling, area: dict[str, Any], meeting: "Meeting", facilitator: "Person", at: datetime, *, answered: bool
) -> "tuple[AgendaItem, AgendaItem, AgendaItem | None]":
    """Put an initiative and a free line on an agenda, and last a topic that was `answered`."""
    item = telling.random.choice([each for each in area["initiatives"] if each["plan"][-1] != "product_team"])
    first = add_item(
        meeting=meeting,
        initiative=telling.initiatives[item["title"]],
        purpose=Purpose.HEAR,
        minutes=25,
        why="What clients said since the last meeting, and what it changes.",
        actor=facilitator,
        at=at,
    )
    second = add_item(
        meeting=meeting, title="What we told clients, and what came back", purpose=Purpose.INFORM, minutes=15,
        actor=facilitator, at=at,
    )  # fmt: skip
    if area["key"] == ASKED_FOR:
        call_in(item=second, person=telling.people["lena"], actor=facilitator, at=at)
    title = next((each["title"] for each in area["topics"] if answered and each["answer"]), None)
    if not title:
        return first, second, None
    topic = telling.topics[title]
    asked = add_item(meeting=meeting, topic=topic, purpose=Purpose.HEAR, minutes=10, actor=facilitator, at=at)
    return first, second, asked


def _publish(meeting: "Meeting", facilitator: "Person", *, added_to: bool) -> None:
    """Publish the minutes the next morning; of one, something was missing."""
    at = meeting.starts_at + timedelta(hours=20)
    givers = sorted(
        contributions_used_in(viewer_of(facilitator), meeting),
        key=lambda each: all(gift.kind is not Given.TOPIC for gift in each.gifts),
    )
    publish_minutes(meeting=meeting, credits=[each.gifts[0] for each in givers[:2]], actor=facilitator, at=at)
    send_minutes_due(actor=MACHINE, at=at + timedelta(minutes=5))  # its mails are forgotten when all is told
    if added_to:
        add_to_minutes(
            meeting=meeting, text="The words for clients go to the group before they are used.", actor=facilitator,
            why="It was agreed at the very end, and nobody had written it down.", at=at + timedelta(hours=5),
        )  # fmt: skip


def _prepare(telling: Telling, area: dict[str, Any], meeting: "Meeting", facilitator: "Person") -> None:
    items = [
        add_item(
            meeting=meeting,
            initiative=telling.initiatives[item["title"]],
            purpose=purpose,
            minutes=20,
            why="Clients have said more since we last spoke about it.",
            actor=facilitator,
            at=telling.ago(2),
        )
        for item, purpose in zip(area["initiatives"][:2], (Purpose.HEAR, Purpose.INFORM), strict=False)
    ]
    title = next((each["title"] for each in area["topics"] if not each["answer"]), None)
    if title:
        add_item(meeting=meeting, topic=telling.topics[title], purpose=Purpose.DECIDE, minutes=15, actor=facilitator,
                 at=telling.ago(2))  # fmt: skip
    publish_meeting(meeting=meeting, actor=facilitator, at=telling.ago(1))
    tell_presenters(telling, area["key"], items)
    if area["key"] in REPLIED:
        _reply(telling, telling.members[area["key"]], meeting)


def _reply(telling: Telling, members: "list[Person]", meeting: "Meeting") -> None:
    """Let some members say whether they come."""
    said = (Coming.YES, Coming.YES, Coming.MAYBE, Coming.YES, Coming.NO, Coming.YES, Coming.YES)
    for person, coming in zip(members, said, strict=False):
        reply_to_meeting(meeting=meeting, person=person, coming=coming, actor=person, at=telling.ago(0.5))
