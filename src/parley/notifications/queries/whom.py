"""Who is to be told of an entry: only people who may see the thing now, each for the strongest reason."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from parley.clients.queries import managing, standing_in_for, voices_visible_to
from parley.decisions.queries import decisions_visible_to, disagreed_with, viewers_of_decision
from parley.groups.queries import acting, facilitating, insiders_of
from parley.groups.queries.shifts import areas_of_shift, concerned_by_shift
from parley.ledger.queries import Told
from parley.ledger.terms import MACHINE, Ref
from parley.meetings.queries import meetings_visible_to, people_invited_to, viewers_of_meeting
from parley.notifications.rules import each_once
from parley.notifications.terms import STRENGTH, Because, ToTell
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer
from parley.roadmap.queries import askers_of, initiatives_visible_to, viewers_of_initiative
from parley.topics.queries import topics_visible_to, viewers_of_topic
from parley.trials.queries.seeing import trials_visible_to, viewers_of_trial
from parley.voices.queries import credits_of, followers_of
from parley.voices.queries.naming import mentions_made

Reasons = Iterator[tuple[Because, Q]]
ALL = frozenset(Because)
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
    return _told(told, (viewers_of_decision(found), _of_decision(found, told.at.date())), only) if found else []


def reasons_for(told: Told, person: int) -> tuple[Because, ...]:
    """Give every reason for which somebody is told of a published decision, the strongest first. A query each."""
    found = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    if found is None:
        return ()
    oneself = people_in_the_company().filter(pk=person)
    reasons = {because for because, which in _of_decision(found, told.at.date()) if oneself.filter(which).exists()}
    return tuple(sorted(reasons, key=STRENGTH.__getitem__))


def _of_decision(decision: Any, on: date) -> Reasons:
    initiatives = decision.initiative_links.values("initiative")
    yield Because.OWNS, Q(pk=decision.decider_id)
    yield Because.OWNS, Q(pk__in=decision.settlements.filter(ended_at=None).values("settled_by"))
    yield Because.CREDITED, Q(pk__in=credits_of("decision", decision.pk).order_by().values("person"))
    yield Because.BROUGHT, Q(pk__in=decision.topic_links.values("topic__brought_by"))
    yield Because.SUPPORTS, Q(pk__in=decision.topic_links.values("topic__supporters__person"))
    yield from _asked_for(initiatives, on)
    yield Because.FOLLOWS, _follows(decision.thread_id)
    yield Because.FOLLOWS, Q(pk__in=decision.options.order_by().values("thread__followers__person"))
    yield Because.FOLLOWS, Q(pk__in=decision.initiative_links.values("initiative__thread__followers__person"))
    yield Because.FOLLOWS, Q(pk__in=decision.topic_links.values("topic__thread__followers__person"))


def _asked_for(initiatives: QuerySet[Any] | Collection[int], on: date) -> Reasons:
    """Say who looks after a client who asks for one of some initiatives, or stands in for whoever does."""
    clients = askers_of(initiatives)
    yield Because.ASKED, managing(clients)
    yield Because.ASKED, standing_in_for(clients, on)


def _follows(thread: int) -> Q:
    return Q(pk__in=followers_of(thread).values("pk"))


def of_standing_against(told: Told) -> list[ToTell]:
    """Tell whoever owns an initiative that it competes with another."""
    found = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    owner = (Because.OWNS, Q(pk=_thing(told, "person")))
    return _told(told, (viewers_of_decision(found), iter([owner]))) if found else []


def of_review(told: Told) -> list[ToTell]:
    """Tell what became of a decision: who disagreed with it by name, and who follows it."""
    found = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    return _told(told, (viewers_of_decision(found), _of_review(found))) if found else []


def _of_review(decision: Any) -> Reasons:
    yield Because.DISSENTED, disagreed_with(decision)
    yield Because.FOLLOWS, _follows(decision.thread_id)


def of_asking(told: Told) -> list[ToTell]:
    """Tell whoever is asked what they know about a decision."""
    found = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    asked = (Because.CALLED, Q(pk=_thing(told, "person")))
    return _told(told, (viewers_of_decision(found), iter([asked]))) if found else []


def of_topic(told: Told, *, only: Collection[Because] = ALL) -> list[ToTell]:
    """Tell of a topic: who brought it, who supports it, who follows it."""
    found = topics_visible_to(_everything()).filter(pk=_thing(told, "topic")).first()
    return _told(told, (viewers_of_topic(found), _of_topic(found)), only) if found else []


def of_settled_topic(told: Told) -> list[ToTell]:
    """Tell of a topic that a decision settled those who may not see the decision: others are told of that itself."""
    found = topics_visible_to(_everything()).filter(pk=_thing(told, "topic")).first()
    decision = decisions_visible_to(_everything()).filter(pk=_thing(told, "decision")).first()
    if not found or not decision:
        return []
    outside = viewers_of_topic(found).exclude(pk__in=viewers_of_decision(decision).order_by().values("pk"))
    return _told(told, (outside, _of_topic(found)))


def _of_topic(topic: Any) -> Reasons:
    yield Because.BROUGHT, Q(pk=topic.brought_by_id)
    yield Because.SUPPORTS, Q(pk__in=topic.supporters.values("person"))
    yield Because.FOLLOWS, _follows(topic.thread_id)


def of_initiative(told: Told, *, only: Collection[Because] = ALL) -> list[ToTell]:
    """Tell of an initiative: who noted what clients said about it, who looks after them, who follows it."""
    found = initiatives_visible_to(_everything()).filter(pk=_thing(told, "initiative")).first()
    return _told(told, (viewers_of_initiative(found), _of_initiative(found, told.at.date())), only) if found else []


def _of_initiative(initiative: Any, on: date) -> Reasons:
    links = initiative.insight_links
    yield Because.OWNS, Q(pk=initiative.owner_id)
    yield Because.BROUGHT, Q(pk__in=links.exclude(insight__author=None).values("insight__author"))
    yield Because.BROUGHT, Q(pk__in=links.exclude(insight__on_behalf_of=None).values("insight__on_behalf_of"))
    yield from _asked_for([initiative.pk], on)
    yield Because.FOLLOWS, _follows(initiative.thread_id)


def of_insight(told: Told) -> list[ToTell]:
    """Tell of an insight: who noted or heard it or what was merged with it, and who looks after those clients."""
    key = _thing(told, "insight")
    voices = voices_visible_to(_everything()).filter(Q(pk=key) | Q(kept=key)).order_by().select_related(None)
    return _told(told, (people_in_the_company(), _of_insight(voices)))


def _of_insight(voices: QuerySet[Any]) -> Reasons:
    yield Because.BROUGHT, Q(pk__in=voices.exclude(author=None).values("author"))
    yield Because.BROUGHT, Q(pk__in=voices.exclude(on_behalf_of=None).values("on_behalf_of"))
    yield Because.ASKED, Q(accounts__client__in=voices.values("client"))


def of_meeting(told: Told) -> list[ToTell]:
    """Tell of a meeting: the people of its group, and whoever is called in; of a mere plan, nobody."""
    if not getattr(told.event, "told", True):
        return []
    found = meetings_visible_to(_everything()).filter(pk=_thing(told, "meeting")).first()
    return _told(told, (viewers_of_meeting(found), _of_meeting(found))) if found else []


def _of_meeting(meeting: Any) -> Reasons:
    yield Because.CALLED, Q(pk__in=meeting.items.exclude(called_in=None).values("called_in__person"))
    yield Because.MEMBER, Q(pk__in=people_invited_to(meeting).order_by().values("pk"))


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
    return _told(told, (viewers_of_meeting(found), iter([called]))) if found else []


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
    return _told(told, (viewers_of_meeting(found), iter([(because, whom)])))


def of_place(told: Told) -> list[ToTell]:
    """Tell somebody that they were given a place in a group."""
    if not getattr(told.event, "named", True):
        return []
    return _told(told, (people_in_the_company(), iter([(Because.MEMBER, Q(pk=_thing(told, "person")))])))


def of_shift(told: Told) -> list[ToTell]:
    """Tell of a team that is lent: who facilitates or decides for one of the two groups, and the others in them."""
    key = _thing(told, "shift")
    reasons = [(Because.OWNS, concerned_by_shift(key))]
    reasons += [(Because.MEMBER, insiders_of(area)) for area in areas_of_shift(key)]
    return _told(told, (people_in_the_company(), iter(reasons)))


def of_comment(told: Told) -> list[ToTell]:
    """Tell of a comment: whom it names, who follows the thread, and whose thing it is about."""
    found = _commented(told)
    if found is None:
        return []
    viewers, reasons = found
    only = {Because.MENTIONED, Because.BROUGHT, Because.OWNS, Because.FOLLOWS}
    return _told(told, (viewers, chain(_mentioned(told), reasons)), only)


def of_named(told: Told) -> list[ToTell]:
    """Tell whom a change of a comment names who was not named before."""
    found = _commented(told)
    return _told(told, (found[0], _mentioned(told))) if found else []


def _mentioned(told: Told) -> Reasons:
    for mention in mentions_made(_thing(told, "comment"), told.at):
        whom = Q(pk=mention.person_id) if mention.area_id is None else insiders_of(mention.area_id)
        yield Because.MENTIONED, whom


def _commented(told: Told) -> Whom | None:
    """Give who sees what a comment is about, and why they could be told of it."""
    about = next((ref for ref in told.event.about() if ref.kind in COMMENTED), None)
    if about is None:
        return None
    visible, viewers, reasons = COMMENTED[about.kind]
    found = visible(_everything()).filter(pk=about.key).first()
    return (viewers(found), reasons(found, told.at.date())) if found else None


COMMENTED: Mapping[str, tuple[Any, Any, Callable[[Any, date], Reasons]]] = {
    "topic": (topics_visible_to, viewers_of_topic, lambda topic, _on: _of_topic(topic)),
    "initiative": (initiatives_visible_to, viewers_of_initiative, lambda one, _on: _followed_and_owned(one)),
    "decision": (decisions_visible_to, viewers_of_decision, _of_decision),
    "trial": (trials_visible_to, viewers_of_trial, lambda trial, _on: _of_trial(trial)),
}


def _followed_and_owned(initiative: Any) -> Reasons:
    yield Because.OWNS, Q(pk=initiative.owner_id)
    yield Because.FOLLOWS, _follows(initiative.thread_id)


def _of_trial(trial: Any) -> Reasons:
    yield Because.OWNS, Q(pk=trial.planned_by_id)
    yield Because.FOLLOWS, _follows(trial.thread_id)


def _told(told: Told, whom: Whom, only: Collection[Because] = ALL) -> list[ToTell]:
    viewers, reasons = whom
    people = [
        ToTell(person, because)
        for because, condition in reasons
        if because in only
        for person in viewers.filter(condition).order_by().values_list("pk", flat=True).distinct()
    ]
    return each_once(people, but=told.actor)


def ref_told_of(told: Told) -> Ref:
    """Give the thing an entry is news of: its subject, or for a comment what was commented on."""
    refs = told.event.about()
    return next((ref for ref in refs if ref.kind in {"initiative", "topic", "decision", "meeting", "trial"}), refs[0])
