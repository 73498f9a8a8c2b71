"""What changed, as Today says it: grouped by the thing it happened to, the newest first, nothing out of sight."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from markupsafe import Markup

from parley.ledger.queries import Told
from parley.ledger.terms import Ref, refs_in
from parley.people.terms import person_ref
from parley.screens.telling import filled

GUARDED = frozenset({"initiative", "topic", "decision", "meeting"})
THINGS, LINES = 30, 3


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, and who did it."""

    who: str
    text: Markup
    when: datetime
    reason: str


@dataclass(slots=True)
class Thing:
    """Something that changed, with its newest changes; `more` counts the others."""

    title: Markup
    kind: str
    lines: list[Line] = field(default_factory=list)
    more: int = 0


def refs_of(told: Iterable[Told]) -> list[Ref]:
    """List everything that the entries are about or name, and who did it, to ask for all titles at once."""
    refs: dict[Ref, None] = {}
    for each in told:
        refs |= dict.fromkeys([ref for ref in each.event.about() if ref.kind in GUARDED])
        refs |= dict.fromkeys(refs_in(each.sentence))
        if each.actor:
            refs[person_ref(each.actor)] = None
    return list(refs)


def news_of(told: Iterable[Told], titles: dict[Ref, Markup]) -> tuple[list[Thing], int]:
    """Group the entries by thing, and count the things left out.

    The reason is shown only to a reader who may see everything the entry is about, because it may speak of all of it.
    """
    things: dict[Ref, Thing] = {}
    left_out: set[Ref] = set()
    for each in told:
        about = [ref for ref in each.event.about() if ref.kind in GUARDED]
        if not about or about[0] not in titles:
            continue
        subject = about[0]
        if subject not in things and len(things) == THINGS:
            left_out.add(subject)
            continue
        thing = things.setdefault(subject, Thing(titles[subject], subject.kind))
        if len(thing.lines) == LINES:
            thing.more += 1
            continue
        reason = each.reason if all(ref in titles for ref in about) else ""
        thing.lines.append(_line(each, titles | {subject: Markup(_("it"))}, reason))  # noqa: S704 - a word of our own
    return list(things.values()), len(left_out)


def _line(told: Told, titles: dict[Ref, Markup], reason: str) -> Line:
    who = titles.get(person_ref(told.actor)) if told.actor else None
    return Line(who.striptags() if who else _("Parley"), filled(told.sentence, titles), told.at, reason)
