"""The inbox: what nobody has dealt with, each linked, merged, begun or answered without JavaScript, and told of."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.clients.models import Insight
from parley.notifications.models import Notice
from parley.reactions.worker import Worker
from parley.roadmap.models import Initiative, NotPlanned
from parley.roadmap.queries import links_of
from parley.search.actions import rebuild
from tests.clients.made import hartmann, said
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db]
WHY = "Two clients in three years, and the export gives them the same on the day they ask."


def text_of(response):
    return response.content.decode()


def looked(browser, address="/insights/inbox/"):
    """What the page asks for once it is there, and puts into itself."""
    asked = re.search(r'hx-get="([^"]+/suggested/[^"]*)"', text_of(browser.get(address)))
    assert asked
    return text_of(browser.get(unescape(asked[1])))


@pytest.fixture
def three(cast):
    client = hartmann(cast)
    return [said(cast, client, text) for text in ("Prove deletion to auditors", "Dark theme please", "Invoices late")]


def waiting():
    return set(Insight.objects.filter(waits=True))


def test_the_newest_is_looked_at_first_and_skipping_leads_on(cast, three):
    first, second, _third = three
    browser = cast.browser(cast.noor)
    page = text_of(browser.get("/insights/inbox/"))
    assert "3 wait" in page
    assert page.index("Invoices late") < page.index("Dark theme")
    assert f'/insights/inbox/?at={second.pk}"' in page
    page = text_of(browser.get(f"/insights/inbox/?at={second.pk}"))
    assert f'href="/insights/inbox/?at={second.pk}" aria-current="true" autofocus' in page
    assert 'data-key="k"' in page
    below = text_of(browser.get(f"/insights/inbox/?below={second.pk}"))
    assert "Prove deletion" in below
    assert "Invoices late" not in below
    for odd in ("?at=x", "?below=0", "?at=99999999999999999999", f"?below={first.pk}"):
        assert browser.get(f"/insights/inbox/{odd}").status_code == 200


def test_a_suggested_initiative_is_linked_with_one_press(cast, three):
    first, second, _third = three
    of = initiative(cast, "Deletion log for auditors")
    browser = cast.browser(cast.sam)
    offered = f'name="suggested" value="{of.pk}"'
    assert offered in looked(browser, f"/insights/inbox/?at={first.pk}")
    assert offered in text_of(browser.get(f"/insights/inbox/?at={first.pk}&look=yes"))
    answer = browser.post(f"/insights/inbox/{first.pk}/link/", {"suggested": of.pk, "at": second.pk})
    assert answer.headers["Location"] == f"/insights/inbox/?at={second.pk}"
    assert [each.insight for each in links_of(of.pk)] == [first]
    assert first not in waiting()
    stranger = cast.browser(cast.omar)
    for asked in (f"/insights/inbox/?at={second.pk}&look=yes", f"/insights/inbox/{first.pk}/suggested/"):
        assert "Deletion log" not in text_of(stranger.get(asked))
    assert stranger.post(f"/insights/inbox/{second.pk}/link/", {"suggested": of.pk}).status_code == 404
    wrong = browser.post(f"/insights/inbox/{second.pk}/link/", {"initiative": "Nothing such", "stance": "supports"})
    assert wrong.status_code == 422
    assert "You see no initiative called" in text_of(wrong)
    browser.post(f"/insights/inbox/{second.pk}/link/", {"initiative": "deletion log", "stance": "contradicts"})
    assert len(links_of(of.pk)) == 2


def test_an_initiative_begins_with_it(cast, three):
    first = three[0]
    browser = cast.browser(cast.noor)
    assert "New initiative from it" in text_of(browser.get("/insights/inbox/"))
    assert browser.post(f"/insights/inbox/{first.pk}/begin/", {"title": "", "area": "identity"}).status_code == 422
    browser.post(f"/insights/inbox/{first.pk}/begin/", {"title": "Deletion log", "area": "identity"})
    row = Initiative.objects.get(title="Deletion log")
    assert [each.insight for each in links_of(row.pk)] == [first]
    assert "New initiative from it" not in text_of(cast.browser(cast.sam).get("/insights/inbox/"))
    refused = cast.browser(cast.sam).post(f"/insights/inbox/{three[1].pk}/begin/", {"title": "X", "area": "identity"})
    assert refused.status_code == 422


def test_not_planned_because_is_shown_told_and_taken_back(cast, three):
    first = three[0]
    browser = cast.browser(cast.noor)
    for nothing in ("", "strategic", "no"):
        assert browser.post(f"/insights/inbox/{first.pk}/answer/", {"reason": nothing}).status_code == 422
    answer = browser.post(f"/insights/inbox/{first.pk}/answer/", {"reason": WHY}, follow=True)
    assert "Answered." in text_of(answer)
    assert first not in waiting()
    page = text_of(cast.browser(cast.omar).get(f"/insights/{first.pk}/"))
    assert page.count(WHY) == 2  # as its answer, and in its history
    assert "Take this answer back" not in page
    Worker().work_off()
    assert set(Notice.objects.filter(because="brought").values_list("person", flat=True)) == {cast.aiko.pk}
    today = text_of(cast.browser(cast.aiko).get("/"))
    assert WHY in today
    assert "is not planned" in today
    sam = cast.browser(cast.sam)
    assert sam.post(f"/insights/inbox/{three[1].pk}/answer/", {"reason": WHY}).status_code == 422
    assert sam.post(f"/insights/{first.pk}/answer/end/").status_code == 422
    browser.post(f"/insights/{first.pk}/answer/end/")
    assert first in waiting()
    assert NotPlanned.objects.get().ended_at
    browser.post(f"/insights/inbox/{first.pk}/answer/", {"reason": WHY})
    of = initiative(cast)
    browser.post(f"/insights/inbox/{first.pk}/link/", {"suggested": of.pk})
    assert not NotPlanned.objects.filter(ended_at=None).exists()
    assert first not in waiting()


def test_merging_from_the_inbox_leads_on_in_the_inbox(cast, three):
    first, _second, third = three
    again = said(cast, first.client, "Auditors want deletion proven")
    rebuild()
    browser = cast.browser(cast.sam)
    back = f"/insights/inbox/?at={third.pk}"
    for page in (looked(browser), text_of(browser.get("/insights/inbox/?look=yes"))):
        assert f'name="into" value="{first.pk}"' in page
        assert f'name="back" value="{back}"' in page
        assert 'data-key="m"' in page
    answer = browser.post(f"/insights/{again.pk}/merge/", {"into": first.pk, "back": back})
    assert answer.headers["Location"] == back
    assert again not in waiting()


def test_an_empty_inbox_says_so(cast):
    page = text_of(cast.browser(cast.noor).get("/insights/inbox/"))
    assert "Nothing waits" in page


def test_the_page_looks_for_nothing_alike_until_it_is_asked(cast, three):
    rebuild()
    browser = cast.browser(cast.sam)
    page = text_of(browser.get(f"/insights/inbox/?at={three[1].pk}"))
    assert "It speaks for an initiative" in page
    look = re.search(r'href="([^"]+)" data-key="m"', page)
    assert look
    assert unescape(look[1]) == f"/insights/inbox/?at={three[1].pk}&look=yes"
    assert "It speaks for an initiative" in text_of(browser.get(unescape(look[1])))
    there = f"/insights/inbox/{three[1].pk}/suggested/"
    for odd in ("", "?at=x&below=-1", "?back=//elsewhere.example/"):
        part = text_of(browser.get(there + odd))
        assert part.lstrip().startswith('<div class="triage-looking" id="suggested">')
        assert "elsewhere" not in part
    assert browser.get("/insights/inbox/999999/suggested/").status_code == 404


def test_the_number_of_queries_stays_the_same(cast, three):
    browser = cast.browser(cast.noor)
    page, part = "/insights/inbox/", f"/insights/inbox/{three[0].pk}/suggested/"

    def queries(address):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        return len(asked)

    rebuild()
    few = {address: queries(address) for address in (page, part)}
    for n in range(30):
        said(cast, three[0].client, f"Prove deletion of invoices again, number {n}")
        initiative(cast, f"Deletion {n}")
    rebuild()
    assert queries(page) <= few[page] <= 13
    assert queries(part) <= few[part] + 4  # what was said before is read once there is something like it
    assert queries(part) <= 15
    assert queries(f"{page}?look=yes") <= 19
