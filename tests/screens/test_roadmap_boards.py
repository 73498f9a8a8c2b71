"""The roadmap as boards: of the company and of a group, filtered, paged, and empty with a first step."""

import re

import pytest

from parley.disclosure.actions import replan, replan_region
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import give_override, link_insight, show_to
from parley.roadmap.terms import Audience, Horizon, Plan, Stage, Stance, Waiver, Why, initiative_ref
from tests.cast import history
from tests.roadmap.made import initiative, insight

pytestmark = pytest.mark.django_db
BOARDS = ("/roadmap/", "/groups/identity/")


def seen(cast, person, address):
    answer = cast.browser(person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", BOARDS)
def test_a_board_shows_an_initiative_with_its_why_and_who_asks(cast, address):
    row = initiative(cast)
    link_insight(initiative=row, insight=insight(cast), stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    html = seen(cast, cast.aiko, address)
    for words in (row.title, "41 of 112 EMEA clients", "Beta", "1 client asks", f'href="/initiatives/{row.pk}/"'):
        assert words in html


@pytest.mark.parametrize("address", BOARDS)
def test_a_stranger_meets_no_title(cast, address):
    row = initiative(cast)
    for person in (cast.omar, cast.lena, cast.petra):
        assert row.title not in seen(cast, person, address)
        assert row.title not in seen(cast, person, f"{address}?horizon=now&stage=beta&audience=group&region=emea")


@pytest.mark.parametrize("address", BOARDS)
def test_a_board_is_filtered(cast, address):
    initiative(cast, title="In beta", regions=[cast.apac])
    initiative(cast, title="In build", stage=Stage.BUILD, audience=Audience.COMPANY)
    for asked, shown, hidden in (
        ("stage=beta", "In beta", "In build"),
        ("audience=company", "In build", "In beta"),
        ("region=emea", "In build", "In beta"),
        ("stage=build&region=apac&audience=company", "In build", "In beta"),
    ):
        html = seen(cast, cast.aiko, f"{address}?{asked}")
        assert shown in html
        assert hidden not in html
    assert "Nothing that you may see fits this" in seen(cast, cast.aiko, f"{address}?stage=launch")


def test_the_companys_board_is_filtered_by_area(cast):
    initiative(cast)
    assert "Nothing that you may see fits" in seen(cast, cast.ines, "/roadmap/?area=reporting")
    assert "Consent signals" in seen(cast, cast.ines, "/roadmap/?area=identity")


@pytest.mark.parametrize("asked", ["stage=x", "region=%00", "area=💥", "horizon=then", "page=x&horizon=now", "page=-1"])
@pytest.mark.parametrize("address", BOARDS)
def test_nonsense_in_the_address_asks_for_nothing(cast, address, asked):
    initiative(cast)
    assert "Consent signals" in seen(cast, cast.aiko, f"{address}?{asked}")


def test_what_does_not_apply_to_my_region_says_so(cast):
    initiative(cast, regions=[cast.emea])
    assert "Not in APAC" in seen(cast, cast.aiko, "/roadmap/")
    assert "Not in EMEA" not in seen(cast, cast.sam, "/roadmap/")


def test_an_override_shows_on_the_board(cast):
    row = initiative(cast, why=Why(), audience=Audience.PRODUCT_TEAM)
    give_override(initiative=row, waives=Waiver.WHY, reason="Imported, its why follows.", actor=MACHINE, at=cast.at)
    show_to(initiative=row, audience=Audience.GROUP, actor=MACHINE, at=cast.at)
    html = seen(cast, cast.aiko, "/groups/identity/")
    assert "Why to be completed" in html
    assert "Needs a why" in html


@pytest.mark.parametrize(
    ("person", "words", "step"),
    [
        ("noor", "Write the first with its why", "/groups/identity/initiatives/new/"),
        ("aiko", "No initiative is shown to the group yet", "/topics/new/?group=identity"),
        ("omar", "Nothing of this roadmap is shown to the whole company yet", "/topics/new/?group=identity"),
    ],
)
def test_an_empty_board_offers_the_first_step(cast, person, words, step):
    html = seen(cast, getattr(cast, person), "/groups/identity/")
    assert words in html
    assert step in html


def test_a_long_column_is_read_in_pages(cast):
    for n in range(33):
        initiative(cast, title=f"Number {n:02}")
    html = seen(cast, cast.aiko, "/roadmap/")
    assert "All 33 of them" in html
    assert "Number 29" not in html
    assert "What changed lately" in seen(cast, cast.aiko, "/groups/identity/")
    assert "What changed lately" not in seen(cast, cast.aiko, "/groups/identity/?horizon=now")
    assert "Number 29" in seen(cast, cast.aiko, "/groups/identity/?horizon=now")
    assert "Number 30" in seen(cast, cast.aiko, "/groups/identity/?horizon=now&page=2")


@pytest.mark.parametrize("address", [*BOARDS, "/groups/identity/?horizon=now"])
def test_a_board_takes_the_same_few_queries_with_1_and_30(cast, address, django_assert_max_num_queries):
    browser = cast.browser(cast.aiko)
    counts = []
    for rows in (1, 29):
        for n in range(rows):
            initiative(cast, title=f"Number {rows}-{n}", horizon=list(Horizon)[n % 3], regions=[cast.emea])
        with django_assert_max_num_queries(15) as asked:
            browser.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_there_is_no_roadmap_of_a_group_that_is_not(cast):
    assert cast.browser(cast.aiko).get("/groups/nowhere/").status_code == 404


@pytest.mark.parametrize("address", BOARDS)
def test_who_is_not_signed_in_is_asked_to(client, cast, address):
    assert client.get(address).status_code == 302


def test_who_keeps_the_roadmap_moves_an_initiative_up_and_down(cast):
    _first, second, third = (initiative(cast, title=title) for title in ("First", "Second", "Third"))
    live = initiative(cast, title="Live", stage=Stage.LIVE)
    fourth = initiative(cast, title="Fourth")
    browser = cast.browser(cast.noor)
    page = browser.get("/groups/identity/").content.decode()
    assert f'name="up" value="{fourth.pk} {third.pk}" aria-label="Move up: Fourth"' in page
    assert "Move down: Fourth" not in page
    up, down = ({way: f"{fourth.pk} {third.pk}"} for way in ("up", "down"))
    answer = browser.post("/groups/identity/order/", up | {"back": "?horizon=now"})
    assert answer.url == f"/groups/identity/?horizon=now#initiative-{fourth.pk}"
    assert titles(browser) == ["First", "Second", "Fourth", "Third"]
    told = len(history(initiative_ref(fourth.pk)))
    browser.post("/groups/identity/order/", up)  # an old page: it is above already
    assert len(history(initiative_ref(fourth.pk))) == told
    browser.post("/groups/identity/order/", down)
    assert titles(browser) == ["First", "Second", "Third", "Fourth"]
    told = len(history(initiative_ref(fourth.pk)))
    past = {"down": f"{fourth.pk} {second.pk}", "back": "//evil.example"}
    assert browser.post("/groups/identity/order/", past).status_code == 302
    assert titles(browser) == ["First", "Second", "Third", "Fourth"]
    assert len(history(initiative_ref(fourth.pk))) == told
    for nonsense in ("💥", "", f"0 {third.pk}"):
        assert browser.post("/groups/identity/order/", {"up": nonsense}).status_code == 404
    assert browser.post("/groups/identity/order/", {"up": f"{fourth.pk} 💥"}).status_code == 422
    assert browser.post("/groups/reporting/order/", up).status_code == 404
    assert browser.get("/groups/identity/order/").status_code == 302
    assert live.position == 3


def test_every_button_that_is_offered_moves_it_by_one_place_on_the_board_of_its_region(cast):
    rows = {title: initiative(cast, title=title, horizon=Horizon.LATER) for title in ("Far", "Farther")}
    regions = {"Elsewhere": [cast.apac], "Here": [cast.emea], "Too": [cast.emea]}
    for title in ("One", "Elsewhere", "Two", "Here", "Three", "Away", "Too"):
        rows[title] = initiative(cast, title=title, regions=regions.get(title, ()))
    for title, horizon in (("Farther", Horizon.NOW), ("Away", Horizon.LATER)):
        plan = Plan(horizon=horizon, window=None, confidence=None)
        now = {"actor": cast.noor, "at": cast.at}
        replan_region(initiative=rows[title], region=cast.emea, plan=plan, reason="The audit is in Bonn.", **now)
    browser = cast.browser(cast.noor)
    shown = ["Here", "Too", "One", "Two", "Three", "Farther", "Elsewhere", "Far", "Away"]
    assert titles(browser) == shown
    offered = buttons(browser)
    assert [(way, one) for way, one, _value in offered] == [
        ("down", "Here"), ("up", "Too"), ("down", "One"), ("up", "Two"), ("down", "Two"), ("up", "Three"),
    ]  # fmt: skip
    for way, one, _value in offered:
        before = titles(browser)
        value = next(value for other_way, other, value in buttons(browser) if (other_way, other) == (way, one))
        assert browser.post("/groups/identity/order/", {way: value}).status_code == 302
        place = before.index(one)
        other = place - 1 if way == "up" else place + 1
        before[place], before[other] = before[other], before[place]
        assert titles(browser) == before
        back = {"down" if way == "up" else "up": value}
        browser.post("/groups/identity/order/", back)
        assert titles(browser) == shown


def test_what_is_at_the_end_of_a_page_moves_on_to_the_next(cast):
    rows = [initiative(cast, title=f"Row{n}") for n in range(32)]
    browser = cast.browser(cast.noor)
    board, first, second = ("/groups/identity/" + rest for rest in ("", "?horizon=now", "?horizon=now&page=2"))
    assert ("down", "Row11", f"{rows[11].pk} {rows[12].pk}") in buttons(browser, board)
    assert ("down", "Row29", f"{rows[29].pk} {rows[30].pk}") in buttons(browser, first)
    assert [each[:2] for each in buttons(browser, second)] == [("up", "Row30"), ("down", "Row30"), ("up", "Row31")]
    assert len(titles(browser, first)) == 30


def test_a_neighbour_that_has_gone_to_another_column_is_said(cast):
    first, second = initiative(cast, title="First"), initiative(cast, title="Second")
    plan = Plan(horizon=Horizon.LATER, window=None, confidence=None)
    replan(initiative=first, plan=plan, reason="The audits come first.", actor=cast.noor, at=cast.at)
    answer = cast.browser(cast.noor).post("/groups/identity/order/", {"up": f"{second.pk} {first.pk}"})
    assert answer.status_code == 422
    assert "no longer in this column" in answer.content.decode()


def test_nobody_else_moves_it(cast):
    first, second = initiative(cast, title="First"), initiative(cast, title="Second")
    browser = cast.browser(cast.aiko)
    assert "Move up: First" not in browser.get("/groups/identity/").content.decode()
    for typed in ({"up": f"{second.pk} {first.pk}"}, {"up": f"{first.pk} {second.pk}"}):
        assert browser.post("/groups/identity/order/", typed).status_code == 422
    stranger = cast.browser(cast.omar)
    assert stranger.post("/groups/identity/order/", {"up": f"{second.pk} {first.pk}"}).status_code == 404
    assert titles(browser) == ["First", "Second"]


def titles(browser, address="/groups/identity/"):
    return re.findall(r'<h3><a href="/initiatives/\d+/">(\w+)</a>', browser.get(address).content.decode())


def buttons(browser, address="/groups/identity/"):
    page = browser.get(address).content.decode()
    found = re.findall(r'name="(?:up|down)" value="([\d ]+)" aria-label="Move (up|down): (\w+)"', page)
    return [(way, title, value) for value, way, title in found]


def test_a_word_of_the_address_that_is_none_is_said(cast):
    html = cast.browser(cast.noor).get("/roadmap/?region=mars&stage=zzz&horizon=now&page=99").content.decode()
    for words in ("There is no region “mars”", "There is no stage “zzz”", "There is no page “99”: this is page 1."):
        assert words in html
    assert "There is no" not in cast.browser(cast.noor).get("/roadmap/?region=emea&stage=beta&page=").content.decode()


def test_a_page_of_clients_that_is_not_there_is_said(cast):
    html = cast.browser(cast.noor).get("/clients/?page=999999&region=mars").content.decode()
    assert "There is no page “999999”: this is page 1." in html
    assert "There is no region “mars”" in html
