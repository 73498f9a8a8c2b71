"""How some of the sample's people want their mails: each working day, on chosen days, or none."""

from parley.ledger.terms import MACHINE
from parley.notifications.actions.digests import begin_digests, choose_mails
from parley.notifications.terms.digests import Rhythm, Times
from parley.seeds.stage import Telling

CHOSEN = (
    ("noor", Times(Rhythm.WORKING_DAYS, (), 8)),
    ("aiko", Times(Rhythm.WORKING_DAYS, (), 9)),
    ("sam", Times(Rhythm.DAYS, (0, 3), 7)),
    ("elena", Times(Rhythm.NEVER)),
)


def tell_mails(telling: Telling) -> None:
    """Let some choose, and everybody else who is in a group have a digest once a week."""
    for key, times in CHOSEN:
        person = telling.people[key]
        choose_mails(person=person, times=times, news=True, minutes=True, actor=person, at=telling.at)
    begin_digests(actor=MACHINE, at=telling.at)
