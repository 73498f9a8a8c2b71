"""A client's page before a call: what to say in three taps, telling in two, and what was told."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parley.disclosure.actions import Occasion, move_stage, replan, tell_freely
from parley.disclosure.models import Correction, Statement
from parley.disclosure.terms import Closing, Told, Words
from parley.kernel.spans import today_of
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Stance
from tests.clients.made import said
from tests.disclosure.made import PROMISE, Q3, approved, buyer, in_build, told
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast):
    row = in_build(cast)
    approved(cast, row)
    return row


@pytest.fixture
def nordbank(cast):
    return buyer(cast)


def read(cast, person, address):
    answer = cast.browser(person).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def page(cast, person, client):
    return read(cast, person, f"/clients/{client.pk}/")


def test_the_page_says_the_words_and_telling_is_one_tap(cast, row, nordbank):
    html = page(cast, cast.aiko, nordbank)
    assert "Before you call Nordbank" in html
    assert f"“{PROMISE.text}”" in html
    browser = cast.browser(cast.aiko)
    answer = browser.post(f"/clients/{nordbank.pk}/told/", {"initiative": row.pk}, follow=True)
    assert "Logged: Nordbank was told about “Consent signals” today." in answer.content.decode()
    statement = Statement.objects.get()
    assert (statement.client, statement.by, statement.told_on) == (
        nordbank,
        cast.aiko,
        today_of(cast.aiko, timezone.now()),
    )
    assert ": same" in page(cast, cast.aiko, nordbank)


def test_what_may_not_be_told_is_a_sentence_and_what_is_not_seen_a_404(cast, nordbank):
    hidden = initiative(cast)
    assert cast.browser(cast.omar).post(f"/clients/{nordbank.pk}/told/", {"initiative": hidden.pk}).status_code == 404
    for nonsense in ("", "x", "9" * 30):
        answer = cast.browser(cast.aiko).post(f"/clients/{nordbank.pk}/told/", {"initiative": nonsense})
        assert answer.status_code == 404
    answer = cast.browser(cast.aiko).post(f"/clients/{nordbank.pk}/told/", {"initiative": hidden.pk})
    assert answer.status_code == 422
    assert "no words are approved" in answer.content.decode()
    assert cast.browser(cast.aiko).post("/clients/999/told/", {"initiative": hidden.pk}).status_code == 404


def test_a_correction_stands_first_with_its_words_and_is_done_from_there(cast, row, nordbank):
    told(cast, row, nordbank)
    replan(initiative=row, plan=Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.HIGH),
           reason="The audits moved to autumn.", actor=cast.noor, at=cast.at)  # fmt: skip
    correction = Correction.objects.get()
    html = page(cast, cast.aiko, nordbank)
    assert html.index("Correct this") < html.index("You may tell them")
    assert "It is delayed: it will be later than we said." in html
    assert "it is delayed by 92 days" in html
    assert (
        "Told in a call" not in html
    )  # the words there are do not hold either: nothing is told before it is corrected
    listed = read(cast, cast.aiko, "/corrections/")
    assert f'href="/corrections/{correction.pk}/"' in listed
    assert "Nobody waits to hear a correction from you." in read(cast, cast.sam, "/corrections/")
    one = read(cast, cast.aiko, f"/corrections/{correction.pk}/")
    assert "I have told them" in one
    assert ("Clients know it as" in one) == (correction.statement.name != row.title)
    assert cast.browser(cast.omar).get(f"/corrections/{correction.pk}/").status_code == 404
    browser = cast.browser(cast.aiko)
    wrong = browser.post(f"/corrections/{correction.pk}/told/", {"text": "", "told_on": "2026-01-01"})
    assert wrong.status_code == 422
    given = {"text": correction.text, "told_on": today_of(cast.aiko, cast.at).isoformat(), "to_whom": "Ms Berg"}
    answer = browser.post(f"/corrections/{correction.pk}/told/", given, follow=True)
    assert "Corrected. Nordbank knows what holds now." in answer.content.decode()
    correction.refresh_from_db()
    assert correction.closing is Closing.TOLD


def test_a_correction_need_not_be_told_with_a_reason(cast, row, nordbank):
    told(cast, row, nordbank)
    replan(initiative=row, plan=Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.HIGH),
           reason="The audits moved to autumn.", actor=cast.noor, at=cast.at)  # fmt: skip
    key = Correction.objects.get().pk
    browser = cast.browser(cast.aiko)
    assert browser.post(f"/corrections/{key}/end/", {"because": "no"}).status_code == 422
    assert browser.post(f"/corrections/{key}/end/", {"because": "They never counted on it."}).status_code == 302
    assert "Not needed, because: “They never counted on it.”" in read(cast, cast.aiko, f"/corrections/{key}/")
    assert "Not needed" in read(cast, cast.aiko, "/corrections/?show=all")
    answer = browser.post(f"/corrections/{key}/end/", {"because": "They never counted on it."})
    assert answer.status_code == 422
    assert "closed already" in answer.content.decode()


@pytest.mark.parametrize(("end", "typed"), [
    ("told", {"text": "It comes in the third quarter."}), ("end", {"because": "They never counted on it."}),
])  # fmt: skip
def test_a_correction_opened_from_what_waits_leads_back_there(cast, row, nordbank, end, typed):
    told(cast, row, nordbank)
    replan(initiative=row, plan=Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.HIGH),
           reason="The audits moved to autumn.", actor=cast.noor, at=cast.at)  # fmt: skip
    here = f"/corrections/{Correction.objects.get().pk}/"
    list_ = "/waiting/?kind=correct"
    assert f'href="{here}?list=%2Fwaiting%2F%3Fkind%3Dcorrect"' in read(cast, cast.aiko, list_)
    assert read(cast, cast.aiko, f"{here}?list=%2Fwaiting%2F%3Fkind%3Dcorrect").count(f'value="{list_}"') == 2
    for elsewhere in ("https://evil.example/waiting/", "/people/", "["):
        assert 'name="list"' not in read(cast, cast.aiko, f"{here}?{urlencode({'list': elsewhere})}")
    browser, day = cast.browser(cast.aiko), {"told_on": today_of(cast.aiko, cast.at).isoformat(), "list": list_}
    wrong = browser.post(f"{here}{end}/", day)
    assert wrong.status_code == 422
    assert f'value="{list_}"' in wrong.content.decode()
    assert browser.post(f"{here}{end}/", day | typed).url == list_


def test_whoever_lost_sight_reads_what_was_told_and_neither_title_nor_days(cast, nordbank):
    row = in_build(cast, "Household graph v2")
    bolt = buyer(cast, "Bolt", manager=cast.omar)
    approved(cast, row, name="Project Maple")
    told(cast, row, bolt, actor=cast.omar)
    replan(initiative=row, plan=Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.HIGH),
           reason="The audits moved to autumn.", actor=cast.noor, at=cast.at)  # fmt: skip
    move_stage(initiative=row, stage=Stage.BETA, reason="The build found a hole.", actor=cast.noor, at=cast.at)
    key = Correction.objects.get().pk
    for html in (page(cast, cast.omar, bolt), read(cast, cast.omar, f"/corrections/{key}/"),
                 read(cast, cast.omar, "/corrections/")):  # fmt: skip
        assert "Project Maple" in html
        assert "Household graph" not in html
        assert "92 days" not in html
    assert "Project Maple" not in page(cast, cast.ravi, bolt)


def test_what_was_said_in_other_words_is_logged_as_it_was(cast, row, nordbank):
    today = today_of(cast.aiko, cast.at)
    address = f"/clients/{nordbank.pk}/told/freely/?initiative={row.pk}"
    assert row.title in read(cast, cast.aiko, address)
    given = {"text": "You get it by the summer.", "name": "Consent", "window": "Q2 2087", "confidence": "",
             "told_on": (today - timedelta(days=3)).isoformat(), "to_whom": "Mr Lind"}  # fmt: skip
    browser = cast.browser(cast.aiko)
    assert browser.post(address, given | {"text": ""}).status_code == 422
    future = browser.post(address, given | {"told_on": (today + timedelta(days=9)).isoformat()})
    assert (future.status_code, "a day that has not come" in future.content.decode()) == (422, True)
    assert browser.post(address, given).status_code == 302
    statement = Statement.objects.get()
    assert (statement.track, statement.text, statement.to_whom) == (None, "You get it by the summer.", "Mr Lind")
    plain = f"/clients/{nordbank.pk}/told/freely/"
    assert browser.post(plain, given | {"initiative": row.title, "text": "Soon."}).status_code == 302
    assert browser.post(plain, given | {"initiative": "Nothing like it"}).status_code == 422


def test_who_may_not_see_it_reads_no_title_when_logging_freely(cast):
    beta = initiative(cast, "Household graph v2")
    bolt = buyer(cast, "Bolt", manager=cast.omar)
    approved(cast, beta, Words(None, "In testing, no date."), name="Project Maple", whom=Told.NAMED_CLIENTS,
             clients=[bolt])  # fmt: skip
    html = read(cast, cast.omar, f"/clients/{bolt.pk}/told/freely/?initiative={beta.pk}")
    assert ("Project Maple" in html, "Household graph" in html) == (True, False)


def test_what_they_asked_for_and_may_not_hear_is_to_be_kept(cast, row, nordbank):
    quiet = initiative(cast, "Private clean rooms", stage=Stage.EXPLORE, audience=Audience.GROUP)
    insight = said(cast, nordbank, "We want clean rooms.")
    link_insight(initiative=quiet, insight=insight, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    html = page(cast, cast.aiko, nordbank)
    assert "Keep to yourself" in html
    assert "They asked for one thing that is not ready to be mentioned." in html
    assert "Keep to yourself" not in page(cast, cast.omar, nordbank)


def test_the_notes_hold_what_the_page_says_and_for_whom_they_are(cast, row, nordbank):
    told(cast, row, nordbank)
    tell_freely(initiative=initiative(cast, "Seen by the group"), client=nordbank, name="It",
                words=Words(None, "Some day."),
                how=Occasion(on=today_of(cast.aiko, cast.at)), actor=cast.aiko, at=cast.at)  # fmt: skip
    html = page(cast, cast.aiko, nordbank)
    notes = html.split('id="as-notes" hidden readonly>')[1].split("</textarea>")[0]
    assert notes.startswith("Before you call Nordbank (for yourself, not for the client)")
    assert f"- {row.title} (known to them as Consent signals): “{PROMISE.text}” (told" in notes
    assert "They were told before" in notes
    assert "Seen by the group" not in page(cast, cast.omar, nordbank)


def test_the_page_asks_the_same_number_of_queries_for_one_and_for_thirty(cast, nordbank):
    asked = []
    browser = cast.browser(cast.aiko)
    for count in (1, 29):
        for n in range(count):
            row = in_build(cast, f"Thing number {n} of {count}")
            approved(cast, row)
            told(cast, row, nordbank)
        browser.get(f"/clients/{nordbank.pk}/")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/clients/{nordbank.pk}/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 17  # two of them are the session's


def test_named_words_are_read_by_who_looks_after_the_client(cast):
    beta = initiative(cast, "Household graph v2")
    bolt = buyer(cast, "Bolt", manager=cast.omar)
    approved(cast, beta, Words(None, "In testing, no date."), name="Project Maple", whom=Told.NAMED_CLIENTS,
             clients=[bolt])  # fmt: skip
    html = page(cast, cast.omar, bolt)
    assert ("Project Maple" in html, "Household graph" in html) == (True, False)
    assert cast.browser(cast.omar).post(f"/clients/{bolt.pk}/told/", {"initiative": beta.pk}).status_code == 302
    assert Statement.objects.get().name == "Project Maple"
    assert cast.browser(cast.ravi).post(f"/clients/{bolt.pk}/told/", {"initiative": beta.pk}).status_code == 404
