"""Single answers are deleted 24 months after the sealing, and what a wave found stays."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta

from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE
from parley.surveys.actions.forgetting import forget_sheets_due
from parley.surveys.models import Invited, OpenAnswer, Sheet
from parley.surveys.terms.waves import wave_ref
from tests.cast import Cast, history
from tests.surveys.made import answered, crew, opened, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_answers_go_after_24_months_as_announced_and_no_day_earlier(cast: Cast) -> None:
    people = crew(cast, 12)
    wave = opened(cast)
    answered(wave, people, "more time")
    sealed(wave)
    Pending.objects.all().delete()
    due = wave.closes_at + relativedelta(months=24)
    assert forget_sheets_due(actor=MACHINE, at=due - timedelta(seconds=1)) == 0
    assert (Sheet.objects.count(), OpenAnswer.objects.count()) == (12, 12)
    assert forget_sheets_due(actor=MACHINE, at=due) == 1
    assert forget_sheets_due(actor=MACHINE, at=due) == 0
    assert (Sheet.objects.count(), OpenAnswer.objects.count(), Invited.objects.count()) == (0, 0, 18)
    assert history(wave_ref(wave.pk))[0] == f"deleted the 12 answer sheets of [wave:{wave.pk}], as announced"
    assert Pending.objects.filter(task="sweep_wave", payload={"wave": wave.pk}).count() == 1
