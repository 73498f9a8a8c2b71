"""Talking about a decision: whoever says something first begins the discussion."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from parley.decisions.actions.settling import _begin_discussion, _locked, _option_of
from parley.decisions.models import Decision, Option
from parley.decisions.terms import DecisionState, decision_ref
from parley.groups.rules import must_be_open
from parley.ledger.door import action
from parley.people.models import Person
from parley.voices.actions import open_thread, say
from parley.voices.models import Comment, Thread
from parley.voices.terms import Attachable


@action
def say_about(
    *, decision: Decision, text: str, files: Iterable[Attachable] = (), option: Option | None = None,
    readers: QuerySet[Person] | None = None, drafted: bool = False, actor: Person, at: datetime,
) -> Comment:  # fmt: skip
    """Say something about a decision, or about one of its options, perhaps with files. The first word begins the talk.

    `readers` and `drafted` are as in `say`. Whether the actor may see it is for the caller, who found it.
    Raises Refused where the group was dissolved.
    """
    row = _locked(decision)
    must_be_open(row.area.name, dissolved=row.area.dissolved_on is not None)
    thread = row.thread if option is None else _thread_of(_option_of(row, option), actor, at)
    comment = say(thread=thread, text=text, files=files, on=decision_ref(row.pk), readers=readers, drafted=drafted,
                  actor=actor, at=at)  # fmt: skip
    if row.state is DecisionState.OPEN:
        _begin_discussion(row, spoke=True)
    return comment


def _thread_of(option: Option, actor: Person, at: datetime) -> Thread:
    if option.thread is None:
        option.thread = open_thread(actor=actor, at=at)
        option.save(update_fields=["thread"])
    return option.thread
