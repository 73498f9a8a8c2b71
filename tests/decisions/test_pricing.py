"""The price of an option: names before numbers, of what its reader may see; and not clear where readings disagree."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from parley.clients.actions import add_client, note_insight
from parley.decisions.actions import put_against
from parley.decisions.queries import initiatives_of, options_of, prices_of
from parley.decisions.rules.pricing import Moves, Planned, moves_of
from parley.decisions.terms import EffectField, Lending
from parley.groups.actions import keep_team
from parley.groups.terms import Amount
from parley.kernel.money import Money
from parley.kernel.spans import Window, next_quarters, quarter_of, today_of
from parley.languages.prices import Amount as Share
from parley.languages.prices import named, recovers, serves
from parley.ledger.terms import MACHINE
from parley.reactions.briefs import options_said
from parley.roadmap.actions import link_insight, say_what_it_takes
from parley.roadmap.terms import Audience, Horizon, Stage, Stance
from parley.roadmap.terms.portfolio import Demand, Takes
from tests.cast import Cast
from tests.decisions.made import decision, moved
from tests.roadmap.made import initiative

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.people.models import Person

TODAY = date(2026, 11, 20)
NOW, NEXT, THEN = (each.first for each in next_quarters(TODAY, 3))
PLANNED = {
    1: Planned(Stage.BUILD, Horizon.NEXT, None),
    2: Planned(Stage.BUILD, Horizon.LATER, None),
    3: Planned(Stage.BUILD, Horizon.NOW, quarter_of(THEN)),
}


@pytest.mark.parametrize(
    ("effects", "first", "demands"),
    [
        ({}, None, {}),
        ({1: {EffectField.CONFIDENCE: "high"}}, None, {}),
        ({1: {EffectField.HORIZON: "later"}}, None, {NEXT: Demand(leave_out=frozenset({1}))}),
        ({1: {EffectField.STAGE: "stopped"}}, None, {NEXT: Demand(leave_out=frozenset({1}))}),
        ({2: {EffectField.HORIZON: "now"}}, None, {NOW: Demand(frozenset({2}))}),
        ({3: {EffectField.WINDOW: ""}}, None, {NOW: Demand(frozenset({3})), THEN: Demand(leave_out=frozenset({3}))}),
        ({1: {EffectField.WINDOW: "Q2 2027"}}, None, {THEN: Demand(frozenset({1})), NEXT: Demand(frozenset(), {1})}),
        ({}, 1, {NEXT: Demand(frozenset({1}))}),
        ({}, 2, {NEXT: Demand(frozenset({2}))}),
        ({2: {EffectField.HORIZON: "now"}, 1: {EffectField.HORIZON: "later"}}, 2,
         {NOW: Demand(frozenset({2})), NEXT: Demand(frozenset(), {1})}),
    ],
)  # fmt: skip
def test_what_an_option_moves(effects: Any, first: int | None, demands: Any) -> None:
    moves = moves_of(PLANNED, effects, first, TODAY)
    assert {quarter: moves.demand(quarter) for quarter in moves.quarters()} == demands
    into = [bool(moves.into(each)) for each in moves.quarters()]
    assert into == sorted(into, reverse=True), "what something moves into is said first"


def test_a_delay_is_no_gain_where_it_arrives_and_no_loss_where_it_comes_sooner() -> None:
    delayed = Moves({1: NEXT}, {1: THEN})
    assert delayed.standing(THEN) == (Demand(frozenset({1})), {1: THEN}), "it counts as decided there"
    assert delayed.standing(NEXT) == (Demand(leave_out=frozenset({1})), {})
    sooner = Moves({1: THEN}, {1: NEXT})
    assert sooner.standing(THEN) == (Demand(), {1: NEXT})
    assert sooner.standing(NEXT) == (Demand(frozenset({1})), {1: None})


def test_how_much_is_said() -> None:
    assert serves(Share(40, 40, 40, clear=True, money="€4k")) == "It gives up 40% (€4k) of all that is asked for."
    assert "not clear: between 5% more and 8% less" in serves(Share(8, 2, -5, clear=False))
    assert serves(Share(0, 0, 0, clear=True, nothing=True)).endswith("nothing is lost by that.")
    assert serves(Share(0, 0, 0, clear=True)) == "It gives up less than 1% of all that is asked for."
    assert "It gains 5% (between 2% and 8%) of all that is asked for" in serves(Share(-2, -5, -8, clear=True))
    assert recovers(Share(3, 3, 3, clear=True), "“A”", "“B”") == "Taking out “A” and putting in “B” could recover 3%."
    assert "is not clear" in recovers(Share(3, 1, -1, clear=False), "“A”", "“B”")
    assert named(list("abcdef"), hidden=1) == "“a”, “b”, “c”, “d” and 3 more"
    assert named([], hidden=2) == "something that is not open here"


def taking(cast: Cast, row: Any, weeks: str, excludes: tuple[int, ...] = ()) -> None:
    say_what_it_takes(initiative=row, takes=Takes(Decimal(weeks), (), excludes), actor=MACHINE, at=cast.at)


@pytest.fixture
def rows(cast: Cast) -> list[Any]:
    """A team of ten team-weeks; signals (6) and rooms (3) are for the next quarter, graph (8) for later."""
    keep_team(area=cast.identity, name="Consent", capacity=Decimal(10), actor=cast.ines, at=cast.at)
    made = [
        initiative(cast, title, horizon=horizon, audience=Audience.GROUP)
        for title, horizon in (("Signals", Horizon.NEXT), ("Rooms", Horizon.NEXT), ("Graph", Horizon.LATER))
    ]
    for row, weeks in zip(made, ("6", "3", "8"), strict=True):
        taking(cast, row, weeks)
    for row, name, revenue in ((made[0], "Nordbank", 400), (made[2], "Initech", 600)):
        buyer = add_client(
            name=name, region=cast.emea, revenue=Money(Decimal(revenue) * 1000, "EUR"), actor=MACHINE, at=cast.at
        )
        said = note_insight(client=buyer, text="We need it.", said_on=today_of(cast.aiko, cast.at), actor=cast.aiko,
                            at=cast.at)  # fmt: skip
        link_insight(initiative=row, insight=said, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    return made


def said(cast: Cast, row: "Decision", person: "Person") -> list[str]:
    viewer = cast.viewer(person)
    seen = {each.pk: each for each in initiatives_of(viewer, row.pk)}
    found = prices_of(viewer, row.pk, seen, today=today_of(person, cast.at))
    return [" ".join(found[option.pk]) for option in options_of(row)]


def quarters(cast: Cast) -> list[Window]:
    return next_quarters(today_of(cast.elena, cast.at), 3)


@pytest.mark.django_db
@pytest.mark.database
def test_names_come_before_numbers_and_a_replan_after(cast: Cast, rows: list[Any]) -> None:
    signals, _rooms, graph = rows
    _now, after, then = quarters(cast)
    row = decision(cast, moved(graph, EffectField.HORIZON, "next"), initiatives=[signals, graph])
    first, second = said(cast, row, cast.elena)
    assert first == (
        f"Advice for {after}: “Signals” and “Rooms” slip to {then}. "
        "It gains 20% (€200k) of all that is asked for: what is decided is not what serves most."
    )
    assert second == "", "what changes nothing displaces nothing"
    assert "€" not in said(cast, row, cast.aiko)[0], "sums are for those who may see them"
    taking(cast, graph, "12")
    assert (
        "“Graph” with what is needed first: 12 team-weeks, and Identity & privacy has 10."
        in said(cast, row, cast.elena)[0]
    )
    taking(cast, initiative(cast, "Exports", horizon=Horizon.NEXT, audience=Audience.GROUP), "4")
    taking(cast, graph, "4")
    crowd = said(cast, row, cast.elena)[0]
    assert "Something has to go in any case: Identity & privacy has 10 team-weeks, and 13 are planned." in crowd


@pytest.mark.django_db
@pytest.mark.database
def test_of_two_put_against_each_other_each_displaces_the_other(cast: Cast, rows: list[Any]) -> None:
    signals, rooms, graph = rows
    _now, after, then = quarters(cast)
    given: dict[str, Any] = {"decide_by": cast.at.date(), "actor": cast.noor, "at": cast.at}
    row = put_against(initiative=signals, other=graph, **given)
    kept, other = said(cast, row, cast.elena)
    assert kept.startswith(f"Advice for {after}: Nothing else has to go.")
    assert f"slip to {then}" in other
    taking(cast, rooms, "3", (signals.pk,))
    row = put_against(initiative=rooms, other=graph, **given)
    assert "This displaces “Signals”." in said(cast, row, cast.elena)[0], "what something excludes comes in no quarter"


@pytest.mark.django_db
@pytest.mark.database
def test_a_lent_team_takes_its_weeks_along_and_what_is_not_seen_is_not_named(cast: Cast, rows: list[Any]) -> None:
    _now, after, _then = quarters(cast)
    team = keep_team(area=cast.reporting, name="Counting", capacity=Decimal(10), actor=cast.ines, at=cast.at)
    there: dict[str, Any] = {"area": cast.reporting, "horizon": Horizon.NEXT, "actor": cast.petra}
    hidden = initiative(cast, "Secret counts", audience=Audience.GROUP, **there)
    shown = initiative(cast, "Open counts", audience=Audience.COMPANY, stage=Stage.BUILD, **there)
    for each, weeks in ((hidden, "5"), (shown, "4")):
        taking(cast, each, weeks)
    lent = Lending(team.pk, Amount(share=100), after.first, after.last)
    row = decision(cast, moved(rows[0], EffectField.SHIFT, str(lent)), decider=cast.ravi, initiatives=rows)
    by_ravi, by_elena = (said(cast, row, each)[0] for each in (cast.ravi, cast.elena))
    assert "“Secret counts”" in by_ravi, by_ravi
    assert "“Open counts”" in by_ravi
    assert "Secret" not in by_elena
    assert "“Open counts”" in by_elena
    unknown = initiative(cast, "Dashboards", horizon=Horizon.LATER, audience=Audience.GROUP)
    row = decision(cast, moved(unknown, EffectField.HORIZON, "now"), moved(rows[1], EffectField.CONFIDENCE, "high"))
    assert "nobody has said how many team-weeks “Dashboards” takes" in said(cast, row, cast.elena)[0]
    row = decision(cast, moved(rows[1], EffectField.CONFIDENCE, "high"))
    assert "so it displaces nothing" in said(cast, row, cast.elena)[0]
    assert said(cast, row, cast.omar)[0] == (
        "What it displaces is not open to you: it changes something for fewer people."
    )
    (_title, lines), *_others = options_said(row, {}, {})
    assert "What stands behind it is for fewer people than you." in lines
    assert not [each for each in lines if "Nobody wrote" in each or "No initiative" in each]
    row = decision(cast, moved(rows[2], EffectField.WINDOW, "Q3 2087"))
    assert said(cast, row, cast.elena)[0] == "Q3 2087 is too far ahead to say what “Graph” displaces."
