"""What a digest tells somebody: what waits, what became of what they said, decisions, and the rest by thing.

Everything is asked for their own notices alone, so that it costs the same however much happens elsewhere, and as far
as they may see it at that moment.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from parley.decisions.queries import decided_in, decisions_visible_to, reason_told
from parley.decisions.queries.settling import settled_by
from parley.ledger.queries import Told, told
from parley.ledger.terms import Ref
from parley.notifications.queries.became import Became, Credit, became_of_mine
from parley.notifications.queries.digests import known_news, unread_news
from parley.notifications.queries.said import SAID, SPOKEN, Heard, comment_of, heard_of
from parley.notifications.queries.waiting import waiting_for
from parley.notifications.queries.whom import ref_told_of
from parley.notifications.rules.digests import NEWS_LAST
from parley.notifications.terms import Because, WaitingThing
from parley.notifications.terms.digests import Settled
from parley.people.queries import names_of
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.queries import regions_among
from parley.search.queries import titles_seen_by

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parley.decisions.models import Decision
    from parley.roadmap.models import InitiativeRegion

PUBLISHED = "decision.published"


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened; its reason if they may read that, and who did it."""

    told: Told
    who: str  # empty where Parley did it
    reason: str
    heard: Heard | None = None  # the comment that it tells of


@dataclass(frozen=True, slots=True)
class Decided:
    """A published decision, with what was chosen and by whom."""

    ref: Ref
    question: str
    chosen: str
    reason: str
    by: str


@dataclass(slots=True)
class Thing:
    """Something that changed, the newest first."""

    ref: Ref
    title: str
    news: list[News] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Digest:
    """All that one digest tells. `elsewhere` are things of which the news apply to other regions than the reader's."""

    waiting: Sequence[WaitingThing]
    credited: Sequence[Credit]
    became: Sequence[Became]
    decided: Sequence[Decided]
    things: Sequence[Thing]
    elsewhere: Sequence[Thing]
    titles: Mapping[Ref, str]
    notices: tuple[int, ...]  # keys of what it tells

    def settled(self, until: datetime) -> Settled:
        """Name what it tells of what happened until a moment: no later try tells more, nor the next one the same."""
        return Settled(until, self.notices, tuple(map(_named, self.waiting)))

    def is_new(self, before: Iterable[str]) -> bool:
        """Whether there is anything that the last one did not tell, beside what applies to other regions."""
        return bool(
            self.credited
            or self.became
            or self.decided
            or self.things
            or {_named(each) for each in self.waiting} - set(before)
        )


def _named(thing: WaitingThing) -> str:
    return f"{thing.waits}:{thing.key}"


def digest_for(viewer: Viewer, *, since: datetime, settled: Settled | None = None, at: datetime) -> Digest:
    """Gather what is new to somebody since a moment and what waits for them. At most fifteen queries.

    Once it is settled what it tells, that alone, as far as it is still to be told.
    """
    until = settled.until if settled else at
    waiting = [each for each in waiting_for(viewer, at=at) if settled is None or _named(each) in settled.waits]
    unread = unread_news(viewer.person, at - NEWS_LAST, until)
    notices = [each for each in unread if settled is None or each.pk in settled.notices]
    knows = list(told(each.entry for each in known_news(viewer.person, since)))
    known = _newest_of(knows)
    news = [(each, line) for each, line in zip(notices, told(n.entry for n in notices), strict=True)
            if line.actor != viewer.person]  # fmt: skip
    fresh = {(ref_told_of(line), line.at) for _, line in news}  # also what was under way while the last one was made

    def is_new(ref: Ref, moment: datetime) -> bool:
        return (since < moment <= until or (ref, moment) in fresh) and not _is_known(known, ref, moment)

    credited, became = became_of_mine(viewer)
    credited = [each for each in credited if is_new(each.by, each.at)]
    became = [each for each in became if is_new(each.of, each.at)]
    about = [ref for _, line in news for ref in (*line.event.about(), *_causes(line))]
    titles = titles_seen_by(viewer, [*about, *(each.by for each in credited), *(each.of for each in became)])
    credited = [each for each in credited if each.by in titles]
    mentioned = {line.entry for each, line in news if each.because == Because.MENTIONED}
    heard = heard_of(viewer, [line for _, line in news], mentioned)
    shown = [(each, line) for each, line in news
             if ref_told_of(line) in titles and (line.event.kind not in SPOKEN or line.entry in heard)]  # fmt: skip
    said = {each.of: each.at for each in became}
    who = _who([line for _, line in shown], titles)
    things: dict[Ref, Thing] = {}
    for line in _each_comment_once([line for _, line in shown], knows):
        ref = ref_told_of(line)
        if line.event.kind == PUBLISHED or (ref in said and line.at <= said[ref]):
            continue
        news_of = things.setdefault(ref, Thing(ref, titles[ref])).news
        news_of.append(News(line, who[line.entry], _reason(line, titles), heard.get(line.entry)))
    here, elsewhere = _by_region(viewer, things)
    return Digest(
        waiting=waiting,
        credited=credited,
        became=became,
        decided=_decided(viewer, [line for _, line in shown if line.event.kind == PUBLISHED], titles),
        things=here,
        elsewhere=elsewhere,
        titles=titles,
        notices=tuple(each.pk for each, _ in shown),
    )


def _each_comment_once(lines: Iterable[Told], knows: Iterable[Told]) -> Iterator[Told]:
    """Leave out that something was said where its reader knows the comment, or is or was mailed that it names them.

    Of lines, the newest first, so that a comment is there once, as the one that names them.
    """
    known, here = {comment_of(each) for each in knows}, set()
    for each in lines:
        comment = comment_of(each) if each.event.kind in SPOKEN else 0
        if comment and (comment in here or (each.event.kind == SAID and comment in known)):
            continue
        here.add(comment)
        yield each


def _causes(line: Told) -> tuple[Ref, ...]:
    """Name the decision that caused something."""
    cause = decided_in(line)
    return (cause,) if cause else ()


def _who(lines: Sequence[Told], titles: Mapping[Ref, str]) -> dict[int, str]:
    """Say by entry who did it: of what a decision changed whoever decided it, and nobody where that is out of sight."""
    people = names_of(each.actor for each in lines)
    deciders = settled_by({cause.key for each in lines for cause in _causes(each) if cause in titles})
    said = {}
    for each in lines:
        cause = decided_in(each)
        person = deciders.get(cause.key) if cause else people.get(each.actor or 0)
        said[each.entry] = person.name if person else ""
    return said


def _newest_of(lines: Iterable[Told]) -> dict[Ref, datetime]:
    """Give until when somebody knows of each thing: they have read its news, or were mailed them."""
    until: dict[Ref, datetime] = {}
    for each in lines:
        ref = ref_told_of(each)
        until[ref] = max(each.at, until.get(ref, each.at))
    return until


def _is_known(known: Mapping[Ref, datetime], ref: Ref, at: datetime) -> bool:
    return ref in known and at <= known[ref]


def _reason(line: Told, titles: Mapping[Ref, str]) -> str:
    """Give the reason only to a reader who may see everything the entry is about: it may speak of all of it."""
    guarded = [ref for ref in line.event.about() if ref.kind in {"initiative", "topic", "decision", "meeting", "shift"}]
    return reason_told(line, titles) if all(ref in titles for ref in guarded) else ""


def _by_region(viewer: Viewer, things: Mapping[Ref, Thing]) -> tuple[list[Thing], list[Thing]]:
    """Part things into those of the reader's region and those of others alone. One query, none without initiatives."""
    keys = [ref.key for ref in things if ref.kind == "initiative"]
    if viewer.region is None or not keys:
        return list(things.values()), []
    regions: dict[int, set[int]] = {}
    for row in _regions(padded(keys)):
        regions.setdefault(row.initiative_id, set()).add(row.region_id)
    here, elsewhere = [], []
    for ref, thing in things.items():
        applies = ref.kind != "initiative" or viewer.region in regions.get(ref.key, {viewer.region})
        own = [each for each in thing.news if applies and getattr(each.told.event, "region", None) in _own(viewer)]
        if own:
            here.append(Thing(ref, thing.title, own))
        if len(own) < len(thing.news):
            elsewhere.append(Thing(ref, thing.title, [each for each in thing.news if each not in own]))
    return sorted(here, key=lambda each: each.ref.kind != "initiative"), elsewhere


def _own(viewer: Viewer) -> tuple[int | None, ...]:
    return (None, viewer.region)


@prepared
def _regions(initiatives: tuple[int, ...]) -> "QuerySet[InitiativeRegion]":
    return regions_among(initiatives)


def _decided(viewer: Viewer, published: Sequence[Told], titles: Mapping[Ref, str]) -> list[Decided]:
    """Give the decisions that were published, with their reasons. Two queries, none without any."""
    keys = [ref_told_of(each).key for each in published]
    rows = {row.pk: row for row in _decisions(viewer, padded(keys))} if keys else {}
    deciders = settled_by(rows)
    found = []
    for each in published:
        ref = ref_told_of(each)
        row = rows.get(ref.key)
        if row is not None and row.chosen is not None:
            by = (deciders.get(row.pk) or row.decider).name
            found.append(Decided(ref, titles[ref], row.chosen.title, row.reason, by))
    return found


@prepared
def _decisions(viewer: Viewer, decisions: tuple[int, ...]) -> "QuerySet[Decision]":
    return decisions_visible_to(viewer).filter(pk__in=decisions)
