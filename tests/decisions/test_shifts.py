"""A decision lends a team: with all its other effects, or not at all."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from parley.decisions.rules.shifts import dropped_by, lending_of
from parley.decisions.terms import DecisionState, EffectDraft, EffectField, Lending
from parley.disclosure.models import Correction
from parley.groups.actions import close_team, keep_team
from parley.groups.models import Shift
from parley.groups.terms import Amount, shift_ref
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.queries.shifts import parts_of_shift
from parley.roadmap.terms import Horizon
from parley.roadmap.terms.shifts import Part
from tests.cast import Cast, history
from tests.decisions.made import REASON, decision, options, settle_and_publish
from tests.disclosure.made import approved, buyer, fresh, in_build, told

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.groups.models import Team
    from parley.roadmap.models import Initiative

WEEK = timedelta(days=7)
DAY = date(2027, 3, 31)


@pytest.mark.parametrize("text", ["", "x", "1 50%", "1 0% 2027-03-29 2027-04-04", "1 50% 2027-04-29 2027-04-04"])
def test_what_is_no_lending_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        lending_of(text)


def test_a_lending_is_read_as_it_is_written() -> None:
    said = Lending(7, Amount(weekly=Decimal("0.5")), DAY, DAY + WEEK)
    assert lending_of(str(said)) == said


def test_what_the_lender_drops_is_what_else_changes_on_its_roadmap() -> None:
    changes = [
        (1, 5, EffectField.WINDOW, "Q3 2087"), (2, 5, EffectField.STAGE, "stopped"), (3, 6, EffectField.HORIZON, "now"),
        (4, 5, EffectField.STAGE, "build"), (2, 5, EffectField.HORIZON, "later"),
    ]  # fmt: skip
    assert dropped_by(5, changes) == {1: Part.WAITS, 2: Part.STOPS}


@pytest.fixture
def lends(cast: Cast) -> "tuple[Team, Initiative, EffectDraft]":
    """A team of reporting that identity would have for half its time from next week on."""
    team = keep_team(area=cast.reporting, name="Report core", capacity=Decimal(13), actor=MACHINE, at=cast.at)
    gains = in_build(cast)
    first = today_of(cast.noor, cast.at) + WEEK
    said = Lending(team.pk, Amount(share=50), first, first + 3 * WEEK)
    return team, gains, EffectDraft(gains.pk, EffectField.SHIFT, str(said))


def published(cast: Cast, row: "Decision") -> None:
    settle_and_publish(decision=row, option=row.options.all()[0], actor=cast.elena, at=cast.at)


@pytest.mark.django_db
@pytest.mark.database
def test_publishing_lends_the_team_and_corrects_what_that_breaks(cast: Cast, lends: Any) -> None:
    team, gains, effect = lends
    waits = in_build(cast, "Report builder", area=cast.reporting, actor=cast.petra)
    approved(cast, waits, actor=cast.petra)
    told(cast, waits, buyer(cast))
    later = EffectDraft(waits.pk, EffectField.HORIZON, "later")
    none = EffectDraft(waits.pk, EffectField.WINDOW, "")
    row = decision(cast, options=options(effect, later, none), decider=cast.elena)
    published(cast, row)
    shift = Shift.objects.get()
    assert (shift.team, shift.borrower, shift.reason) == (team, cast.identity, REASON)
    assert fresh(waits).horizon is Horizon.LATER
    assert Correction.objects.get().initiative_id == waits.pk
    parts = {each.initiative_id: each.part for each in parts_of_shift(cast.viewer(cast.ines), shift.pk)}
    assert parts == {gains.pk: Part.GAINS, waits.pk: Part.WAITS}
    assert f"as decided in [decision:{row.pk}]" in " ".join(history(shift_ref(shift.pk)))


@pytest.mark.django_db
@pytest.mark.database
def test_nothing_is_published_when_the_team_is_not_there_any_more(cast: Cast, lends: Any) -> None:
    team, gains, effect = lends
    moved = EffectDraft(gains.pk, EffectField.HORIZON, "next")
    row = decision(cast, options=options(effect, moved), decider=cast.elena)
    close_team(team=team, actor=MACHINE, at=cast.at)
    with pytest.raises(Refused, match="not there any more"):
        published(cast, row)
    assert not Shift.objects.exists()
    assert fresh(gains).horizon is Horizon.NOW


@pytest.mark.django_db
@pytest.mark.database
def test_a_team_of_another_area_asks_for_a_named_decider_and_weeks_that_are_left(cast: Cast, lends: Any) -> None:
    team, gains, effect = lends
    with pytest.raises(Refused, match="Name who decides"):
        decision(cast, options=options(effect))
    much = EffectDraft(gains.pk, EffectField.SHIFT, effect.new.replace("50%", "2"))
    with pytest.raises(Refused, match="team-weeks left to lend") as refusal:
        decision(cast, options=options(much), decider=cast.elena)
    assert refusal.value.field == f"option-0-shift-{gains.pk}"
    keep_team(area=cast.reporting, name=team.name, capacity=Decimal(0), team=team, actor=MACHINE, at=cast.at)


@pytest.mark.django_db
@pytest.mark.database
def test_an_option_cannot_lend_more_of_a_team_than_there_is_for_two_initiatives(cast: Cast, lends: Any) -> None:
    team, gains, effect = lends
    other = in_build(cast, "Household graph")

    def both(amount: str) -> "Decision":
        new = effect.new.replace("50%", amount)
        lent = [EffectDraft(each.pk, EffectField.SHIFT, new) for each in (gains, other)]
        return decision(cast, options=options(*lent), decider=cast.elena)

    with pytest.raises(Refused, match="lends of it for another initiative is counted") as refusal:
        both("60%")
    assert refusal.value.field == f"option-0-shift-{other.pk}"
    row = both("0.4")
    keep_team(area=cast.reporting, name=team.name, capacity=Decimal(8), team=team, actor=MACHINE, at=cast.at)
    with pytest.raises(Refused, match="lends of it for another initiative is counted"):
        published(cast, row)
    row.refresh_from_db()
    assert row.state is DecisionState.OPEN, "it is not even settled"
