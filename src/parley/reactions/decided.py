"""The mail about a published decision: to each one, with every reason for it, what changes, what clients may hear."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.decisions.queries import decision_seen, effects_of, initiatives_of, settlement_of
from parley.kernel.spans import today_of
from parley.languages.joining import listed
from parley.languages.moments import day_words
from parley.notifications.queries.decided import ForClient, MayBeTold, for_my_clients, may_be_told
from parley.notifications.queries.whom import reasons_for
from parley.notifications.terms import Because
from parley.notifications.terms.digests import Stops
from parley.reactions.briefs import changes_said
from parley.reactions.mail import absolute, answered_at, as_read_by, send
from parley.reactions.way_out import way_out
from parley.voices.queries import credits_given_by
from parley.voices.terms import Given

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.reactions.noticed import Noticed

MOST_CLIENTS = 12  # in one mail


def mail_decided(noticed: "Noticed", at: datetime, *, about: str) -> None:
    """Tell somebody of a published decision in full, unless they may not see it any more."""
    person, viewer, told = noticed.person, noticed.viewer, noticed.told
    row = decision_seen(viewer, noticed.ref.key)
    if row is None or row.chosen is None:
        return
    reasons, on = reasons_for(told, person.pk), today_of(person, at)
    seen = {each.pk: each for each in initiatives_of(viewer, row.pk)}
    clients = for_my_clients(viewer, [row.pk], on=on).get(row.pk, [])
    words = may_be_told(viewer, clients[:MOST_CLIENTS], seen, on=on)
    with as_read_by(person):
        context = {
            "name": person.name,
            "why_you": _why_you(row, person.pk, reasons),
            "title": row.question,
            "chosen": row.chosen.title,
            "reason": row.reason,
            "by": settled.settled_by.name if (settled := settlement_of(row.pk)) else row.decider.name,
            "changes": changes_said(effects_of(row.chosen.pk), seen),
            "clients": [_client_said(each, words.get(each.key, [])) for each in clients[:MOST_CLIENTS]],
            "more": max(len(clients) - MOST_CLIENTS, 0),
            "link": absolute(reverse("decision", args=[row.pk])),
        }
        subject = _subject(reasons, row.question, clients)
        answers, out = answered_at(person, noticed.ref, at), way_out(person, Stops.NEWS, at, about=about)
        send(person, subject, "decided", context, about=about, answers=answers, out=out)


def _subject(reasons: Sequence[Because], question: str, clients: Sequence[ForClient]) -> str:
    if Because.CREDITED in reasons:
        return _("Decided, with credit to you: %(title)s") % {"title": question}
    if len(clients) == 1:
        return _("Decided, for %(client)s too: %(title)s") % {"client": clients[0].name, "title": question}
    if clients:
        words = ngettext("Decided, for %(num)d of your clients too: %(title)s",
                         "Decided, for %(num)d of your clients too: %(title)s", len(clients))  # fmt: skip
        return words % {"num": len(clients), "title": question}
    return _("Decided: %(title)s") % {"title": question}


def _why_you(row: "Decision", person: int, reasons: Sequence[Because]) -> list[str]:
    """Say every reason for which somebody is told, the strongest first."""
    gifts = [each.kind for each in credits_given_by("decision", row.pk) if each.person_id == person]
    said = {
        Because.CREDITED: _("%(what)s was part of this decision, and below is what became of it.")
        % {"what": gave_said(gifts)},
        Because.BROUGHT: _("It settles a topic that you brought."),
        Because.OWNS: _("You settled it, and now everybody concerned can read it."),
        Because.SUPPORTS: _("It settles a topic that you support."),
        Because.ASKED: _("Clients whom you look after asked for what it is about."),
        Because.FOLLOWS: _("You follow it, or something that it is about."),
    }
    return [said[each] for each in reasons if each in said]


def gave_said(kinds: Sequence[Given]) -> str:
    """Say at the head of a sentence what somebody gave: “Your insight and a topic of yours”."""
    words = {
        Given.INSIGHT: lambda n: ngettext("What you noted from a client", "What you noted from clients", n),
        Given.TOPIC: lambda n: ngettext("a topic of yours", "topics of yours", n),
        Given.NOTE: lambda n: ngettext("a note of yours", "notes of yours", n),
        Given.COMMENT: lambda n: ngettext("something you said", "what you said", n),
    }
    counted = Counter(kinds)
    told = listed([words[kind](counted[kind]) for kind in Given if counted[kind]])
    return told[:1].upper() + told[1:]


def _client_said(client: ForClient, words: Sequence[MayBeTold]) -> dict[str, Any]:
    """Say of a client what it asked for, whether a correction waits, and the words it may hear today."""
    told = [(each.title, each.text, _until(each)) for each in words]
    return {"name": client.name, "asked": listed(client.asked_for), "corrects": client.corrects, "words": told}


def _until(words: MayBeTold) -> str:
    return day_words(words.expires_on, with_year=False) if words.expires_on else ""
