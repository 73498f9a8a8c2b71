"""What can happen in the exchange with other systems."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref


@dataclass(frozen=True, kw_only=True)
class CompanyTakenIn(Event, kind="batch.taken_in"):
    """A folder of files was taken in, all of it."""

    batch: int
    added: int
    changed: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        return f"took a folder in: {self.added} rows were new, {self.changed} changed what was here"
