"""Who asks, on an initiative’s page: the verdict, its figures and the insights behind each; accepting one client."""

from datetime import timedelta
from decimal import Decimal

import pytest

from parley.clients.actions import add_client, note_insight
from parley.kernel.money import Money
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import accept_concentration, count_everybody, link_insight
from parley.roadmap.queries import acceptance_of
from parley.roadmap.terms import Audience, Stage, Stance
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db
REASON = "Three others will want it once the law holds in May."


@pytest.fixture
def row(cast):
    return initiative(cast, stage=Stage.BUILD, audience=Audience.COMPANY)


def at(row, rest=""):
    return f"/initiatives/{row.pk}/{rest}"


def read(cast, person, row, rest=""):
    answer = cast.browser(person).get(at(row, rest))
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def asks(cast, row, name, times=1, *, stance=Stance.SUPPORTS, **given):
    revenue = given.pop("revenue", None)
    facts = {"region": cast.emea, "segment": "Retail", "revenue": Money(Decimal(revenue), "EUR") if revenue else None}
    client = add_client(name=name, **(facts | given), actor=MACHINE, at=cast.at)
    for n in range(times):
        day = (cast.at - timedelta(days=n)).date()
        said = note_insight(client=client, text=f"{name} said {n}.", said_on=day, actor=cast.aiko, at=cast.at)
        link_insight(initiative=row, insight=said, stance=stance, actor=cast.aiko, at=cast.at)
    return client


def test_each_figure_stands_with_its_meaning(cast, row):
    nordbank = asks(cast, row, "Nordbank", 3, revenue=3_000_000)
    asks(cast, row, "Tokyo Ads", 2, region=cast.apac, segment="Banks", revenue=1_000_000)
    asks(cast, row, "Against plc", 2, stance=Stance.CONTRADICTS, revenue=4_000_000)
    initiative(cast, "Another")
    html = read(cast, cast.noor, row)
    for words in (
        "One client", "60% of the 5 requests come from Nordbank.",
        "Nordbank makes 75% of the yearly revenue of those who ask.", "2 of 3", "60% of what was said", "1.9", "50%",
        "as if 1.6 clients asked", "€4m of €8m a year.",
        "Place 1 of 2 in Identity &amp; privacy by clients who ask; without Nordbank place 1.",
        "The newest voice is of", "2 insights speak against it</a>, of 1 client.", "1 of 2", "1 of 1",
        "3 of 3 clients said anything at all within a year.",
        f"/initiatives/{row.pk}/insights/?stance=supports&amp;client={nordbank.pk}", "region=emea", "segment=Banks",
    ):  # fmt: skip
        assert words in html, words


def test_sums_are_only_for_whoever_may_see_revenue(cast, row):
    asks(cast, row, "Nordbank", 3, revenue=3_137_000)
    asks(cast, row, "Tokyo Ads", 2, revenue=1_137_000)
    for person, seen in (
        ("noor", True),
        ("elena", True),
        ("petra", True),
        ("ines", True),
        ("aiko", False),
        ("omar", False),
    ):
        html = read(cast, getattr(cast, person), row)
        assert "Nordbank makes 73% of what those who ask bring" in html
        assert ("€4.3m" in html) is seen, person


def test_the_board_says_the_word_beside_the_clients(cast, row):
    asks(cast, row, "Nordbank", 5)
    for address in ("/roadmap/", "/groups/identity/"):
        html = " ".join(cast.browser(cast.aiko).get(address).content.decode().split())
        assert "1 client asks" in html
        assert "One client" in html


def test_a_figure_opens_the_insights_behind_it(cast, row):
    nordbank = asks(cast, row, "Nordbank", 2)
    asks(cast, row, "Nordbank Asia", parent=nordbank, region=cast.apac, segment="Banks")
    asks(cast, row, "Against plc", stance=Stance.CONTRADICTS)
    every = {"Nordbank said 0.", "Nordbank said 1.", "Nordbank Asia said 0.", "Against plc said 0."}
    for query, found in (
        ("", every),
        ("?stance=supports", every - {"Against plc said 0."}),
        ("?stance=contradicts", {"Against plc said 0."}),
        (f"?client={nordbank.pk}", every - {"Against plc said 0."}),
        ("?region=apac", {"Nordbank Asia said 0."}),
        ("?segment=Banks&stance=supports", {"Nordbank Asia said 0."}),
        ("?stance=maybe", every),
        ("?region=nowhere&client=%00", every),
    ):
        html = read(cast, cast.aiko, row, f"insights/{query}")
        assert {each for each in every if each in html} == found, query
    assert "Only what fits: Nordbank, speaks for it." in read(
        cast, cast.aiko, row, f"insights/?client={nordbank.pk}&stance=supports"
    )
    assert "There is no stance “maybe”" in read(cast, cast.aiko, row, "insights/?stance=maybe")
    assert "No insight that is linked here fits this." in read(cast, cast.aiko, row, "insights/?segment=Farms")


def test_one_client_is_accepted_with_a_reason_and_that_is_ended(cast, row):
    asks(cast, row, "Nordbank", 5)
    assert "Accept that one client asks" in read(cast, cast.noor, row)
    assert "Accept that one client asks" not in read(cast, cast.aiko, row)
    assert "only Nordbank asks, 5 times" in read(cast, cast.noor, row, "acceptance/")
    answer = cast.browser(cast.noor).post(at(row, "acceptance/"), {"reason": REASON})
    assert (answer.status_code, answer.url) == (302, at(row))
    html = read(cast, cast.aiko, row)
    assert f"Accepted concentration, because: “{REASON}”" in html
    assert "Noor Haddad" in html
    assert "No longer accept it" not in html
    assert "Accepted that one client asks for it" in html
    assert "No longer accept it" in read(cast, cast.elena, row)
    assert cast.browser(cast.elena).post(at(row, "acceptance/end/")).status_code == 302
    assert acceptance_of(row.pk) is None


def test_a_refusal_says_what_to_do_instead(cast, row):
    for answer in (
        cast.browser(cast.noor).get(at(row, "acceptance/"), follow=True),
        cast.browser(cast.noor).post(at(row, "acceptance/"), {"reason": REASON}),
    ):
        assert "Too few insights say who asks for it" in answer.content.decode()
    assert answer.status_code == 422
    asks(cast, row, "Nordbank", 5)
    answer = cast.browser(cast.noor).post(at(row, "acceptance/"), {"reason": "strategic"})
    assert answer.status_code == 422
    assert "alone does not say why" in answer.content.decode()
    for person in (cast.aiko, cast.omar):
        for rest in ("acceptance/", "acceptance/end/"):
            answer = cast.browser(person).post(at(row, rest), {"reason": REASON})
            assert answer.status_code == 422
            assert "Only the area’s product people and its decider" in answer.content.decode()
    assert acceptance_of(row.pk) is None


def test_a_stranger_finds_nothing_to_accept(cast):
    hidden = initiative(cast)
    browser = cast.browser(cast.omar)
    assert browser.get(at(hidden, "acceptance/")).status_code == 404
    assert browser.post(at(hidden, "acceptance/"), {"reason": REASON}).status_code == 404
    assert browser.post(at(hidden, "acceptance/end/")).status_code == 404
    assert browser.get(at(hidden, "acceptance/end/")).status_code == 302


@pytest.mark.parametrize("counted", [True, False])
def test_the_page_takes_the_same_few_queries_with_1_and_30_clients(cast, row, counted, django_assert_max_num_queries):
    browser, counts = cast.browser(cast.noor), []
    for clients in (1, 29):
        for n in range(clients):
            asks(cast, row, f"Client {clients} {n}", 2, region=(cast.emea, cast.apac)[n % 2], segment=f"Segment {n}")
            initiative(cast, f"Another {clients} {n}")
        if clients == 1:
            asks(cast, row, "Nordbank", 4)
            accept_concentration(initiative=row, reason=REASON, actor=cast.noor, at=cast.at)
        if counted:
            count_everybody(actor=MACHINE, at=cast.at)
        with django_assert_max_num_queries(15) as asked:
            browser.get(at(row))
        counts.append(len(asked))
    assert counts[0] == counts[1]
