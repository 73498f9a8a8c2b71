"""A decision credits everybody it rests on at once, however much clients said."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.clients.terms import insight_ref
from parley.decisions.actions import publish_decision, settle_decision
from parley.decisions.queries import contributions_to, options_of
from parley.decisions.terms import decision_ref
from parley.ledger.models import Entry, Pending
from parley.ledger.queries import history_of
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Audience, Stance
from parley.voices.actions import credit_all
from parley.voices.queries import credits_of
from tests.cast import Cast
from tests.clients.made import hartmann, said
from tests.decisions.made import REASON, decision
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def settled(cast: Cast, count: int) -> Any:
    """A decision behind which so many insights stand."""
    found = initiative(cast, f"Consent {count}", audience=Audience.GROUP)
    client = hartmann(cast, name=f"Client {count}")
    for n in range(count):
        heard = said(cast, client, f"We cannot prove consent, number {n}.")
        link_insight(insight=heard, initiative=found, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    made = decision(cast, initiatives=[found])
    settle_decision(decision=made, option=options_of(made)[0], reason=REASON, actor=cast.elena, at=cast.at)
    return made


def test_what_publishing_asks_and_writes_does_not_grow_with_what_clients_said(cast: Cast) -> None:
    costs = []
    for count in (3, 12):
        made = settled(cast, count)
        (giver,) = contributions_to(cast.viewer(cast.femi), made)
        assert len(giver.gifts) == count
        entries, pending = Entry.objects.count(), Pending.objects.count()
        with CaptureQueriesContext(connection) as asked:
            publish_decision(decision=made, credits=giver.gifts, actor=cast.femi, at=cast.at)
        costs.append((len(asked), Entry.objects.count() - entries, Pending.objects.count() - pending))
        assert credits_of("decision", made.pk).count() == count
    assert costs[0] == costs[1]
    gifts = [(each.person, each.kind, each.given) for each in giver.gifts]
    credit_all(gifts=gifts, credited_by=decision_ref(made.pk), actor=cast.femi, at=cast.at)
    (told,) = [
        each for each in history_of(decision_ref(made.pk)) if each.event.kind == "contribution.credited_together"
    ]
    assert told.sentence == f"credited [person:{cast.aiko.pk}] for 12 contributions, in [decision:{made.pk}]"
    assert told.entry in {each.entry for each in history_of(insight_ref(giver.gifts[0].given))}
