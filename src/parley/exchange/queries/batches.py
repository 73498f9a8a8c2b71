"""What imports brought."""

from parley.exchange.models import Batch
from parley.exchange.terms.intake import Brought
from parley.ledger.terms import MACHINE, Actor


def brought_by(batch: int) -> Brought:
    """Say which rows an import of a file brought; none of an import of a folder, or of one that was undone."""
    row = Batch.objects.filter(pk=batch, undone_at=None).first()
    kept = row.brought if row else {}
    return Brought(tuple((first, last) for first, last in kept.get("insights", ())), tuple(kept.get("clients", ())))


def spans_of(row: Batch) -> tuple[tuple[int, int], ...]:
    """Give the spans of keys of the insights that an import brought."""
    return tuple((first, last) for first, last in row.brought.get("insights", ()))


def batch_to_sweep(batch: int) -> tuple[tuple[int, int], ...]:
    """Give the spans of keys among which insights went when an import was undone; none of one that was not."""
    row = Batch.objects.filter(pk=batch).exclude(undone_at=None).first()
    return spans_of(row) if row else ()


def clients_brought(batch: int) -> tuple[int, ...]:
    """Give the keys of the clients that an import brought."""
    row = Batch.objects.filter(pk=batch).first()
    return tuple(row.brought.get("clients", ())) if row else ()


def undoes(batch: int) -> Actor:
    """Give who asked for an import to be undone."""
    row = Batch.objects.select_related("undone_by").filter(pk=batch).first()
    return row.undone_by if row and row.undone_by else MACHINE
