"""Accepting that one client asks: who may, when, and what the ledger says of it."""

import pytest

from parley.clients.actions import note_insight
from parley.kernel.refusals import Refused
from parley.ledger.queries import history_of
from parley.roadmap.actions import accept_concentration, end_acceptance, link_insight
from parley.roadmap.queries import acceptance_of, standing_of
from parley.roadmap.rules import must_be_one_client
from parley.roadmap.terms import Stance, Verdict, initiative_ref
from tests.cast import history
from tests.roadmap.made import initiative, insight

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REASON = "Three others will want it once the law holds in May."


@pytest.fixture
def row(cast):
    made, first = initiative(cast), insight(cast)
    for n in range(5):
        said = note_insight(client=first.client, text=f"Again {n}.", said_on=first.said_on, actor=cast.aiko, at=cast.at)
        link_insight(initiative=made, insight=said, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    return made


def accept(cast, row, person, reason=REASON):
    accept_concentration(initiative=row, reason=reason, actor=person, at=cast.at)


@pytest.mark.parametrize("person", ["noor", "elena"])
def test_product_people_and_the_decider_accept_it_and_end_it(cast, row, person):
    by = getattr(cast, person)
    accept(cast, row, by)
    found = acceptance_of(row.pk)
    assert found
    assert (found.reason, found.by, found.given_at) == (REASON, by, cast.at)
    standing = standing_of(cast.viewer(cast.aiko), row.pk, row.area_id, on=cast.at.date())
    assert standing
    assert standing.accepted
    assert (standing.accepted.reason, standing.accepted.by) == (REASON, by.name)
    told = history_of(initiative_ref(row.pk))[0]
    assert (told.sentence, told.reason) == (f"accepted that one client asks for [initiative:{row.pk}]", REASON)
    end_acceptance(initiative=row, actor=by, at=cast.at)
    assert acceptance_of(row.pk) is None
    assert history(initiative_ref(row.pk))[0] == f"no longer accepts that one client asks for [initiative:{row.pk}]"
    end_acceptance(initiative=row, actor=by, at=cast.at)
    assert len(history(initiative_ref(row.pk))) == 9


def test_another_reason_ends_the_one_before(cast, row):
    accept(cast, row, cast.noor)
    accept(cast, row, cast.elena, "Nordbank pays for all of the work.")
    assert [(each.by, each.ended_at is None) for each in row.acceptances.order_by("pk")] == [
        (cast.noor, False), (cast.elena, True),
    ]  # fmt: skip


@pytest.mark.parametrize("person", ["aiko", "femi", "petra", "ravi"])
def test_nobody_else_answers_for_it(cast, row, person):
    with pytest.raises(Refused, match="Only the area’s product people and its decider answer"):
        accept(cast, row, getattr(cast, person))
    accept(cast, row, cast.noor)
    with pytest.raises(Refused, match="Only the area’s product people"):
        end_acceptance(initiative=row, actor=getattr(cast, person), at=cast.at)
    assert acceptance_of(row.pk)


@pytest.mark.parametrize("reason", ["", "strategic", "Leadership wants it"])
def test_a_reason_says_why(cast, row, reason):
    with pytest.raises(Refused, match="what this client’s need is worth to others"):
        accept(cast, row, cast.noor, reason)
    assert acceptance_of(row.pk) is None


def test_there_must_be_something_to_accept(cast):
    with pytest.raises(Refused, match="Too few insights"):
        accept(cast, initiative(cast), cast.noor)
    for verdict in (Verdict.BROAD, Verdict.FEW_CLIENTS):
        with pytest.raises(Refused, match="More than one client asks"):
            must_be_one_client(verdict)
