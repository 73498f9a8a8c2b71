"""Seeing one’s own place in a wave: whether one is asked, has answered, and began on this browser."""

from dataclasses import dataclass

from django.db.models import QuerySet

from parley.people.queries import hash_of
from parley.prepared import prepared
from parley.surveys.models import Invited, Sheet, Wave
from parley.surveys.terms.waves import Counted


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody is in a wave. `began`: this browser holds the ballot; `sent`: it holds a sheet that was sent."""

    asked: bool
    answered: bool
    began: bool
    sent: bool
    counted: Counted


NOWHERE = Place(asked=False, answered=False, began=False, sent=False, counted=Counted())


def ballot_of(wave: int, token: str) -> str:
    """Give the hash under which an invitation keeps that a browser began."""
    return hash_of(f"ballot:{wave}:{token}")


def receipt_of(wave: int, token: str) -> str:
    """Give the hash under which a sheet is kept until the sealing: only who holds the token can tell both are one."""
    return hash_of(f"receipt:{wave}:{token}")


def place_in(wave: Wave, person: int, token: str) -> Place:
    """Say what somebody is in a wave, on a browser that holds `token` or nothing. Two queries at most."""
    row = Invited.objects.filter(wave=wave, person=person).first()
    if row is None:
        return NOWHERE
    began = bool(token) and row.ballot == ballot_of(wave.pk, token)
    return Place(
        asked=True,
        answered=bool(row.answered) and not began,  # else its sending broke off, and may be done again
        began=began,
        sent=bool(token) and Sheet.objects.filter(receipt=receipt_of(wave.pk, token)).exists(),
        counted=Counted(group=row.group, side=row.side, region=row.region, function=row.function),
    )


@prepared
def waves_answered_by(person: int) -> QuerySet[Invited, int]:
    """Give the open waves that somebody has answered; after the sealing nobody knows that any more."""
    return Invited.objects.filter(person=person, answered=True).order_by("wave").values_list("wave", flat=True)
