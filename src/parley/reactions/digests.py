"""Digests: who is due is found by the clock, each is made for its reader alone, and nothing new makes no mail.

Sent at least once: what repeats one after a crash bears the same Message-ID, which is of the person and the moment it
was planned for, and tells of nothing that came since: a mailbox that has the first drops the second.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from parley.groups.queries import viewer_of
from parley.kernel.spans import today_of
from parley.languages.joining import listed
from parley.languages.moments import city_words
from parley.languages.names import WEEKDAYS
from parley.ledger.outbox import Rest
from parley.ledger.queries import Told
from parley.ledger.terms import MACHINE, Ref
from parley.notifications.actions.digests import begin_digests, follow_the_clock, note_digest, plan_digests
from parley.notifications.queries.became import Became, Credit
from parley.notifications.queries.digesting import Decided, Digest, News, Thing, digest_for
from parley.notifications.queries.digests import choice_of
from parley.notifications.rules import news_since
from parley.notifications.rules.digests import is_away
from parley.notifications.terms.digests import Rhythm, Settled, Stops, Times
from parley.people.events import PersonChanged, PersonReturned
from parley.people.queries import person_signed_in
from parley.reactions.mail import absolute, as_read_by, send
from parley.reactions.news_words import by_whom, comments_said, news_said
from parley.reactions.peace import left_in_peace
from parley.reactions.waiting_words import waiting_said
from parley.reactions.way_out import way_out
from parley.roadmap.queries import stage_labels
from parley.roadmap.terms import Stage
from parley.topics.terms import TopicState
from parley.voices.terms import Given

if TYPE_CHECKING:
    from parley.people.models import Person

ON_TIME = timedelta(hours=1)
FIRST = 5  # of what waits; the rest is a tap away
MOST, LINES = 12, 3  # things of a kind, and what is said of one
PAGES = frozenset({"initiative", "topic", "decision", "meeting", "insight", "shift", "trial"})


def see_to_digests(told: Told, at: datetime) -> None:
    """Let a digest follow its reader to another clock, or back to the company. Doing it again changes nothing."""
    moved = isinstance(told.event, PersonChanged) and "time_zone" in told.event.fields
    if moved or isinstance(told.event, PersonReturned):
        person = person_signed_in(told.event.about()[0].key)
        if person is not None:
            follow_the_clock(person=person, actor=MACHINE, at=at)


def begin(at: datetime) -> None:
    """Let everybody who came into a group have a digest."""
    begin_digests(actor=MACHINE, at=at)


def plan(at: datetime) -> None:
    """Hand what is due to the worker."""
    plan_digests(actor=MACHINE, at=at)


def mail_digest(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Send somebody what is new to them; nothing to whoever is away or has left, or when nothing is new.

    What it tells is settled first and kept with the work, so that no later try tells more. One that is late, because
    the mail server was down, does not come in quiet hours; the hour that was chosen may well lie in them.
    """
    person, choice = person_signed_in(payload["person"]), choice_of(payload["person"])
    if person is None or not person.email or choice is None or choice.rhythm is Rhythm.NEVER:
        return None
    viewer, planned = viewer_of(person), datetime.fromisoformat(payload["planned"])
    settled = Settled.from_json(payload["tells"]) if "tells" in payload else None
    away = is_away(person.away_from, person.away_until, today_of(person, at))
    if not (viewer.inside or choice.chosen_at) or (away and settled is None):
        return None
    if (away or at > planned + ON_TIME) and (rest := left_in_peace(person, payload, at)):
        return rest
    since = max(each for each in (choice.told_until, news_since(person.seen_until, viewer, at=at)) if each)
    digest = digest_for(viewer, since=since, settled=settled, at=at)
    new = digest.is_new(choice.waited)
    if settled is None:
        return Rest(planned, payload | {"tells": digest.settled(at).to_json()}) if new else None
    if not new:
        follow_the_clock(person=person, after=settled.until, actor=MACHINE, at=at)
        return None
    with as_read_by(person):
        context = digest_said(person, digest, at) | {"times": times_said(choice.times, person.time_zone)}
        about = f"digest-{person.pk}-{named(planned)}"
        out = way_out(person, Stops.DIGEST, at, about=about)
        send(person, _subject(digest), "digest", context, about=about, out=out)
    note_digest(person=person, told=digest.settled(settled.until), actor=MACHINE, at=at)
    return None


def named(planned: datetime) -> str:
    """Give the moment for which a digest was planned as its name has it: in UTC, wherever its reader has gone since."""
    return f"{planned.astimezone(UTC):%Y%m%dT%H%MZ}"


def digest_said(person: "Person", digest: Digest, at: datetime) -> dict[str, Any]:
    """Give a digest in plain words: one template writes them as HTML, one as text."""
    stages = stage_labels() if _speaks_of_stages(digest) else {}
    return {
        "name": person.name,
        "waiting": [waiting_said(each, person.time_zone, at) for each in digest.waiting[:FIRST]],
        "waiting_link": absolute(reverse("waiting")),
        "waiting_more": max(len(digest.waiting) - FIRST, 0),
        "became": _became(digest, stages),
        "decided": [_decided(each) for each in digest.decided[:MOST]],
        "decided_more": max(len(digest.decided) - MOST, 0),
        "things": [_thing(each, stages, at) for each in digest.things[:MOST]],
        "things_more": max(len(digest.things) - MOST, 0),
        "elsewhere": len(digest.elsewhere),
        "link": absolute(reverse("today")),
        "settings": absolute(reverse("my_mails")),
    }


def _speaks_of_stages(digest: Digest) -> bool:
    moved = any(line.told.event.kind == "initiative.stage_moved" for each in digest.things for line in each.news)
    return moved or any(each.of.kind == "initiative" for each in digest.became)


def _subject(digest: Digest) -> str:
    """Say the one thing that matters most, and how much there is beside it."""
    if digest.decided:
        words, first, more = _("Decided: %(title)s"), digest.decided[0].question, len(digest.decided) - 1
    elif digest.became or digest.credited:
        return _("What became of what you said")
    elif digest.things:
        words, first, more = _("New: %(title)s"), digest.things[0].title, len(digest.things) - 1
    else:
        return _waits(len(digest.waiting))
    one = words % {"title": first}
    if not more:
        return one
    return ngettext("%(one)s, and %(count)d more", "%(one)s, and %(count)d more", more) % {"one": one, "count": more}


def _waits(count: int) -> str:
    return ngettext("One thing waits for you", "%(count)d things wait for you", count) % {"count": count}


def times_said(times: Times, zone: str) -> str:
    """Say when somebody's digest comes: “Monday and Thursday at 08:00 London”."""
    words = {"hour": f"{times.hour:02}:00", "city": city_words(zone)}
    if times.rhythm is Rhythm.WORKING_DAYS:
        return _("each working day at %(hour)s %(city)s") % words
    days = listed([pgettext("weekday", WEEKDAYS[each]) for each in times.weekdays])
    return _("%(days)s at %(hour)s %(city)s") % (words | {"days": days})


def page_of(ref: Ref) -> str:
    """Give the address of a thing; of what has no page, Today."""
    return absolute(reverse(ref.kind, args=[ref.key]) if ref.kind in PAGES else reverse("today"))


def _became(digest: Digest, stages: Mapping[Stage, str]) -> list[dict[str, str]]:
    alike: dict[tuple[Given, Ref], list[Credit]] = {}
    for each in digest.credited:
        alike.setdefault((each.given, each.by), []).append(each)
    said = [
        {"words": _credited(given, len(some)) % {"by": digest.titles[by]}, "link": page_of(by), "answer": ""}
        for (given, by), some in alike.items()
    ]
    return said + [_came(each, stages) for each in digest.became]


def _credited(given: Given, n: int) -> str:
    return {
        Given.INSIGHT: ngettext(
            "What you noted from a client is credited in %(by)s", "What you noted from clients is credited in %(by)s", n
        ),
        Given.TOPIC: ngettext(
            "The topic you brought is credited in %(by)s", "Topics you brought are credited in %(by)s", n
        ),
        Given.NOTE: ngettext(
            "What you wrote in a round is credited in %(by)s", "What you wrote in rounds is credited in %(by)s", n
        ),
        Given.COMMENT: ngettext(
            "What you said is credited in %(by)s", "Some things you said are credited in %(by)s", n
        ),
    }[given]


def _came(became: Became, stages: Mapping[Stage, str]) -> dict[str, str]:
    link = page_of(became.of)
    if became.of.kind == "topic":
        words = {
            TopicState.ANSWERED: _("Your topic %(topic)s has its answer"),
            TopicState.DECIDED: _("Your topic %(topic)s was settled by a decision"),
            TopicState.PARKED: _("Your topic %(topic)s is parked; it comes back by itself"),
            TopicState.MERGED: _("Your topic %(topic)s became part of another, and so did you as a supporter"),
        }[TopicState(became.state)] % {"topic": became.title}
        return {"words": words, "link": link, "answer": became.answer}
    stage = Stage(became.state)
    sentence = (
        _("%(initiative)s, which you brought evidence for, was stopped")
        if stage is Stage.STOPPED
        else _("%(initiative)s, which you brought evidence for, is at “%(stage)s”")
    )
    return {"words": sentence % {"initiative": became.title, "stage": stages[stage]}, "link": link, "answer": ""}


def _decided(decided: Decided) -> dict[str, str]:
    return {
        "title": decided.question,
        "chosen": decided.chosen,
        "reason": decided.reason,
        "by": decided.by,
        "link": page_of(decided.ref),
    }


def _thing(thing: Thing, stages: Mapping[Stage, str], at: datetime) -> dict[str, Any]:
    spoken: dict[str | None, list[News]] = {}
    for each in reversed(thing.news):
        if each.heard:
            spoken.setdefault(each.heard.named, []).append(each)
    others = spoken.pop(None, [])
    named = [(_spoken(spoken[each], at), len(spoken[each])) for each in sorted(spoken, key=str)]
    happened = [
        ((news_said(each, stages), by_whom(each.who, each.told.at, at), each.reason, ""), 1)
        for each in thing.news
        if not each.heard
    ]
    lines = named + happened + ([(_spoken(others, at), len(others))] if others else [])
    return {
        "title": thing.title,
        "link": page_of(thing.ref),
        "lines": [line for line, _count in lines[:LINES]],
        "more": sum(count for _line, count in lines[LINES:]),
    }


def _spoken(news: Sequence[News], at: datetime) -> tuple[str, str, str, str]:
    """Say in one line what was said, the oldest first: with the day of the newest, and the way to the first."""
    heard = [each.heard for each in news if each.heard]
    who = list(dict.fromkeys(each.who for each in news))
    link = absolute(reverse("comment", args=[heard[0].comment]))
    return comments_said(who, heard), by_whom("", news[-1].told.at, at), "", link
