"""Who answers, what is worth a mail, and until when news are news."""

from datetime import datetime, timedelta

from parley.notifications.terms import STRENGTH, Because, ToTell
from parley.people.terms import Viewer

SOON = 7  # days before something is due in which it waits for somebody
NEWS = timedelta(days=14)  # how far back "what changed" goes for somebody who has never caught up
COMPANY_NEWS = timedelta(days=90)  # the same for somebody in no group, who is told of less
FRESH = timedelta(days=2)  # after an outage or an import, mail of older news would only confuse: Today has them

MAILED: dict[str, frozenset[Because]] = {
    "decision.published": frozenset(Because) - {Because.MEMBER},  # it is told once, and closes the loop
    "decision.asked_to_speak": frozenset({Because.CALLED}),
    "decision.kept": frozenset({Because.DISSENTED}),
    "topic.answered": frozenset({Because.BROUGHT}),
    "topic.decided": frozenset({Because.BROUGHT, Because.SUPPORTS}),  # as many would hear of the decision by mail
    "insight.answered": frozenset({Because.BROUGHT}),
    "meeting.run_proposed": frozenset({Because.OWNS}),
    "meeting.run_asked": frozenset({Because.OWNS}),
    "meeting.run_taken": frozenset({Because.OWNS}),
    "meeting.run_declined": frozenset({Because.OWNS}),
    "shift.begun": frozenset({Because.OWNS}),
    "shift.extended": frozenset({Because.OWNS}),
    "shift.ended": frozenset({Because.OWNS}),
}


def answers_for(viewer: Viewer) -> frozenset[int]:
    """Give the areas whose topics wait for the viewer: as `topics.rules.may_answer`, without all of operations’."""
    return viewer.facilitates | viewer.product_of | viewer.decides


def is_worth_a_mail(kind: str, because: Because, *, happened_at: datetime, at: datetime) -> bool:
    """Say whether somebody gets a mail, or finds it on Today: only for the few things that cannot wait for that."""
    return because in MAILED.get(kind, ()) and at - happened_at <= FRESH


def each_once(people: list[ToTell], *, but: int | None) -> list[ToTell]:
    """Keep the strongest reason for everybody, and nobody's own doing."""
    strongest: dict[int, ToTell] = {}
    for each in sorted(people, key=lambda each: STRENGTH[each.because]):
        if each.person != but:
            strongest.setdefault(each.person, each)
    return list(strongest.values())


def news_since(seen_until: datetime | None, viewer: Viewer, *, at: datetime) -> datetime:
    """Give the moment from which on things are news to somebody."""
    return seen_until or at - (NEWS if viewer.inside else COMPANY_NEWS)
