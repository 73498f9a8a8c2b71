"""The roadmap as boards: of the company and of a group, filtered, paged, and empty with a first step."""

import re

import pytest

from parley.ledger.terms import MACHINE
from parley.roadmap.actions import give_override, link_insight, show_to
from parley.roadmap.terms import Audience, Horizon, Stage, Stance, Waiver, Why, initiative_ref
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
    html = seen(cast, cast.aiko, "/groups/identity/")
    assert "All 33 of them" in html
    assert "Number 29" not in html
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
    for title in ("First", "Second", "Third"):
        initiative(cast, title=title)
    live = initiative(cast, title="Live", stage=Stage.LIVE)
    fourth = initiative(cast, title="Fourth")
    browser = cast.browser(cast.noor)
    page = browser.get("/groups/identity/").content.decode()
    assert f'name="up" value="{fourth.pk}" aria-label="Move “Fourth” up"' in page
    assert f'name="down" value="{fourth.pk}"' not in page
    answer = browser.post("/groups/identity/order/", {"up": fourth.pk, "back": "?horizon=now"})
    assert answer.url == f"/groups/identity/?horizon=now#initiative-{fourth.pk}"
    assert titles(browser) == ["First", "Second", "Fourth", "Third"]
    browser.post("/groups/identity/order/", {"down": fourth.pk})
    assert titles(browser) == ["First", "Second", "Third", "Fourth"]
    told = len(history(initiative_ref(fourth.pk)))
    assert browser.post("/groups/identity/order/", {"down": fourth.pk, "back": "//evil.example"}).status_code == 302
    assert titles(browser) == ["First", "Second", "Third", "Fourth"]
    assert len(history(initiative_ref(fourth.pk))) == told
    assert browser.post("/groups/identity/order/", {"up": "💥"}).status_code == 404
    assert browser.post("/groups/reporting/order/", {"up": fourth.pk}).status_code == 404
    assert browser.get("/groups/identity/order/").status_code == 405
    assert live.position == 3


def test_nobody_else_moves_it(cast):
    first, second = initiative(cast, title="First"), initiative(cast, title="Second")
    browser = cast.browser(cast.aiko)
    assert "Move “First”" not in browser.get("/groups/identity/").content.decode()
    for typed in ({"up": second.pk}, {"up": first.pk}):
        assert browser.post("/groups/identity/order/", typed).status_code == 422
    assert cast.browser(cast.omar).post("/groups/identity/order/", {"up": second.pk}).status_code == 404
    assert titles(browser) == ["First", "Second"]


def titles(browser):
    return re.findall(r'<h3><a href="/initiatives/\d+/">(\w+)</a>', browser.get("/groups/identity/").content.decode())
