"""Telling clients that something is there: many at once, one by one, put aside; and who may read of it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parley.clients.actions import name_account_manager
from parley.disclosure.models import Statement
from parley.disclosure.models.launching import Announcement
from parley.disclosure.terms import Closing, Means, Told, Words
from parley.kernel.spans import today_of
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Audience, Stance
from parley.screens import rendering as filters
from tests.clients.made import hartmann, said
from tests.disclosure.launched import asking, day, in_launch, moved, opened
from tests.disclosure.made import approved, buyer

pytestmark = pytest.mark.django_db
SAYS = Words(None, "It is there: your account shows the switch.")


@pytest.fixture
def launched(cast):
    """Three clients of Aiko's asked; words are in force."""
    row = in_launch(cast)
    for name in ("Nordbank", "Hartmann", "Bolt"):
        asking(cast, row, name)
    moved(cast, row)
    approved(cast, row, SAYS)
    opened(cast, row)
    return row


def read(cast, person, address="/announcements/"):
    return cast.browser(person).get(address).content.decode()


def keys(*names):
    return list(Announcement.objects.filter(client__name__in=names).values_list("pk", flat=True))


def given(cast, row, *names, by=None, **more):
    today = today_of(by or cast.aiko, cast.at)
    return {"of": row.pk, "announcement": keys(*names), "told_on": today, "means": "call"} | more


def test_the_list_has_the_words_and_each_client_with_why(cast, launched):
    html = read(cast, cast.aiko)
    assert SAYS.text in html
    assert html.count('name="announcement"') == 3
    assert html.count("asked for it") == 3
    assert "Who is still to be told" in html
    assert launched.title in html
    assert "No client waits to hear from you" in read(cast, cast.sam)


def test_what_came_days_ago_says_since_when_it_is_there(cast):
    row = in_launch(cast, ahead=-8)
    asking(cast, row)
    moved(cast, row)
    approved(cast, row, SAYS)
    opened(cast, row)
    assert f"in EMEA since {filters.day(day(cast, -8))}" in read(cast, cast.aiko)


def test_today_says_it_in_one_line_and_leads_there(cast, launched):
    html = read(cast, cast.aiko, "/")
    assert "Clients to tell that it is there (3):" in html
    assert f'href="/announcements/?of={launched.pk}&amp;list=%2F"' in html
    assert "that it is there:" not in read(cast, cast.sam, "/")
    assert read(cast, cast.aiko, f"/announcements/?of={launched.pk}").count('name="announcement"') == 3
    assert "No client waits" in read(cast, cast.aiko, "/announcements/?of=999999")


def test_many_are_told_at_once_and_that_is_the_statement(cast, launched):
    browser = cast.browser(cast.aiko)
    answer = browser.post("/announcements/told/", given(cast, launched, "Nordbank", "Bolt"), follow=True)
    assert "Logged: 2 clients were told." in answer.content.decode()
    assert Statement.objects.filter(initiative=launched, means=Means.CALL).count() == 2
    assert Announcement.objects.get(closed_at=None).client.name == "Hartmann"
    last = given(cast, launched, "Hartmann", means="copy")
    browser.post("/announcements/told/", last)
    assert Statement.objects.get(client__name="Hartmann").means is Means.COPY
    again = browser.post("/announcements/told/", last, follow=True)
    assert "wait for you any more" in again.content.decode()
    assert Statement.objects.count() == 3


def test_what_is_wrong_is_said_and_what_was_chosen_is_kept(cast, launched):
    browser = cast.browser(cast.aiko)
    wrong = browser.post("/announcements/told/", given(cast, launched) | {"group": f"{launched.pk}-0"})
    assert wrong.status_code == 422
    assert "Choose the clients that you have told." in wrong.content.decode()
    late = today_of(cast.aiko, cast.at) + timedelta(days=3)
    wrong = browser.post("/announcements/told/", given(cast, launched, "Bolt", told_on=late, group=f"{launched.pk}-0"))
    assert wrong.status_code == 422
    html = wrong.content.decode()
    assert "a day that has not come" in html
    assert f'value="{keys("Bolt")[0]}" id="announcement-{keys("Bolt")[0]}" checked' in html
    assert html.count(" checked") == 1
    assert not Statement.objects.exists()


def test_from_the_page_of_one_client_what_is_wrong_is_said_too_and_the_list_stays_narrowed(cast, launched):
    browser = cast.browser(cast.aiko)
    late = today_of(cast.aiko, timezone.now()) + timedelta(days=3)
    wrong = browser.post("/announcements/told/", given(cast, launched, "Bolt", told_on=late))
    assert wrong.status_code == 422
    assert "a day that has not come" in wrong.text
    assert "Everything that your clients are to hear" in wrong.text


def test_others_cannot_tell_and_strangers_find_nothing(cast, launched):
    for person in (cast.sam, cast.omar):
        assert cast.browser(person).post("/announcements/told/", given(cast, launched, "Bolt")).status_code == 404
        address = f"/announcements/{keys('Bolt')[0]}/"
        assert cast.browser(person).get(address).status_code == 404
        assert cast.browser(person).post(address + "end/", {"because": "They left the market."}).status_code == 404
    assert cast.browser(cast.aiko).get("/announcements/told/").url == "/announcements/"
    assert Announcement.objects.filter(closed_at=None).count() == 3


def test_one_is_told_or_put_aside_with_a_reason(cast, launched):
    address = f"/announcements/{keys('Bolt')[0]}/"
    html = read(cast, cast.aiko, address)
    assert SAYS.text in html
    assert "Bolt asked for it." in html
    assert "data-on-copy" in html
    assert "data-on-copy" not in read(cast, cast.noor, address)  # who keeps the roadmap reads it
    browser = cast.browser(cast.aiko)
    assert browser.post(address + "end/", {"because": "no"}).status_code == 422
    assert browser.post(address + "end/", {"because": "They left that market in spring."}).status_code == 302
    assert "Not needed, because: “They left that market in spring.”" in read(cast, cast.aiko, address)
    assert Announcement.objects.get(client__name="Bolt").closing is Closing.NOT_NEEDED
    assert browser.post(address + "end/", {"because": "They left that market in spring."}).status_code == 422


def test_whoever_came_from_what_waits_goes_on_with_the_rest_and_back_to_the_list(cast, launched):
    browser, list_ = cast.browser(cast.aiko), "/waiting/?kind=tell"
    html = read(cast, cast.aiko, list_)
    (href,) = re.findall(r'href="(/announcements/[^"]+)"', html)
    html = read(cast, cast.aiko, unescape(href))
    assert f'name="list" value="{list_}"' in html
    assert f'href="{list_}">Back to what waits for you' in html
    one = f"/announcements/{keys('Bolt')[0]}/?list=%2Fwaiting%2F%3Fkind%3Dtell"
    assert f'href="{one}"' in html
    assert f'name="list" value="{list_}"' in read(cast, cast.aiko, one)
    send = {"because": "They left that market in spring.", "list": list_}
    assert browser.post(f"/announcements/{keys('Bolt')[0]}/end/", send).url == unescape(href)
    wrong = browser.post("/announcements/told/", given(cast, launched, list=list_))
    assert f'name="list" value="{list_}"' in wrong.content.decode()
    some = given(cast, launched, "Hartmann", list=list_)
    assert browser.post("/announcements/told/", some).url == unescape(href), "one is left"
    last = given(cast, launched, "Nordbank", list=list_)
    assert browser.post("/announcements/told/", last).url == list_
    assert browser.post("/announcements/told/", last).url == list_, "and when it was told already"


def test_other_words_lead_back_to_the_list_too(cast, launched):
    html = read(cast, cast.aiko, f"/announcements/{keys('Bolt')[0]}/?list=%2Fwaiting%2F")
    (href,) = re.findall(r'href="(/clients/[^"]+freely/[^"]+)"', html)
    html = read(cast, cast.aiko, unescape(href))
    assert 'name="list" value="/waiting/"' in html
    said = {"name": "It", "text": "You have it now.", "told_on": today_of(cast.aiko, cast.at), "list": "/waiting/"}
    answer = cast.browser(cast.aiko).post(unescape(href), said)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/waiting/")


def test_before_a_call_it_says_that_they_wait_to_hear_it(cast, launched):
    client = asking_client("Bolt")
    address = f"/clients/{client.pk}/"
    assert "it is there: tell them" in read(cast, cast.aiko, address)
    assert "it is there: tell them" not in read(cast, cast.sam, address)
    cast.browser(cast.aiko).post(f"{address}told/", {"initiative": launched.pk})
    assert "it is there: tell them" not in read(cast, cast.aiko, address)
    assert Announcement.objects.get(client=client).closing is Closing.TOLD


def test_without_words_the_page_says_what_to_do(cast):
    row = in_launch(cast, owner=cast.noor)
    asking(cast, row)
    moved(cast, row)
    opened(cast, row)
    for address in ("/announcements/", f"/announcements/{keys('Nordbank')[0]}/"):
        html = read(cast, cast.aiko, address)
        assert "no words are approved" in html
        assert "Ask Noor Haddad." in html
        assert "I have told" not in html


def test_of_what_its_reader_may_not_see_stands_only_what_clients_know(cast):
    row = in_launch(cast, audience=Audience.GROUP, ahead=-1)  # in New York, too
    asking(cast, row, manager=cast.omar)
    other = buyer(cast, "Other")
    moved(cast, row)
    opened(cast, row)
    assert "No client waits" in read(cast, cast.omar)
    approved(cast, row, SAYS, whom=Told.NAMED_CLIENTS, clients=[asking_client("Nordbank"), other])
    for address in ("/announcements/", f"/announcements/{keys('Nordbank')[0]}/", "/"):
        html = read(cast, cast.omar, address)
        assert "Consent signals" in html
        assert row.title not in html
    assert (
        cast.browser(cast.omar).post("/announcements/told/", given(cast, row, "Nordbank", by=cast.omar)).status_code
        == 302
    )
    assert Statement.objects.get().by == cast.omar


def asking_client(name):
    return Announcement.objects.get(client__name=name).client


def test_a_client_that_nobody_looks_after_is_named_to_who_runs_the_group(cast, launched):
    bolt = asking_client("Bolt")
    name_account_manager(client=bolt, person=cast.aiko, named=False, actor=cast.ines, at=cast.at)
    assert "Bolt" in read(cast, cast.femi)
    assert "Bolt" not in read(cast, cast.aiko)
    html = read(cast, cast.ines, f"/initiatives/{launched.pk}/launch/announcements/?show=nobody")
    assert "nobody looks after them" in html
    assert "Hartmann" not in html


def test_revenue_stands_nowhere(cast):
    row = in_launch(cast)
    note = said(cast, hartmann(cast), "When does it come?")
    link_insight(initiative=row, insight=note, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    moved(cast, row)
    approved(cast, row, SAYS)
    opened(cast, row)
    for address in ("/announcements/", f"/announcements/{Announcement.objects.get().pk}/",
                    f"/initiatives/{row.pk}/launch/", f"/initiatives/{row.pk}/launch/announcements/"):  # fmt: skip
        html = read(cast, cast.noor, address) + read(cast, cast.aiko, address)
        assert "1.9m" not in html
        assert "1,900,000" not in html


def test_queries_do_not_grow_with_clients(cast):
    row = in_launch(cast)
    moved(cast, row)
    approved(cast, row, SAYS)

    def asked(person, address):
        browser = cast.browser(person)
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    pages = ((cast.aiko, "/announcements/"), (cast.noor, f"/initiatives/{row.pk}/launch/announcements/"))
    asking(cast, row)
    opened(cast, row)
    before = [asked(*each) for each in pages]
    for number in range(29):
        asking(cast, row, f"Client {number}")
    opened(cast, row)
    assert [asked(*each) for each in pages] == before
    assert max(before) <= 15
