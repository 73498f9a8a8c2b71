"""What imports brought."""

from parley.exchange.models import Batch
from parley.exchange.terms.intake import Brought


def brought_by(batch: int) -> Brought:
    """Say which rows an import of a file brought; none of an import of a folder, or of one that was undone."""
    row = Batch.objects.filter(pk=batch, undone_at=None).first()
    kept = row.brought if row else {}
    return Brought(tuple((first, last) for first, last in kept.get("insights", ())), tuple(kept.get("clients", ())))
