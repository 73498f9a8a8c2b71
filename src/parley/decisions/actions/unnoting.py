"""Taking back what was told whoever decides in private."""

from datetime import datetime

from parley.decisions import rules
from parley.decisions.actions.settling import _locked
from parley.decisions.events import PrivateNoteTakenBack
from parley.decisions.models import Decision, PrivateNote
from parley.decisions.queries import facts_of
from parley.ledger.door import action, record
from parley.people.models import Person


@action
def take_back_private_note(*, decision: Decision, actor: Person, at: datetime) -> None:
    """Tell whoever decides nothing in private any more. Doing it twice changes nothing; refused once it is settled."""
    row = _locked(decision)
    rules.must_be_unsettled(facts_of(row))
    note = PrivateNote.objects.filter(decision=row, author=actor).first()
    if note is not None:
        key = note.pk
        note.delete()
        record(PrivateNoteTakenBack(note=key))
