"""Teams are lent: what there is of them, what their area drops, and which clients have to hear of it."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from parley.disclosure.actions import end_shift, extend_shift, shift_team
from parley.disclosure.models import Correction
from parley.groups.actions import close_team, keep_team
from parley.groups.queries.shifts import capacity_by_area, shifts_watched_by
from parley.groups.terms import Amount, shift_ref
from parley.kernel.refusals import Refused
from parley.kernel.spans import quarter_of, today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.queries.shifts import parts_of_shift
from parley.roadmap.terms import Audience, Horizon, Stage, initiative_ref
from parley.roadmap.terms.shifts import Part
from tests.cast import Cast, history
from tests.disclosure.made import approved, buyer, fresh, in_build, told
from tests.roadmap.made import initiative

if TYPE_CHECKING:
    from parley.groups.models import Shift, Team

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BECAUSE = "Audited clients need reports of consent before the June audit."
WEEK = timedelta(days=7)


@pytest.fixture
def team(cast: Cast) -> "Team":
    return keep_team(area=cast.identity, name="Consent core", capacity=Decimal(13), actor=MACHINE, at=cast.at)


def lent(cast: Cast, team: "Team", weeks: int = 4, **given: Any) -> "Shift":
    """Lend half of the team to reporting from next week on, by the decider of identity, unless told otherwise."""
    actor = given.get("actor", cast.elena)
    first = given.get("first", today_of(actor, cast.at) + WEEK)
    facts: dict[str, Any] = {
        "to": cast.reporting, "amount": Amount(share=50), "first": first, "last": first + (weeks - 1) * WEEK,
        "reason": BECAUSE, "actor": cast.elena, "at": cast.at,
    }  # fmt: skip
    return shift_team(team=team, **(facts | given))


def test_what_waits_and_stops_changes_with_the_loan_and_clients_are_corrected(cast: Cast, team: "Team") -> None:
    waiting = in_build(cast)
    approved(cast, waiting)
    told(cast, waiting, buyer(cast))
    stopping = initiative(cast, "Cookie banner templates")
    shift = lent(cast, team, waits=[waiting.pk], stops=[stopping.pk])
    assert (fresh(waiting).horizon, fresh(waiting).window_first) == (Horizon.LATER, None)
    assert fresh(stopping).stage is Stage.STOPPED
    correction = Correction.objects.get()
    assert correction.initiative_id == waiting.pk
    assert correction.closed_at is None
    assert any(f"[shift:{shift.pk}]" in each for each in history(initiative_ref(waiting.pk)))
    parts = {each.initiative_id: each.part for each in parts_of_shift(cast.viewer(cast.elena), shift.pk)}
    assert parts == {waiting.pk: Part.WAITS, stopping.pk: Part.STOPS}
    assert [each.part for each in parts_of_shift(cast.viewer(cast.omar), shift.pk)] == [Part.WAITS]


def test_nothing_is_lent_and_nothing_changes_when_less_is_left(cast: Cast, team: "Team") -> None:
    lent(cast, team)
    waiting = in_build(cast)
    with pytest.raises(Refused, match="team-weeks left to lend"):
        lent(cast, team, amount=Amount(share=51), waits=[waiting.pk])
    assert fresh(waiting).horizon is Horizon.NOW
    lent(cast, team)


def test_capacity_follows(cast: Cast, team: "Team") -> None:
    first = quarter_of(today_of(cast.elena, cast.at) + timedelta(days=100)).first
    before = dict(capacity_by_area(first))
    lent(cast, team, weeks=40)
    after = dict(capacity_by_area(first))
    assert before == {cast.identity.pk: 13}
    assert after == {cast.identity.pk: Decimal("6.5"), cast.reporting.pk: Decimal("6.5")}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "needs its reason"),
        ({"reason": "Leadership wants this"}, "leadership wants it does not say why"),
        ({"amount": Amount(weekly=Decimal(2))}, "team-weeks left"),
    ],
)
def test_what_is_no_shift_is_refused(cast: Cast, team: "Team", change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        lent(cast, team, **change)


def test_only_who_decides_for_the_lender_and_operations_lend(cast: Cast, team: "Team") -> None:
    for person in (cast.ravi, cast.noor, cast.femi, cast.omar):
        with pytest.raises(Refused, match="Ask one of them"):
            lent(cast, team, actor=person)
    assert lent(cast, team, actor=cast.ines).lent_by_id == cast.ines.pk


def test_a_lender_drops_only_what_is_its_own_and_goes_on(cast: Cast, team: "Team") -> None:
    other = initiative(cast, "Report builder", area=cast.reporting, actor=cast.petra, audience=Audience.COMPANY,
                       stage=Stage.BUILD)  # fmt: skip
    mine = in_build(cast)
    with pytest.raises(Refused, match="not of the area that lends"):
        lent(cast, team, waits=[other.pk])
    with pytest.raises(Refused, match="either waits or is stopped"):
        lent(cast, team, waits=[mine.pk], stops=[mine.pk])


def test_it_is_extended_with_a_new_reason_alone(cast: Cast, team: "Team") -> None:
    shift = lent(cast, team)
    later = {"shift": shift, "last": shift.back_on + WEEK, "actor": cast.elena, "at": cast.at}
    with pytest.raises(Refused, match="given before"):
        extend_shift(reason=BECAUSE.upper(), **later)
    extend_shift(reason="The auditor asked for two more reports.", **later)
    shift.refresh_from_db()
    later["last"] = shift.back_on + WEEK
    extend_shift(reason="One of them has to be in Japanese.", **later)
    shift.refresh_from_db()
    later["last"] = shift.back_on + WEEK
    with pytest.raises(Refused, match="given before"):
        extend_shift(reason="The auditor asked for two more reports.", **later)  # not the last, and given all the same
    lent(cast, team, amount=Amount(share=60), first=shift.back_on, last=shift.back_on)
    with pytest.raises(Refused, match="left to lend"):
        extend_shift(reason="And another in Korean.", **later)
    with pytest.raises(Refused, match="Ask one of them"):
        extend_shift(reason="And another in Korean.", **later | {"actor": cast.ravi})


def test_it_ends_early_with_a_reason_and_frees_its_weeks(cast: Cast, team: "Team") -> None:
    shift = lent(cast, team, amount=Amount(share=100))
    back = {"shift": shift, "actor": cast.ravi, "at": cast.at}
    with pytest.raises(Refused, match="needs its reason"):
        end_shift(**back)
    with pytest.raises(Refused, match="before its day"):
        end_shift(reason="The auditor is content already.", **back | {"actor": cast.femi})
    end_shift(reason="The auditor is content already.", **back)
    with pytest.raises(Refused, match="has ended"):
        end_shift(reason="The auditor is content already.", **back)
    lent(cast, team, amount=Amount(share=100))
    assert history(shift_ref(shift.pk))[0].startswith("kept "), "it never went"


def test_its_day_is_watched_by_both_groups_until_somebody_says_that_it_is_back(cast: Cast, team: "Team") -> None:
    shift = lent(cast, team)
    watching = [cast.elena, cast.femi, cast.ravi]
    for person in [*watching, cast.noor, cast.omar, cast.ines]:
        seen = shifts_watched_by(cast.viewer(person), until=shift.back_on)
        assert bool(seen) is (person in watching)
        assert not shifts_watched_by(cast.viewer(person), until=shift.back_on - timedelta(days=1))
    end_shift(shift=shift, actor=cast.femi, at=cast.at + (shift.back_on - cast.at.date() + timedelta(days=1)))
    assert not shifts_watched_by(cast.viewer(cast.elena), until=shift.back_on)


def test_a_team_keeps_what_is_lent_of_it(cast: Cast, team: "Team") -> None:
    lent(cast, team, amount=Amount(weekly=Decimal("0.5")))
    now = {"actor": MACHINE, "at": cast.at}
    with pytest.raises(Refused, match="left to lend"):
        keep_team(area=cast.identity, name=team.name, capacity=Decimal(5), team=team, **now)
    with pytest.raises(Refused, match="End that first"):
        close_team(team=team, **now)
