"""What changed, as Today says it: grouped by the thing it happened to, the newest first, nothing out of sight."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from markupsafe import Markup

from parley.decisions.queries import reason_told
from parley.ledger.queries import Told
from parley.ledger.terms import Ref, refs_in
from parley.notifications.queries.decided import ForClient
from parley.people.terms import person_ref
from parley.screens.decided_by import deciders_in
from parley.screens.rendering import url
from parley.screens.telling import filled

GUARDED = frozenset({"initiative", "topic", "decision", "meeting", "insight", "shift", "trial"})
THINGS, LINES = 30, 3
PUBLISHED = "decision.published"
COMMENTS = frozenset({"comment.said", "comment.named"})
AT_ONCE = timedelta(minutes=10)
FOLLOWS = {"initiative.audience_asked": "initiative.shown_to_changed"}  # what is done, by what it leads to at once


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, and who did it."""

    who: str
    text: Markup
    when: datetime
    reason: str


@dataclass(slots=True)
class Thing:
    """Something that changed, with its newest changes; `more` counts the others.

    Of a decision `clients` are those the reader looks after who asked for what it is about.
    """

    title: Markup
    kind: str
    lines: list[Line] = field(default_factory=list)
    more: int = 0
    clients: Sequence[ForClient] = ()


def refs_of(told: Iterable[Told]) -> list[Ref]:
    """List everything that the entries are about or name, and who did it, to ask for all titles at once."""
    refs: dict[Ref, None] = {}
    for each in told:
        refs |= dict.fromkeys([ref for ref in each.event.about() if ref.kind in GUARDED])
        refs |= dict.fromkeys(refs_in(each.sentence))
        if each.actor:
            refs[person_ref(each.actor)] = None
    return list(refs)


def published_in(told: Iterable[Told]) -> list[int]:
    """List the decisions that were published, by their keys."""
    return [ref.key for each in told if each.event.kind == PUBLISHED for ref in each.event.about()[:1]]


def comment_in(told: Told) -> int:
    """Give the comment that was said or changed, by its key; 0 for none."""
    return told.event.about()[0].key if told.event.kind in COMMENTS else 0


def news_of(
    told: Iterable[Told],
    titles: dict[Ref, Markup],
    asking: Mapping[int, Sequence[ForClient]],
    heard: Collection[int] = (),
    naming: Collection[int] = (),
) -> tuple[list[Thing], int]:
    """Group the entries by thing, and count the things left out.

    The reason is shown only to a reader who may see everything the entry is about, because it may speak of all of it.
    `heard` are decisions of which they hear what was said before they were published; `naming` are comments that
    name them.
    """
    told = list(told)
    deciders = deciders_in(told, titles)
    things: dict[Ref, Thing] = {}
    left_out: set[Ref] = set()
    newer: dict[Ref, Told] = {}
    for each in told:
        about = [ref for ref in each.event.about() if ref.kind in GUARDED]
        if not about or about[0] not in titles or _is_elsewhere(each, titles):
            continue
        subject = about[0]
        if subject not in things and len(things) == THINGS:
            left_out.add(subject)
            continue
        thing = things.setdefault(subject, Thing(titles[subject], subject.kind))
        if each.event.kind == PUBLISHED:
            thing.clients = asking.get(subject.key, ())
        reason = reason_told(each, titles, heard) if all(ref in titles for ref in about) else ""
        if subject in newer and _are_one(newer[subject], each):
            thing.lines[-1] = replace(thing.lines[-1], reason=thing.lines[-1].reason or reason)
            continue
        newer[subject] = each
        if len(thing.lines) == LINES:
            thing.more += 1
            continue
        line = _line(each, titles | {subject: Markup(_("it"))}, reason)  # noqa: S704 - a word of our own
        if (comment := comment_in(each)) in naming:
            line = replace(line, text=_names_them(comment))
        if each.entry in deciders:
            decider = deciders[each.entry]
            line = replace(line, who=decider.name if decider else _("A decision"))
        thing.lines.append(line)
    return list(things.values()), len(left_out)


def _is_elsewhere(told: Told, titles: dict[Ref, Markup]) -> bool:
    """Whether it happened in a meeting the reader knows nothing of: what came of it is told by itself."""
    return any(ref.kind == "meeting" and ref not in titles for ref in refs_in(told.sentence))


def _are_one(newer: Told, older: Told) -> bool:
    """Whether somebody did the same thing twice within minutes, or a thing with what followed from it at once."""
    at_once = newer.actor == older.actor and newer.at - older.at <= AT_ONCE
    return at_once and (newer.sentence == older.sentence or FOLLOWS.get(older.event.kind) == newer.event.kind)


def _names_them(comment: int) -> Markup:
    """Say that a comment names whoever reads this, with the way to it."""
    text = _('named you in <a href="%(comment)s">what they said about it</a>')
    return Markup(text) % {"comment": url("comment", comment)}  # noqa: S704 - a sentence of our own


def _line(told: Told, titles: dict[Ref, Markup], reason: str) -> Line:
    who = titles.get(person_ref(told.actor)) if told.actor else None
    return Line(who.striptags() if who else _("Parley"), filled(told.sentence, titles), told.at, reason)
