"""What it costs, as people see it: the decided beside the advised, what a change displaces, and who sees which sums."""

import argparse
import json
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from parley.clients.actions import add_client, note_insight
from parley.commands import plan
from parley.disclosure.actions import replan, stop
from parley.groups.actions import keep_team
from parley.kernel.money import Money
from parley.kernel.refusals import Refused
from parley.kernel.spans import next_quarters, today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import link_insight, say_what_it_takes
from parley.roadmap.queries.taking import takes_of
from parley.roadmap.terms import Audience, Horizon, Plan, Stage, Stance, initiative_ref
from parley.roadmap.terms.portfolio import Takes
from tests.cast import Cast, history
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db
PAGE = "/groups/identity/portfolio/"


def taking(cast, row, weeks, needs=(), excludes=()):
    takes = Takes(Decimal(weeks) if weeks else None, needs, excludes)
    say_what_it_takes(initiative=row, takes=takes, actor=cast.noor, at=cast.at)


@pytest.fixture
def rows(cast: Cast) -> list[Any]:
    """Three initiatives for a team of ten team-weeks: the first is decided, the third is worth more."""
    keep_team(area=cast.identity, name="Consent", capacity=Decimal(10), actor=cast.ines, at=cast.at)
    made = [
        initiative(cast, "Consent signals", horizon=Horizon.NEXT),
        initiative(cast, "Clean rooms", horizon=Horizon.LATER),
        initiative(cast, "Graph", horizon=Horizon.LATER),
    ]
    for row, weeks in zip(made, ("6", "4.5", "8"), strict=True):
        taking(cast, row, weeks)
    for row, name, revenue in ((made[0], "Nordbank", 400), (made[2], "Initech", 600)):
        buyer = add_client(
            name=name, region=cast.emea, revenue=Money(Decimal(revenue) * 1000, "EUR"), actor=MACHINE, at=cast.at
        )
        said = note_insight(client=buyer, text="We need it.", said_on=today_of(cast.aiko, cast.at), actor=cast.aiko,
                            at=cast.at)  # fmt: skip
        link_insight(initiative=row, insight=said, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    return made


def test_what_it_takes_is_said_with_its_history(cast, rows):
    first, second, third = rows
    taking(cast, second, "5", (first.pk,), (third.pk,))
    assert takes_of(second.pk, [first.pk, third.pk]) == Takes(Decimal(5), (first.pk,), (third.pk,))
    assert takes_of(third.pk, [first.pk, second.pk]).excludes == (second.pk,)
    assert history(initiative_ref(second.pk))[:2] == [
        f"[initiative:{second.pk}] needs [initiative:{first.pk}] first, and excludes [initiative:{third.pk}]",
        f"estimated that [initiative:{second.pk}] still takes 5.0 team-weeks instead of 4.5",
    ]
    with pytest.raises(Refused, match="neither could ever begin"):
        taking(cast, first, "6", (second.pk,))
    with pytest.raises(Refused, match="cannot exclude it"):
        taking(cast, second, "5", (first.pk,), (first.pk,))
    taking(cast, second, None)
    assert takes_of(second.pk, [first.pk, third.pk]) == Takes()
    with pytest.raises(Refused, match="team-weeks"):
        taking(cast, second, "-1")
    with pytest.raises(Refused):
        say_what_it_takes(initiative=second, takes=Takes(Decimal(1)), actor=cast.aiko, at=cast.at)


def test_the_page_shows_the_decided_beside_the_advised_and_what_a_change_displaces(cast, rows, client):
    client.force_login(cast.noor)
    text = client.get(PAGE).content.decode()
    assert "This is advice" in text
    assert "By these figures alone: put in “Graph”, and take out “Consent signals”." in text
    assert "advised: comes in" in text
    assert "advised: goes out" in text
    assert "60% (€600k)" in text
    assert "Proven: no other set" in text
    put_in = client.get(f"{PAGE}?in={rows[1].pk}").content.decode()
    assert "It gives up 40% (€400k) of all that is asked for." in put_in
    assert f'{reverse("against")}?initiative={rows[1].pk}"' in put_in, "the next step is one tap away"
    assert "There is no initiative “99999”" in client.get(f"{PAGE}?in=99999").content.decode()
    after = next_quarters(today_of(cast.noor, cast.at), 3)[2]
    assert f"<b>“Consent signals” slips a quarter, to {after}, where there is room.</b>" in put_in
    too_much = client.get(f"{PAGE}?in={rows[0].pk}&in={rows[2].pk}").content.decode()
    assert "“Consent signals” and “Graph” take 14 team-weeks together, and" in too_much
    assert "This displaces" not in too_much
    taken_out = client.get(f"{PAGE}?out={rows[0].pk}&quarter=nonsense&in=x").content.decode()
    assert "“nonsense”" in taken_out
    assert "Nothing else has to go." in taken_out


def test_what_needs_something_that_was_stopped_cannot_be_had(cast, rows, client):
    taking(cast, rows[1], "4.5", (rows[2].pk,))
    stop(initiative=rows[2], reason="Two browsers solve it by themselves.", actor=cast.noor, at=cast.at)
    client.force_login(cast.noor)
    text = client.get(f"{PAGE}?in={rows[1].pk}").content.decode()
    assert "“Clean rooms” needs “Graph” of Identity &amp; privacy first, which was stopped." in text


def test_sums_are_for_those_who_may_see_them_and_titles_too(cast, rows, client):
    client.force_login(cast.aiko)
    text = client.get(PAGE).content.decode()
    assert "Graph" in text
    assert "60%" in text
    assert "€" not in text
    assert "It is made of what you may see" in text
    hidden = initiative(cast, "Secret", audience="product_team")
    taking(cast, hidden, "1")
    for who in (PAGE, f"{PAGE}?in={hidden.pk}", "/portfolio/"):
        assert "Secret" not in client.get(who).content.decode()


def test_the_form_says_what_is_wrong_and_leads_to_the_page(cast, rows, client):
    address = f"/initiatives/{rows[1].pk}/takes/"
    client.force_login(cast.aiko)
    assert client.get(address).status_code == 422
    client.force_login(cast.noor)
    assert client.post(address, {"team_weeks": "many"}).status_code == 422
    answer = client.post(address, {"team_weeks": "3", "needs": [rows[0].pk]})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert takes_of(rows[1].pk, [rows[0].pk]).needs == (rows[0].pk,)


def elsewhere(cast, horizon):
    return initiative(cast, "Numbers that agree", area=cast.reporting, actor=cast.petra, stage=Stage.BUILD,
                      audience=Audience.COMPANY, horizon=horizon)  # fmt: skip


def test_what_another_area_does_first_or_instead_counts_on_the_page_of_one_area(cast, rows, client):
    first = elsewhere(cast, Horizon.LATER)
    address = f"/initiatives/{rows[1].pk}/takes/"
    client.force_login(cast.noor)
    assert "Numbers that agree" in client.get(address).content.decode()
    answer = client.post(address, {"team_weeks": "4.5", "needs_also": first.pk})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert client.post(address, {"team_weeks": "4", "needs": [first.pk]})["Location"] == PAGE  # it is ticked now
    assert takes_of(rows[1].pk, [first.pk]).needs == (first.pk,)
    said = f"{PAGE}?in={rows[1].pk}"
    assert "Needs “Numbers that agree” first" in client.get(said).content.decode()
    later = client.get(said).content.decode()
    assert "needs “Numbers that agree” first, which Reporting plans for later." in later
    replan(
        initiative=first,
        plan=Plan(horizon=Horizon.NOW, window=None, confidence=None),
        reason="It comes sooner.",
        actor=cast.petra,
        at=cast.at,
    )
    assert "Nothing else has to go." in client.get(said).content.decode()
    taking(cast, rows[2], "8", excludes=(first.pk,))
    excluded = client.get(PAGE).content.decode()
    assert "excluded by “Numbers that agree”" in excluded
    assert "By these figures alone nothing would change." in excluded


def test_what_another_area_has_decided_and_is_held_up_is_named(cast, rows, client):
    then = elsewhere(cast, Horizon.NEXT)
    say_what_it_takes(initiative=then, takes=Takes(needs=(rows[0].pk,)), actor=cast.ines, at=cast.at)
    client.force_login(cast.noor)
    text = client.get(f"{PAGE}?out={rows[0].pk}").content.decode()
    assert "“Numbers that agree” of Reporting needs “Consent signals” first." in text


@pytest.mark.parametrize("more", [0, 30])
def test_the_page_asks_as_often_for_one_as_for_thirty(cast, rows, client, django_assert_max_num_queries, more):
    for n in range(more):
        taking(cast, initiative(cast, f"More {n}"), "1")
    client.force_login(cast.noor)
    client.get(PAGE)
    with django_assert_max_num_queries(14):
        assert client.get(PAGE).status_code == 200


def test_the_command_says_the_same(cast, rows, capsys):
    parser = argparse.ArgumentParser()
    plan.arguments(parser)

    def typed(*words: str) -> dict[str, Any]:
        assert plan.run(parser.parse_args(["identity", "--json", *words])) == 0
        facts: dict[str, Any] = json.loads(capsys.readouterr().out)
        return facts

    facts = typed()
    assert (facts["status"], facts["chosen"], facts["decided"]) == ("optimal", [rows[2].pk], [rows[0].pk])
    assert (facts["worth"]["decided"]["middle"], facts["objective"], facts["bound"]) == (400_000, 600_000, 600_000)
    price = typed("--put-in", str(rows[1].pk))["price"]
    assert (price["repair"]["displaced"], price["slips"]) == ([rows[0].pk], [rows[0].pk])
    both = typed("--put-in", str(rows[0].pk), "--put-in", str(rows[2].pk))["price"]
    assert both == {"infeasible": "capacity", "initiatives": [rows[0].pk, rows[2].pk], "area": "identity",
                    "takes": 14.0, "there_are": 10.0}  # fmt: skip
    assert (price["against_best"], price["anyway"], facts["capacity"]) == (600_000, [], {"identity": 10.0})
    taking(cast, rows[1], "4.5", (rows[0].pk,), (rows[2].pk,))
    assert [each for each in typed()["initiatives"] if each["initiative"] == rows[1].pk] == [{
        "initiative": rows[1].pk, "title": "Clean rooms", "area": "identity", "team_weeks": 4.5,
        "needs_first": [rows[0].pk], "excludes": [rows[2].pk], "clients": [], "revenue": 0, "worth": 0,
        "decided": False, "advised": False}]  # fmt: skip
    assert next(each for each in facts["initiatives"] if each["initiative"] == rows[2].pk)["clients"] == ["Initech"]
    for words, sentence in ((["nowhere"], "There is no area nowhere"), (["--quarter", "Q1 2020"], "is not one of"),
                            (["--put-in", "999999"], "is not open here")):  # fmt: skip
        assert plan.run(parser.parse_args(words)) == 1
        assert sentence in capsys.readouterr().err
    assert plan.run(parser.parse_args([])) == 0
    assert "chosen        Graph\n" in capsys.readouterr().out
