"""Disagreeing with a decision: with a name, or without one; then neither its row nor the ledger knows who or when."""

from datetime import datetime

from parley.decisions import rules
from parley.decisions.actions.opening import _open_dissents
from parley.decisions.actions.settling import _locked
from parley.decisions.events import DissentRecorded
from parley.decisions.models import Decision, Dissent, DissentOpening, UnsignedDissent
from parley.decisions.queries import facts_of
from parley.groups.queries import acting
from parley.ledger.door import action, record, unsigned
from parley.people.models import Person
from parley.voices.queries import of_browser

KIND = "dissent"  # what marks of browsers are made with, so that those of dissents are of dissents alone


@action
def dissent(*, decision: Decision, text: str, actor: Person, at: datetime) -> None:
    """Put one's disagreement on the record, or write it anew, while the decision is open.

    Whether the actor may see the decision is for the caller, who found it.
    """
    row = _locked(decision)
    rules.must_be_open(facts_of(row))
    words = rules.dissent_of(text, row.question)
    Dissent.objects.update_or_create(decision=row, person=actor, defaults={"text": words, "said_at": at})
    record(DissentRecorded(decision=row.pk, person=actor.pk))


@unsigned
def dissent_unsigned(*, decision: Decision, text: str, secret: str, actor: Person, at: datetime) -> None:
    """Disagree without a name, before that is opened. Sent twice from the browser that holds `secret`, it is one.

    It cannot be changed or taken back. That the actor does not decide it is asked, and not kept; whether they may see
    it is for the caller, as with `dissent`.
    """
    row = _locked(decision)
    opened = DissentOpening.objects.filter(decision=row).exists()
    rules.must_take_unsigned(facts_of(row), actor.pk, opened=opened)
    words = rules.dissent_of(text, row.question)
    written = UnsignedDissent.objects.filter(decision=row)
    mine = of_browser(written, f"{KIND}:{row.pk}", secret, rules.MOST_UNSIGNED)
    if words not in mine.words:
        rules.must_be_few(len(mine.words))
        UnsignedDissent.objects.create(decision=row, words=words, browser=mine.free)


@action
def open_dissents(*, decision: Decision, actor: Person, at: datetime) -> None:
    """Open what was written without a name, before one decides. Raises Refused unless the actor decides it."""
    row = _locked(decision)
    rules.must_open_dissents(acting(actor), facts_of(row))
    _open_dissents(decision=row, actor=actor, at=at)
