"""Who is to be told of an entry: only people who may see the thing now, each for the strongest reason."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from parley.clients.queries import voices_visible_to
from parley.decisions.queries import decisions_visible_to, viewers_of_decision
from parley.groups.queries import acting, facilitating, insiders_of
from parley.groups.queries.shifts import areas_of_shift, concerned_by_shift
from parley.ledger.queries import Told
from parley.ledger.terms import MACHINE, Ref
from parley.meetings.queries import meetings_visible_to, viewers_of_meeting
from parley.notifications.queries.levels import Scope, with_wishes
from parley.notifications.queries.reasons import (
    Reasons,
    of_group,
    reasons_of_decision,
    reasons_of_initiative,
    reasons_of_insight,
    reasons_of_meeting,
    reasons_of_review,
    reasons_of_topic,
    reasons_of_trial,
    scope_of,
    scope_of_decision,
    scope_of_trial,
)
from parley.notifications.rules import each_once, wants
from parley.notifications.terms import STRENGTH, Because, ToTell
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer
from parley.roadmap.queries import initiatives_visible_to, viewers_of_initiative
from parley.topics.queries import topics_visible_to, viewers_of_topic
from parley.trials.queries.seeing import trials_visible_to, viewers_of_trial
from parley.voices.queries import comments_that_stand
from parley.voices.queries.naming import mentions_made

ALL = frozenset(Because)
AROUND = (Because.FOLLOWS, Because.MEMBER)
NOWHERE = Scope()
Whom = tuple[QuerySet[Person], Reasons]


def _everything() -> Viewer:
    """See all there is: who is told is narrowed to the viewers of the thing."""
    return acting(MACHINE)


def _thing(told: Told, kind: str) -> int:
    """Give the key of the first thing of a kind that an entry is about; 0, which no row has, when there is none."""
    return next((ref.key for ref in told.event.about() if ref.kind == kind), 0)


def of_decision(told: Told, *, only: Collection[Because] = ALL) -> list[ToTell]:
    """Tell of a decision: who is credited, its topics' people, who follows, and who looks after clients that asked."""
    found = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    whom = (viewers_of_decision(found), reasons_of_decision(found, told.at.date())) if found else None
    return _told(told, whom, scope_of_decision(found), only) if whom else []


def reasons_for(told: Told, person: int) -> tuple[Because, ...]:
    """Give every reason for which somebody is told of a published decision, the strongest first. A query each."""
    found = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    if found is None:
        return ()
    oneself = people_in_the_company().filter(pk=person)
    reasons = {
        because for because, which in reasons_of_decision(found, told.at.date()) if oneself.filter(which).exists()
    }
    return tuple(sorted(reasons, key=STRENGTH.__getitem__))


def of_standing_against(told: Told) -> list[ToTell]:
    """Tell whoever owns an initiative that it competes with another."""
    found = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    owner = (Because.OWNS, Q(pk=_thing(told, "person")))
    return _told(told, (viewers_of_decision(found), iter([owner])), scope_of_decision(found)) if found else []


def of_review(told: Told) -> list[ToTell]:
    """Tell what became of a decision: who disagreed with it by name, and who follows it."""
    found = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    return (
        _told(told, (viewers_of_decision(found), reasons_of_review(found)), scope_of_decision(found)) if found else []
    )


def of_asking(told: Told) -> list[ToTell]:
    """Tell whoever is asked what they know about a decision."""
    found = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    asked = (Because.CALLED, Q(pk=_thing(told, "person")))
    return _told(told, (viewers_of_decision(found), iter([asked])), scope_of_decision(found)) if found else []


def of_topic(told: Told, *, only: Collection[Because] = ALL) -> list[ToTell]:
    """Tell of a topic: who brought it, who supports it, who follows it."""
    found = topics_visible_to(_everything()).filter(pk=_thing(told, "topic")).first()
    return _told(told, (viewers_of_topic(found), reasons_of_topic(found)), scope_of(found), only) if found else []


def of_settled_topic(told: Told) -> list[ToTell]:
    """Tell of a topic that a decision settled those who may not see the decision: others are told of that itself."""
    found = topics_visible_to(_everything()).filter(pk=_thing(told, "topic")).first()
    decision = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    if not found or not decision:
        return []
    outside = viewers_of_topic(found).exclude(pk__in=viewers_of_decision(decision).order_by().values("pk"))
    return _told(told, (outside, reasons_of_topic(found)), scope_of(found))


def of_initiative(told: Told, *, only: Collection[Because] = ALL) -> list[ToTell]:
    """Tell of an initiative: who noted what clients said about it, who looks after them, who follows it."""
    found = initiatives_visible_to(_everything()).filter(pk=_thing(told, "initiative")).first()
    whom = (viewers_of_initiative(found), reasons_of_initiative(found, told.at.date())) if found else None
    return _told(told, whom, scope_of(found), only) if whom else []


def of_insight(told: Told) -> list[ToTell]:
    """Tell of an insight: who noted or heard it or what was merged with it, and who looks after those clients."""
    key = _thing(told, "insight")
    voices = voices_visible_to(_everything()).filter(Q(pk=key) | Q(kept=key)).order_by().select_related(None)
    return _told(told, (people_in_the_company(), reasons_of_insight(voices)))


def of_meeting(told: Told) -> list[ToTell]:
    """Tell of a meeting: the people of its group, and whoever is called in; of a mere plan, nobody."""
    if not getattr(told.event, "told", True):
        return []
    found = meetings_visible_to(_everything()).filter(pk=_thing(told, "meeting")).first()
    return _told(told, (viewers_of_meeting(found), reasons_of_meeting(found)), Scope((found.area_id,))) if found else []


def of_promise(told: Told) -> list[ToTell]:
    """Tell whoever promised something in a meeting: it was written down for them."""
    return _told(
        told,
        (
            people_in_the_company(),
            iter(
                [
                    (Because.OWNS, Q(action_points__pk=_thing(told, "action_point"))),
                ]
            ),
        ),
    )


def of_call(told: Told) -> list[ToTell]:
    """Tell somebody on call that an item of a meeting needs them."""
    if not getattr(told.event, "called", True):
        return []
    found = meetings_visible_to(_everything()).filter(pk=_thing(told, "meeting")).first()
    called = (Because.CALLED, Q(pk=_thing(told, "person")))
    return _told(told, (viewers_of_meeting(found), iter([called])), Scope((found.area_id,))) if found else []


def of_run(told: Told) -> list[ToTell]:
    """Tell those whom it concerns who runs a meeting: whoever does, did or asked; if nobody does, all facilitators.

    Whose turn comes as a matter of course reads it as one of the group, without a mail: Today says it too.
    """
    found = meetings_visible_to(_everything()).filter(pk=_thing(told, "meeting")).first()
    if found is None:
        return []
    people = [ref.key for ref in told.event.about() if ref.kind == "person"]
    whom = Q(pk__in=people) if people else facilitating(found.area_id)
    comes = told.event.kind == "meeting.run_proposed" and bool(people) and not getattr(told.event, "before", None)
    because = Because.MEMBER if comes else Because.OWNS
    return _told(told, (viewers_of_meeting(found), iter([(because, whom)])), Scope((found.area_id,)))


def of_place(told: Told) -> list[ToTell]:
    """Tell somebody that they were given a place in a group."""
    if not getattr(told.event, "named", True):
        return []
    return _told(told, (people_in_the_company(), iter([(Because.MEMBER, Q(pk=_thing(told, "person")))])))


def of_shift(told: Told) -> list[ToTell]:
    """Tell of a team that is lent: who facilitates or decides for one of the two groups, and the others in them."""
    key = _thing(told, "shift")
    reasons = [(Because.OWNS, concerned_by_shift(key))]
    areas = areas_of_shift(key)
    reasons += [(Because.MEMBER, of_group(area)) for area in areas]
    return _told(told, (people_in_the_company(), iter(reasons)), Scope(areas))


def of_comment(told: Told) -> list[ToTell]:
    """Tell of a comment: whom it names, who follows the thread, and whose thing it is about."""
    talk, found = _commented(told)
    if talk is None:
        return []
    reasons = chain(_mentioned(told), talk.reasons(found, told.at.date()))
    return _told(told, (talk.viewers(found), reasons), talk.scope(found), (Because.MENTIONED, talk.theirs, *AROUND))


def of_named(told: Told) -> list[ToTell]:
    """Tell whom a change of a comment names who was not named before."""
    talk, found = _commented(told)
    return _told(told, (talk.viewers(found), _mentioned(told)), talk.scope(found)) if talk else []


def _mentioned(told: Told) -> Reasons:
    for mention in mentions_made(_thing(told, "comment"), told.at):
        whom = Q(pk=mention.person_id) if mention.area_id is None else insiders_of(mention.area_id)
        yield Because.MENTIONED, whom


def _commented(told: Told) -> "tuple[_Talk, Any] | tuple[None, None]":
    """Give what kind of thing a comment is about, and the thing itself; none of what has gone or was taken back."""
    if not comments_that_stand().filter(pk=_thing(told, "comment")).exists():
        return None, None
    about = next((ref for ref in told.event.about() if ref.kind in COMMENTED), None)
    talk = COMMENTED[about.kind] if about else None
    found = talk.visible(_everything()).filter(pk=about.key).first() if talk and about else None
    return (talk, found) if talk and found else (None, None)


@dataclass(frozen=True, slots=True)
class _Talk:
    """A kind of thing people talk about: who sees it, whom a comment concerns and what it is of."""

    visible: Callable[[Viewer], QuerySet[Any]]
    viewers: Callable[[Any], QuerySet[Person]]
    reasons: Callable[[Any, date], Reasons]
    scope: Callable[[Any], Scope]
    theirs: Because  # why it is somebody's own


COMMENTED: Mapping[str, _Talk] = {
    "topic": _Talk(
        topics_visible_to, viewers_of_topic, lambda topic, _on: reasons_of_topic(topic), scope_of, Because.BROUGHT
    ),
    "initiative": _Talk(
        initiatives_visible_to, viewers_of_initiative, reasons_of_initiative, scope_of, Because.OWNS
    ),
    "decision": _Talk(decisions_visible_to, viewers_of_decision, reasons_of_decision, scope_of_decision, Because.OWNS),
    "trial": _Talk(
        trials_visible_to, viewers_of_trial, lambda trial, _on: reasons_of_trial(trial), scope_of_trial,
        Because.OWNS,
    ),
}  # fmt: skip


def _told(told: Told, whom: Whom, scope: Scope = NOWHERE, only: Collection[Because] = ALL) -> list[ToTell]:
    """Give whoever is to be told: each for the strongest of the reasons for which they want to hear it.

    So whoever is named in what they silenced is told, though it is theirs: somebody waits for a word of them.
    """
    viewers, reasons = whom
    people = [
        ToTell(person, because)
        for because, condition in reasons
        if because in only
        for person in viewers.filter(condition).order_by().values_list("pk", flat=True).distinct()
    ]
    wished = with_wishes([each for each in people if each.person != told.actor], scope)
    return each_once([each for each in wished if wants(each.wish.level, each.because, told.event.kind)], but=told.actor)


def ref_told_of(told: Told) -> Ref:
    """Give the thing an entry is news of: its subject, or for a comment what was commented on."""
    refs = told.event.about()
    return next((ref for ref in refs if ref.kind in {"initiative", "topic", "decision", "meeting", "trial"}), refs[0])
