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


@dataclass(frozen=True, kw_only=True)
class FileTakenIn(Event, kind="batch.file_taken_in"):
    """A file of clients, or of what they said, was taken in, all of it."""

    batch: int
    insights: int
    clients: int
    changed: int
    links: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        parts = (f"{self.insights} insights", f"{self.clients} new clients", f"{self.links} links to initiatives")
        return f"took a file in: {', '.join(parts)}; changed {self.changed} clients that were here"


@dataclass(frozen=True, kw_only=True)
class BatchUndone(Event, kind="batch.undone"):
    """An import of a file was undone; `kept` rows stay, since somebody relies on them."""

    batch: int
    insights: int
    clients: int
    kept: int
    restored: int = 0  # clients that were here, and have the facts again that they had before
    past: int = 0  # stays of initiatives that a history had told of

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        stays = f", and left {self.kept} rows that somebody relies on" if self.kept else ""
        back = f", gave {self.restored} clients back the facts they had before" if self.restored else ""
        if self.past:
            return f"undid an import: took {self.past} stays of initiatives in a stage back"
        return f"undid an import: took {self.insights} insights and {self.clients} clients back{back}{stays}"


@dataclass(frozen=True, kw_only=True)
class FactsForgotten(Event, kind="batch.facts_forgotten"):
    """What imports had found of clients is kept no more, since they cannot be undone any longer."""

    imports: int

    def about(self) -> tuple[Ref, ...]:
        return ()

    def sentence(self) -> str:
        one = self.imports == 1
        return f"let go of what {self.imports} import{'' if one else 's'} had found, too old to be undone"


@dataclass(frozen=True, kw_only=True)
class UndoingAsked(Event, kind="batch.undoing_asked"):
    """Somebody asked for an import to be undone."""

    batch: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        return "asked for an import to be undone"
