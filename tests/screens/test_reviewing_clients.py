"""A business review is chosen in three steps that need no script, and logged in one."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.disclosure.models import Statement
from parley.disclosure.terms import Means, Told, Words
from parley.kernel.spans import today_of
from parley.roadmap.terms import Audience, Stage
from tests.disclosure.made import approved, buyer, in_build

pytestmark = pytest.mark.django_db
PAGE = "/statements/review/"


@pytest.fixture
def row(cast):
    row = in_build(cast, "Consent signals")
    approved(cast, row)
    return row


def asked(**given):
    return f"{PAGE}?{urlencode(given, doseq=True)}"


def shown(cast, address, person=None):
    answer = cast.browser(person or cast.aiko).get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.partition("<main")[2].split())


def test_clients_are_found_by_name_and_region_and_stay_chosen_meanwhile(cast):
    nordbank, sony = buyer(cast), buyer(cast, "Sony", region=cast.apac)
    other = buyer(cast, "Vasco", manager=cast.sam)
    page = shown(cast, PAGE)
    assert page.index("Nordbank") < page.index("Vasco")  # mine first
    page = shown(cast, asked(client=nordbank.pk, q="son"))
    assert "1 client is chosen" in page
    assert f'value="{nordbank.pk}" id="client-{nordbank.pk}" checked' in page
    assert f'value="{sony.pk}" id="client-{sony.pk}">' in page
    assert "Vasco" not in page
    assert "Vasco" not in shown(cast, asked(mine="yes"))
    assert "Sony" not in shown(cast, asked(region="emea"))
    page = shown(cast, asked(all="yes", region="emea"))
    assert "2 clients are chosen" in page
    assert f'id="client-{other.pk}" checked' in page
    assert "No client fits this" in shown(cast, asked(q="nobody at all"))
    assert "chosen" not in shown(cast, asked(client=["x", "9" * 30]))


def test_what_may_be_told_is_chosen_and_nothing_is_logged_before_it_was_seen(cast, row):
    nordbank, sony = buyer(cast), buyer(cast, "Sony", region=cast.apac)
    beta = in_build(cast, "Household graph", stage=Stage.BETA, audience=Audience.GROUP)
    approved(cast, beta, Words(None, "In testing, no date."), whom=Told.NAMED_CLIENTS, clients=[sony])
    both = {"client": [nordbank.pk, sony.pk]}
    page = shown(cast, asked(step="told", **both))
    assert "2 of 2 clients may hear it" in page
    assert "1 of 2 clients may hear it" in page
    assert "In testing, no date." in page
    assert "Choose at least one thing" in shown(cast, asked(step="preview", **both))
    today = today_of(cast.aiko, cast.at)
    given = both | {"step": "preview", "initiative": [row.pk, beta.pk], "on": today.isoformat(), "to_whom": "Ms Berg"}
    page = shown(cast, asked(**given))
    assert "3 statements of 4 pairs of a client and an initiative, 1 is left out." in page
    assert 'Nordbank: <span class="muted">They are not among the clients named for it.' in page
    assert not Statement.objects.exists()
    answer = cast.browser(cast.aiko).post(PAGE, given, follow=True)
    assert "3 statements are logged. 1 pair was left out." in answer.text
    assert {(each.client.name, each.means, each.to_whom, each.told_on) for each in Statement.objects.all()} == {
        (name, Means.REVIEW, "Ms Berg", today) for name in ("Nordbank", "Sony")
    }


def test_what_is_wrong_is_said_and_nothing_is_logged(cast, row):
    nordbank = buyer(cast)
    given = {"client": nordbank.pk, "step": "preview", "initiative": row.pk, "on": ""}
    browser = cast.browser(cast.aiko)
    assert browser.get(asked(**given)).status_code == 422
    tomorrow = today_of(cast.aiko, cast.at) + timedelta(days=2)
    answer = browser.post(PAGE, given | {"on": tomorrow.isoformat()})
    assert answer.status_code == 422
    assert "a day that has not come" in answer.text
    assert browser.post(PAGE, {}).status_code == 200  # nothing chosen: the first step
    assert not Statement.objects.exists()


def test_nothing_to_tell_is_said_with_what_to_do_instead(cast):
    page = shown(cast, asked(client=buyer(cast).pk, step="told"))
    assert "Nothing may be told to any of these clients today." in page


def test_few_and_many_ask_the_same(cast, row):
    clients, rows = [buyer(cast)], [row]
    today = today_of(cast.aiko, cast.at).isoformat()

    def queries(step):
        browser = cast.browser(cast.aiko)
        address = asked(step=step, client=[each.pk for each in clients], initiative=[each.pk for each in rows],
                        on=today)  # fmt: skip
        browser.get(address)
        with CaptureQueriesContext(connection) as asked_for:
            assert browser.get(address).status_code == 200
        return len(asked_for)

    steps = ("", "told", "preview")
    few = [queries(step) for step in steps]
    clients += [buyer(cast, f"Client {n}") for n in range(30)]
    for n in range(29):
        rows.append(in_build(cast, f"Consent signals {n}"))
        approved(cast, rows[-1])
    assert [queries(step) for step in steps] == few
