"""Talking about a decision: whoever says something first begins the discussion."""

from datetime import datetime

from parley.decisions.actions.settling import _begin_discussion, _locked
from parley.decisions.models import Decision
from parley.decisions.terms import DecisionState, decision_ref
from parley.groups.rules import must_be_open
from parley.ledger.door import action
from parley.people.models import Person
from parley.voices.actions import say
from parley.voices.models import Comment


@action
def say_about(*, decision: Decision, text: str, actor: Person, at: datetime) -> Comment:
    """Say something about a decision; the first word on an open one begins its discussion.

    Whether the actor may see it is for the caller, who found it. Raises Refused where the group was dissolved.
    """
    row = _locked(decision)
    must_be_open(row.area.name, dissolved=row.area.dissolved_on is not None)
    comment = say(thread=row.thread, text=text, on=decision_ref(row.pk), actor=actor, at=at)
    if row.state is DecisionState.OPEN:
        _begin_discussion(row)
    return comment
