"""What somebody is told whose page was overtaken: who decided or published meanwhile, as far as they may read it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from parley.decisions.models import Decision
from parley.decisions.queries.parts import options_of
from parley.decisions.queries.settling import settlement_of, settlement_seen
from parley.decisions.terms import TOLD, DecisionState
from parley.kernel.refusals import Stale
from parley.languages.moments import city_words, day_words
from parley.people.terms import Viewer

MEANWHILE = "The decision was changed while you were reading. Read it as it is now, then go on."
ELSEWHERE = "Somebody else decides this now. Say in its conversation what you see."


def must_be_as_read(decision: Decision, seen_version: int | None, words: str, viewer: Viewer) -> None:
    """Raise Stale with what happened and with what was written, when a decision has changed since it was read."""
    if seen_version is not None and seen_version != decision.version:
        raise overtaken(decision, words, viewer)


def overtaken(decision: Decision, words: str, viewer: Viewer, *, sentence: str = MEANWHILE) -> Stale:
    """Give the refusal of what came too late: how the decision stands now, beside what was written."""
    options = "\n".join(f"{each.title}: {each.why}" for each in options_of(decision))
    theirs = [decision.question, *what_happened(decision, viewer), options]
    return Stale(sentence, theirs="\n\n".join(each for each in theirs if each), yours=words)


def what_happened(decision: Decision, viewer: Viewer) -> list[str]:
    """Say who decided what and when, as far as the viewer may read it, and what waits now. One query or two."""
    match decision.state:
        case DecisionState.ESCALATED:
            return [f"It waits for its decider: {decision.decider.name}."]
        case DecisionState.WITHDRAWN:
            return [f"It was withdrawn: {decision.reason}"]
        case DecisionState.DECIDED | DecisionState.PUBLISHED | DecisionState.SUPERSEDED:
            told = decision.state in TOLD
            published = [f"It was published on {moment(decision.published_at, viewer)}."] if told else []
            seen = settlement_seen(viewer, decision)
            what = [f"What was decided: {seen.title}", seen.reason] if seen else []
            waits = [] if told else ["It waits to be published."]
            return [*who_decided(decision, viewer), *what, *published, *waits]
    return []


def who_decided(decision: Decision, viewer: Viewer) -> list[str]:
    """Say who settled a decision and when, without what and why: that is in its history for everybody. A query."""
    settled = settlement_of(decision.pk)
    if settled is None:
        return []
    instead = f" for {settled.instead_of.name}" if settled.instead_of else ""
    return [f"{settled.settled_by.name} decided it{instead} on {moment(settled.settled_at, viewer)}."]


def moment(at: datetime | None, viewer: Viewer) -> str:
    """Say a moment where the viewer is: Tue 24 Nov 2026, 14:00 London."""
    if at is None:
        return ""
    here = at.astimezone(ZoneInfo(viewer.time_zone))
    return f"{day_words(here.date(), with_year=True)}, {here:%H:%M} {city_words(viewer.time_zone)}"
