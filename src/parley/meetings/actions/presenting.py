"""Changing what leads prepare, how ready presenters are, and the company's glossary."""

from collections.abc import Sequence
from datetime import datetime

from parley.groups.queries import acting
from parley.kernel.refusals import Refused, Stale
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events import AcronymDropped, AcronymKept, GuideRead, ItemPrepared, PracticePassed
from parley.meetings.models import Acronym, AgendaItem, Preparation, Presenter
from parley.meetings.queries import glossary, item_now, preparation_of, thing_of
from parley.meetings.rules.presenting import acronym_of, may_prepare, must_pass, questions_of
from parley.meetings.terms import STILL_TO_COME
from parley.people.models import Person
from parley.people.queries import administrators_in_turn, is_self, people_in_the_company
from parley.people.rules import must_administer


@action
def prepare_item(
    *, item: AgendaItem, questions: Sequence[str], asked_of_you: str, seen_version: int, actor: Actor, at: datetime
) -> Preparation:
    """Keep what the lead of an item will ask. Nothing that the coach says is kept.

    Raises Refused for others than the lead, and Stale when it was changed in another window since.
    """
    AgendaItem.objects.select_for_update().filter(pk=item.pk).first()  # two windows of one lead wait for each other
    now = item_now(item)
    if not may_prepare(acting(actor), now.meeting.area_id, now.lead_id):
        raise Refused("Whoever leads this item prepares it. A facilitator can say who leads it.")
    if now.meeting.state not in STILL_TO_COME:
        raise Refused("This meeting is over. Prepare the item where it comes up next.")
    clean, asked = questions_of(questions), rules.text_of(asked_of_you, "asked_of_you")
    row = preparation_of(now)
    if (row.questions, row.asked_of_you) == (clean, asked):
        return row
    if row.version not in {0, seen_version}:
        theirs = "\n".join([*row.questions, row.asked_of_you])
        raise Stale(
            "This was changed in another window since you opened it. Put both together.",
            theirs=theirs,
            yours="\n".join([*clean, asked]),
        )
    row.questions, row.asked_of_you, row.version = clean, asked, row.version + 1
    row.save()
    record(ItemPrepared(meeting=now.meeting_id, item=now.pk, thing=thing_of(now)))
    return row


@action
def read_guide(*, person: Person, actor: Actor, at: datetime) -> None:
    """Note that somebody read the guide; again changes nothing. Raises Refused for anybody else's reading."""
    row = _own(person, actor)
    if row.guide_read_at is None:
        row.guide_read_at = at
        row.save()
        record(GuideRead(person=person.pk))


@action
def practise(*, person: Person, question: str, actor: Actor, at: datetime) -> int:
    """Pass the next practice question; how many are passed. Its words are not kept.

    Raises Refused with what to do next while the coach has something to say.
    """
    row = _own(person, actor)
    must_pass(question, row.practised, glossary())
    row.practised += 1
    row.save()
    record(PracticePassed(person=person.pk, practised=row.practised))
    return row.practised


def _own(person: Person, actor: Actor) -> Presenter:
    if not is_self(actor, person):
        raise Refused("Everybody practises for themselves. Ask them to open the guide for presenters.")
    one = people_in_the_company().select_related(None).filter(pk=person.pk)
    own = one.select_for_update().get()  # two taps on one button are one
    return Presenter.objects.filter(person=own).first() or Presenter(person=own)


@action
def keep_acronym(*, acronym: str, meaning: str, row: Acronym | None = None, actor: Actor, at: datetime) -> Acronym:
    """Write an acronym into the glossary, or change one. Raises Refused for others than product operations."""
    short, words = acronym_of(acting(actor), acronym, meaning)
    administrators_in_turn()
    if Acronym.objects.filter(acronym=short).exclude(pk=row.pk if row else None).exists():
        raise Refused(f"{short} is in the glossary already. Change it there.", field="acronym")
    new = row is None
    kept = row or Acronym()
    if (kept.acronym, kept.meaning) != (short, words):
        kept.acronym, kept.meaning = short, words
        kept.save()
        record(AcronymKept(acronym=short, new=new))
    return kept


@action
def drop_acronym(*, row: Acronym, actor: Actor, at: datetime) -> None:
    """Take an acronym out of the glossary."""
    must_administer(acting(actor))
    if Acronym.objects.filter(pk=row.pk).delete()[0]:
        record(AcronymDropped(acronym=row.acronym))
