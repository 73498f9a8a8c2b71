"""Telling the ledger to a reader: each thing an entry names becomes a linked title, if the reader may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from parley.decisions.queries import decided_in, reason_told, talk_heard
from parley.groups.queries import area_keys
from parley.ledger.queries import Told, history_of
from parley.ledger.terms import MARK, Ref, refs_in
from parley.people.queries import names_of
from parley.people.terms import Side
from parley.screens.asking import Asked
from parley.screens.decided_by import by_whom, deciders_in
from parley.screens.rendering import ago, url
from parley.search.queries import titles_seen_by

if TYPE_CHECKING:
    from parley.people.models import Person

GUARDED = {"initiative", "topic", "decision", "meeting", "series", "action_point", "trial"}
READ_BEYOND = 4  # times as many entries are read as are told: some of them are not in the reader's sight
PAGES = {
    "person": "person",
    "client": "client",
    "insight": "insight",
    "initiative": "initiative",
    "topic": "topic",
    "decision": "decision",
    "meeting": "meeting",
    "shift": "shift",
    "trial": "trial",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of history as its reader sees it."""

    entry: int
    at: datetime
    when: str  # in words: yesterday
    who: str
    side: Side
    sentence: Markup
    why: str


def told_in_sight(request: Asked, ref: Ref, *, limit: int = 200, whole: bool = False) -> list[Line]:
    """Tell what happened to a thing, newest first, leaving out lines about something else the reader may not see.

    The plan or the reason such a line tells is not theirs to read. With `whole`, for a thing that more people see than
    what its history speaks of, a line is left out also when it only names something that is not in the reader's sight.
    """
    told = [(each, _guarded(each, whole=whole)) for each in history_of(ref, limit=limit * READ_BEYOND)]
    seen = titles_seen_by(request.viewer, {one for _each, named in told for one in named})
    return lines(request, [each for each, named in told if all(one in seen for one in named)][:limit])


def _guarded(told: Told, *, whole: bool) -> set[Ref]:
    """Say which things that not everybody may see a line is about, or with `whole` also names."""
    named = [told.event.about()[0], *(refs_in(told.sentence) if whole else ())]
    return {ref for ref in named if ref.kind in GUARDED}


def lines(request: Asked, told: Iterable[Told]) -> list[Line]:
    """Tell entries of the ledger to whoever asks: a query each for people, titles, who decided, what is heard."""
    told = list(told)
    people = names_of(each.actor for each in told)
    subjects = [each.event.about()[0] for each in told] + [cause for each in told if (cause := decided_in(each))]
    titles = titles_for(request, subjects + [ref for each in told for ref in refs_in(each.sentence)])
    deciders, heard = deciders_in(told, titles), talk_heard(request.viewer, told)
    return [
        line_of(
            each, people, deciders, when=ago(each.at), sentence=filled(each.sentence, titles),
            why=reason_told(each, titles, heard) if _may_be_told(each.event.about()[0], titles) else "",
        )
        for each in told
    ]  # fmt: skip


def line_of(
    told: Told, people: Mapping[int, "Person"], deciders: Mapping[int, "Person | None"], *, when: str, sentence: Markup,
    why: str,
) -> Line:  # fmt: skip
    """Tell an entry by whoever did it, or by whoever decided it."""
    actor = people.get(told.actor) if told.actor else None
    who = actor.name if actor else _("Parley")
    if told.entry in deciders:
        actor = deciders[told.entry]
        who = by_whom(actor, who)
    return Line(told.entry, told.at, when, who, actor.side if actor else Side.NEITHER, sentence, why)


def _may_be_told(subject: Ref, titles: dict[Ref, Markup]) -> bool:
    """Whether a reason may be read: it speaks of its subject, so only by whoever may see that."""
    return subject.kind not in GUARDED or subject in titles


def titles_for(request: Asked, refs: list[Ref]) -> dict[Ref, Markup]:
    """Give linked titles of the things the asker may see."""
    seen = titles_seen_by(request.viewer, refs)
    slugs = area_keys(ref.key for ref in seen if ref.kind == "area")
    return {ref: _linked(ref, title, slugs) for ref, title in seen.items()}


def filled(sentence: str, titles: dict[Ref, Markup]) -> Markup:
    """Put titles into the marks of a sentence; what its reader may not see stays unnamed."""
    out, at = [], 0
    for mark in MARK.finditer(sentence):
        title = titles.get(Ref(mark[1], int(mark[2])))
        out += [
            escape(sentence[at : mark.start()]),
            escape(_("something for fewer people")) if title is None else title,
        ]
        at = mark.end()
    return Markup("").join([*out, sentence[at:]])


def linked(href: str, title: str) -> Markup:
    """Give a title that leads to a page."""
    return Markup(f'<a href="{escape(href)}">{escape(title)}</a>')  # noqa: S704 - both were escaped


def _linked(ref: Ref, title: str, slugs: dict[int, str]) -> Markup:
    try:
        href = url("group", slugs[ref.key]) if ref.kind == "area" else url(PAGES[ref.kind], ref.key)
    except (KeyError, NoReverseMatch):
        return Markup("“{}”").format(title)
    return linked(href, title)
