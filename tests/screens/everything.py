"""A company in which every page has something to show, and every address that can be asked with GET."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from parley.clients.actions import keep_rate
from parley.clients.models import Client
from parley.decisions.actions import make_deciding_link
from parley.decisions.terms import decision_ref
from parley.disclosure.actions import Occasion, give_link, replan, shift_team
from parley.disclosure.models import Correction
from parley.disclosure.models.launching import Announcement
from parley.disclosure.terms import Told, Words
from parley.exchange.actions.uploading import keep_upload
from parley.exchange.models import Batch
from parley.groups.actions import keep_team
from parley.groups.models import Shift
from parley.groups.terms import Amount
from parley.kernel.spans import quarter_of, today_of
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    ask_to_run,
    capture_decision,
    keep_acronym,
    keep_holiday,
    make_feed,
    open_room,
    revise_invitations,
)
from parley.meetings.models import Capture, Invitation
from parley.meetings.queries import token_of
from parley.notifications.actions import make_waiting_feed
from parley.notifications.actions.digests import make_stop_link
from parley.notifications.actions.hooks import try_hook
from parley.notifications.terms.digests import Stops
from parley.reactions.evidence import count_what_changed
from parley.reactions.influence import count_influence
from parley.roadmap.actions import link_insight
from parley.roadmap.models.duties import OwedDuty
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stance
from parley.surveys.actions.checks import draw_checks
from parley.surveys.models.checks import CreditCheck
from parley.trials.actions import invite_client, nominate_client
from parley.voices.actions import credit, say
from parley.voices.queries.attached import attached_in
from parley.voices.terms import Given
from tests.cast import Cast
from tests.clients.made import hartmann, said
from tests.decisions.made import decision
from tests.disclosure.launched import in_launch, moved, planned
from tests.disclosure.launched import opened as opened_for
from tests.disclosure.made import Q3, approved, drafted, in_build, told
from tests.exchange.files import taken as taken_in
from tests.meetings.made import line, published, soon, weekly
from tests.notifications.chatted import tied
from tests.notifications.hooked import hook
from tests.roadmap.duties import listed
from tests.roadmap.made import initiative, proposed
from tests.surveys.made import opened
from tests.topics.made import topic
from tests.trials.feedback_made import asked as asked_of
from tests.trials.feedback_made import buyer, keys_of, taking_part, trial, words_for

NOTES = "client,date,text\nInitech,2026-03-01,We need exports\n"


def fill(cast: Cast) -> dict[str, Any]:
    """Make one of everything, and give the keys under which addresses name it, by the word its address begins with."""
    taken_in(NOTES)
    client = hartmann(cast)
    keys = {
        "clients": client.pk,
        "insights": (insight := said(cast, client, "We cannot prove consent.").pk),
        "inbox": insight,
        **sold(cast, client),
        **explored(cast, client),
        **discussed(cast),
        **met(cast),
        **settings_made(cast),
        **tried(cast),
    }
    count_influence(cast.at)
    count_what_changed(cast.at)  # as the worker does; whoever reads before that counts for themselves
    return keys


def sold(cast: Cast, client: Client) -> dict[str, Any]:
    """What a client was told of an initiative, which holds no more, and of what it hears that it is there."""
    approved(cast, row := in_build(cast, "Sold to clients"))
    told(cast, row, client)
    replan(
        initiative=row, plan=Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.LOW),
        reason="The audits moved to autumn.", actor=cast.noor, at=cast.at,
    )  # fmt: skip
    return {"corrections": Correction.objects.get().pk, "announcements": announced(cast, client)}


def explored(cast: Cast, client: Client) -> dict[str, Any]:
    """An initiative with a duty, a way of doing it, plans to launch it, words, and a link a client has."""
    duty = listed(cast)
    row = initiative(cast, audience=Audience.GROUP)
    drafted(cast, row)
    planned(cast, row)
    approved(cast, row, Words(None, "In testing with a few."), whom=Told.NAMED_CLIENTS, clients=[client])
    link, token = give_link(client=client, initiatives=[row.pk], actor=cast.aiko, at=cast.at,
                            how=Occasion(on=today_of(cast.aiko, cast.at)))  # fmt: skip
    solution = proposed(cast, row)
    return {
        "initiatives": row.pk,
        "solutions": solution.pk,
        "attachments": attached_in((solution.thread_id,))[0].pk,
        "stages": "beta",
        "stage-duties": duty.pk,
        "duties": OwedDuty.objects.get(initiative=row, duty=duty).pk,
        "links": link.pk,
        "shared": token,
    }


def discussed(cast: Cast) -> dict[str, Any]:
    """A topic with what is said of it, and a decision with whom it credits."""
    brought = topic(cast, cast.sam)
    row = decision(cast)
    return {
        "topics": brought.pk,
        "comments": say(thread=brought.thread, text="Legal knows, ask @Sam.", actor=cast.sam, at=cast.at).pk,
        "conversations": brought.thread_id,
        "decisions": row.pk,
        "options": row.options.all()[0].pk,
        "checks": asked(cast, brought.pk, row.pk),
        "decide": make_deciding_link(decision=row, person=cast.elena, actor=MACHINE, at=cast.at),
        "shifts": lent(cast).pk,
    }


def met(cast: Cast) -> dict[str, Any]:
    """A meeting of a series with who comes, runs and presents, what it wrote down, and the addresses of feeds."""
    meeting = published(cast)
    revise_invitations(meeting=meeting, actor=MACHINE, at=cast.at)
    weekly(cast)
    return {
        "meetings": meeting.pk,
        "agenda-items": meeting.items.get().pk,
        "captured-lines": decided(cast).pk,
        "presenters": line(cast, soon(cast, ahead=timedelta(days=3)), lead=cast.sam).lead_id,
        "parts": "now",
        "rota-asks": ask_to_run(meeting=meeting, person=cast.sam, actor=cast.femi, at=cast.at).pk,
        "series": cast.identity.series.get().pk,
        "invitations": token_of(Invitation.objects.get(person=cast.sam).seed, "link"),
        "calendars": token_of(make_feed(person=cast.sam, actor=cast.sam, at=cast.at).seed, "feed"),
        "feeds": token_of(make_waiting_feed(person=cast.sam, actor=cast.sam, at=cast.at).seed, "waiting"),
    }


def settings_made(cast: Cast) -> dict[str, Any]:
    """What product operations set and follow: people, words, days, hooks, surveys, files."""
    by: dict[str, Any] = {"actor": cast.ines, "at": cast.at}
    made_hook = hook(cast)[0]
    since = cast.at.date() - timedelta(days=1)
    return {
        "people": cast.sam.pk,
        "functions": cast.functions["legal"].pk,
        "regions": cast.emea.pk,
        "groups": "identity",
        "areas": "identity",
        "surveys": opened(cast, everybody=True).pk,
        "questions": 1,
        "preview": 1,
        "results": "results.csv",
        "hooks": made_hook.pk,
        "deliveries": try_hook(hook=made_hook, **by).pk,
        "channels": tied(cast).pk,
        "holidays": keep_holiday(day=today_of(cast.ines, cast.at), name="Founders’ Day", **by).pk,
        "glossary": keep_acronym(acronym="QBX", meaning="quarterly box", **by).pk,
        "rates": keep_rate(currency="USD", base="EUR", worth=Decimal("0.9"), since=since, **by).pk,
        "imports": keep_upload(name="notes.csv", content=[NOTES.encode()], **by).pk,
        "batches": Batch.objects.latest("pk").pk,
        "unsubscribe": make_stop_link(person=cast.sam, stops=Stops.DIGEST, mail="one", actor=MACHINE, at=cast.at),
    }


def tried(cast: Cast) -> dict[str, Any]:
    """A trial with a client that takes part, and one that was invited."""
    made, clients = trial(cast, of={"title": "Tried by some"}), [buyer(cast, "Trier"), buyer(cast, "Asked")]
    (place, _other) = taking_part(cast, made, *clients)
    more = buyer(cast, "Invited")
    words_for(cast, made, [*clients, more])
    invited = invite_client(
        place=nominate_client(trial=made, client=more, actor=cast.ines, at=cast.at), actor=cast.ines, at=cast.at
    )
    return {
        "trials": made.pk,
        "places": place.pk,
        "answers": keys_of(made)[0],
        "answer": asked_of(cast, place)[1],
        "invited": invited.token,
    }


def announced(cast: Cast, client: Client) -> int:
    """A client of Aiko's that is to hear that something it asked for is there, in words in force."""
    row = in_launch(cast, title="There by now")
    note = said(cast, client, "When does it come?")
    link_insight(initiative=row, insight=note, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    moved(cast, row)
    approved(cast, row, Words(None, "It is there."))
    opened_for(cast, row)
    return Announcement.objects.get().pk


def asked(cast: Cast, topic: int, decision: int) -> int:
    """A question to Sam, whether a decision that credits his topic changed what he had asked for."""
    credit(person=cast.sam, kind=Given.TOPIC, given=topic, credited_by=decision_ref(decision), actor=cast.elena,
           at=cast.at)  # fmt: skip
    draw_checks(quarter=quarter_of(cast.at.date()), random=Random(1), actor=MACHINE, at=cast.at)  # noqa: S311 - a lot
    return CreditCheck.objects.get().pk


def lent(cast: Cast) -> Shift:
    """Half a team of identity that reporting has for a month."""
    team = keep_team(area=cast.identity, name="Consent core", capacity=Decimal(13), actor=MACHINE, at=cast.at)
    first = today_of(cast.elena, cast.at) + timedelta(days=7)
    return shift_team(
        team=team, to=cast.reporting, amount=Amount(share=50), first=first, last=first + timedelta(days=21),
        reason="Audited clients need reports of consent before June.", actor=cast.elena, at=cast.at,
    )  # fmt: skip


def decided(cast: Cast) -> Capture:
    """A line that was written down in the live room of a meeting of its own."""
    meeting = published(cast, ahead=timedelta(minutes=1))
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    return capture_decision(meeting=meeting, words="We ask the regulator first.", actor=cast.femi, at=cast.at)


def patterns(within: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every address there is."""
    for each in (within or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


def addresses(keys: dict[str, Any]) -> Iterator[str]:
    """Every address for which all keys are known."""
    for pattern in patterns():
        words = str(pattern.pattern).split("/")
        given: dict[str, Any] = {}
        for n, word in enumerate(words):
            if word.startswith("<"):
                given[word.strip("<>").partition(":")[2]] = keys.get(words[n - 1])
        if None not in given.values() and pattern.name:
            yield reverse(pattern.name, kwargs=given)
