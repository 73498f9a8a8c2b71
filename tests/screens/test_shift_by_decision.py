"""A team that a decision lends: its page and every history say who decided it, not who published it."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from parley.decisions.actions import publish_decision, settle_decision
from parley.decisions.rules.settling import UNTOLD
from parley.decisions.terms import EffectDraft, EffectField, Lending
from parley.groups.actions import keep_team
from parley.groups.models import Shift
from parley.groups.terms import Amount
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import show_to
from parley.roadmap.models import Initiative
from parley.roadmap.terms import Audience
from tests.cast import Cast
from tests.decisions.made import REASON, decision, options
from tests.disclosure.made import fresh, in_build

if TYPE_CHECKING:
    from parley.decisions.models import Decision

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def lends(cast: Cast, audience: Audience = Audience.COMPANY) -> "Decision":
    """Give a decision of Elena's, published by Femi, that lends a team of reporting and moves an initiative."""
    team = keep_team(area=cast.reporting, name="Report core", capacity=Decimal(13), actor=MACHINE, at=cast.at)
    gains, first = in_build(cast), today_of(cast.noor, cast.at) + WEEK
    said = Lending(team.pk, Amount(share=50), first, first + 3 * WEEK)
    drafts = EffectDraft(gains.pk, EffectField.SHIFT, str(said)), EffectDraft(gains.pk, EffectField.HORIZON, "next")
    row = decision(cast, options=options(*drafts), decider=cast.elena)
    if audience is not Audience.COMPANY:
        show_to(initiative=fresh(gains), audience=audience, actor=cast.noor, at=cast.at)
    settle_decision(decision=row, option=row.options.all()[0], reason=REASON, review_on=None, seen_version=None,
                    actor=cast.elena, at=cast.at)  # fmt: skip
    publish_decision(decision=row, actor=cast.femi, at=cast.at)
    return row


def test_a_shift_by_a_decision_names_the_decision_and_who_decided(cast: Cast) -> None:
    row = lends(cast)
    shift = Shift.objects.get()
    page = cast.browser(cast.petra).get(reverse("shift", args=[shift.pk])).content.decode()
    assert reverse("decision", args=[row.pk]) in page
    assert "Elena Brandt" in page
    assert REASON in page
    assert "Femi Adeyemi" not in page
    told = cast.browser(cast.noor).get(reverse("initiative", args=[Initiative.objects.get().pk])).content.decode()
    assert "Decided by Elena Brandt" in told
    assert "Femi Adeyemi · " not in told
    front = cast.browser(cast.noor).get(reverse("group", args=["identity"])).content.decode()
    assert "Decided by Elena Brandt" in front
    news = cast.browser(cast.noor).get(reverse("today")).content.decode()
    assert "<b>Elena Brandt</b> moved it" in news


def test_whoever_may_not_see_the_decision_reads_neither_it_nor_who_decided(cast: Cast) -> None:
    row = lends(cast, Audience.GROUP)
    shift = Shift.objects.get()
    assert shift.reason == UNTOLD
    page = cast.browser(cast.omar).get(reverse("shift", args=[shift.pk])).content.decode()
    assert "one for fewer people" in page
    assert UNTOLD in page
    assert row.question not in page
    assert "Elena Brandt" not in page
    inside = cast.browser(cast.noor).get(reverse("shift", args=[shift.pk])).content.decode()
    assert REASON in inside
    assert UNTOLD not in inside.split("What happened", 1)[0]
