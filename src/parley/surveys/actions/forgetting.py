"""Deleting single answers once they have been kept for as long as was announced; what a wave found stays."""

from datetime import datetime

from dateutil.relativedelta import relativedelta

from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.surveys.events.waves import SheetsDeleted
from parley.surveys.models import OpenAnswer, Sheet, Wave
from parley.surveys.queries.waves import waves_with_answers
from parley.surveys.terms.waves import KEPT_FOR_MONTHS


@action
def forget_sheets_due(*, actor: Actor, at: datetime) -> int:
    """Delete the answers of waves that were sealed 24 months ago; of how many waves. For the worker."""
    waves = list(waves_with_answers(sealed_by=at - relativedelta(months=KEPT_FOR_MONTHS)))
    for wave in waves:
        _forget(wave)
    return len(waves)


def _forget(wave: Wave) -> None:
    """Delete a wave’s sheets, and words as they were written; both are swept from the disk right after."""
    sheets = Sheet.objects.filter(wave=wave).delete()[0]
    OpenAnswer.objects.filter(wave=wave).delete()
    enqueue("sweep_wave", payload={"wave": wave.pk}, unique_key=f"sweep_wave:{wave.pk}")
    record(SheetsDeleted(wave=wave.pk, sheets=sheets))
