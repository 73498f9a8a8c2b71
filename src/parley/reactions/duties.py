"""After a function came, it owes what the suggested list of duties means for it. Doing it again changes nothing."""

from datetime import datetime

from parley.ledger.queries import Told
from parley.ledger.terms import MACHINE
from parley.people.queries import functions
from parley.roadmap.actions import give_suggested_duties


def see_to_duties(told: Told, at: datetime) -> None:
    """Give a function that was just kept what nobody has given to another."""
    if told.event.kind != "function.kept":
        return
    for function in functions().filter(pk=told.event.about()[0].key):
        give_suggested_duties(function=function, actor=MACHINE, at=at)
