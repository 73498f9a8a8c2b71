"""Words for clients on their page: drafted, approved, withdrawn; and what a change would break, said before."""

from datetime import timedelta

import pytest

from parley.disclosure.models import Correction, TalkTrack, TellingOverride
from parley.disclosure.terms import Ending, Told, Words
from parley.kernel.spans import today_of
from parley.roadmap.queries import plan_of
from parley.roadmap.terms import Confidence, Horizon, Stage
from tests.disclosure.made import Q2, Q3, approved, buyer, drafted, fresh, in_build, mia, told
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast):
    return in_build(cast)


def address(row, *more):
    return "/".join(["", "initiatives", str(row.pk), *more, ""])


def draft(cast, **given):
    return {
        "text": "Planned for the second quarter of 2087.", "window": "Q2 2087", "confidence": "high",
        "name": "Consent signals", "whom": "any_client", "clients": "",
        "expires_on": (today_of(cast.noor, cast.at) + timedelta(days=30)).isoformat(), "version": "0",
    } | given  # fmt: skip


def test_words_are_drafted_with_a_region_of_their_own_and_approved(cast, row):
    browser = cast.browser(cast.noor)
    given = draft(cast, **{f"text_{cast.apac.pk}": "In APAC a quarter later.", f"window_{cast.apac.pk}": "Q3 2087"})
    answer = browser.post(address(row, "words", "draft"), given, follow=True)
    html = answer.content.decode()
    assert "Waiting for approval" in html
    assert "In APAC a quarter later." in html
    assert "In this area product marketing approves words for clients." in html
    marketing = cast.browser(mia(cast))
    html = marketing.get(address(row, "words")).content.decode()
    assert "Approve these words" in html
    assert marketing.post(address(row, "words", "approval"), {"version": "7"}).status_code == 409
    html = marketing.post(address(row, "words", "approval"), {"version": "1"}, follow=True).content.decode()
    assert "From now on clients may be told, in exactly these words." in html
    html = browser.get(address(row)).content.decode()
    assert "Yes, any client, in these words." in html
    assert "“Planned for the second quarter of 2087.”" in html
    html = browser.get(address(row, "words", "draft")).content.decode()
    assert "In APAC a quarter later." in html  # new words begin with those in force


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Write the words, exactly as they may be said to a client."),
        ({"name": ""}, "it cannot stay empty."),
        ({"window": "soon"}, "is not a window of time"),
        ({"window": ""}, "A confidence belongs to a window"),
        ({"whom": "nobody"}, "That cannot be chosen here"),
        ({"whom": "named_clients"}, "Name the clients to whom these words may be said."),
        ({"whom": "named_clients", "clients": "Nordbank\nNobody AG"}, "No client is called “Nobody AG”"),
        ({"expires_on": "2001-01-01"}, "That day has passed"),
        ({"expires_on": ""}, "Choose a day."),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_and_nothing_typed_is_lost(cast, row, wrong, sentence):
    buyer(cast)
    answer = cast.browser(cast.noor).post(address(row, "words", "draft"), draft(cast, **wrong))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert wrong.get("text", "Planned for the second quarter of 2087.") in answer.content.decode()
    assert not TalkTrack.objects.exists()


def test_a_draft_for_named_clients_names_them(cast):
    row = initiative(cast)
    nordbank = buyer(cast)
    given = draft(cast, text="In testing, no date.", window="", confidence="", whom="named_clients", clients="nordbank")
    assert cast.browser(cast.noor).post(address(row, "words", "draft"), given).status_code == 302
    track = TalkTrack.objects.get()
    assert ([each.client for each in track.clients.all()], track.whom) == ([nordbank], Told.NAMED_CLIENTS)


def test_a_stranger_sees_no_words_and_others_do_not_draft(cast):
    row = initiative(cast)
    drafted(cast, row)
    for page in ("words", "words/draft"):
        assert cast.browser(cast.omar).get(address(row, page)).status_code == 404
    for way in ("draft", "approval", "draft/end", "withdrawal", "further", "further/end"):
        assert cast.browser(cast.omar).post(address(row, "words", way), draft(cast)).status_code == 404
    refused = cast.browser(cast.sam).post(address(row, "words", "draft"), draft(cast))
    assert refused.status_code == 422
    assert "drafted by the area’s product people" in refused.content.decode()
    for way in ("approval", "draft/end"):
        assert cast.browser(cast.sam).post(address(row, "words", way), {"version": "1"}).status_code == 422


def test_words_are_withdrawn_with_a_reason_and_a_draft_is_dropped(cast, row):
    approved(cast, row)
    told(cast, row, buyer(cast))
    drafted(cast, row)
    browser = cast.browser(cast.noor)
    assert browser.post(address(row, "words", "draft/end")).status_code == 302
    assert browser.post(address(row, "words", "withdrawal"), {"reason": ""}).status_code == 422
    given = {"reason": "The vendor we build on has left the market."}
    html = browser.post(address(row, "words", "withdrawal"), given, follow=True).content.decode()
    assert "The client who was told them hears a correction." in html
    assert [each.ending for each in TalkTrack.objects.order_by("pk")] == [Ending.WITHDRAWN, Ending.DROPPED]
    assert Correction.objects.filter(closed_at=None).count() == 1


def test_going_further_stands_on_the_page_with_name_and_reason(cast, row):
    browser = cast.browser(cast.elena)
    given = {"whom": "any_client", "finest": "day", "until": "", "reason": ""}
    assert browser.post(address(row, "words", "further"), given).status_code == 422
    given["reason"] = "Three tenders close before the launch."
    assert browser.post(address(row, "words", "further"), given).status_code == 302
    html = browser.get(address(row, "words")).content.decode()
    assert ("Three tenders close before the launch." in html, "Elena Brandt" in html) == (True, True)
    assert browser.post(address(row, "words", "further/end")).status_code == 302
    assert TellingOverride.objects.get().ended_at


def plan(row, **given):
    now = plan_of(row)
    return {"horizon": now.horizon.value, "window": str(Q3), "confidence": "high", "reason": "The audits moved.",
            "version": row.version} | given  # fmt: skip


def test_what_a_change_breaks_is_said_before_it_is_confirmed(cast, row):
    approved(cast, row)
    told(cast, row, buyer(cast))
    browser = cast.browser(cast.noor)
    answer = browser.post(address(row, "plan"), plan(row))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "This breaks what one client was told." in html
    assert "Nordbank" in html
    assert "it is delayed by 92 days" in html
    assert plan_of(fresh(row)).window == Q2
    assert not Correction.objects.exists()
    assert browser.post(address(row, "plan"), plan(row, confirmed="yes")).status_code == 302
    assert plan_of(fresh(row)).window == Q3
    assert Correction.objects.count() == 1
    html = browser.get(address(row)).content.decode()
    assert "One of them has to hear a correction." in html
    assert "0 of 1 corrected." in html


@pytest.mark.parametrize(
    ("way", "given"),
    [
        ("stop", {}),
        ("stage", {"stage": Stage.BETA.value}),
        ("regions", {"regions": "apac"}),
        ("regions/emea", {"horizon": Horizon.NEXT.value, "window": "Q4 2087", "confidence": "high"}),
    ],
)
def test_each_way_to_break_a_promise_asks_first(cast, row, way, given):
    approved(cast, row)
    told(cast, row, buyer(cast))
    places = {"apac": str(cast.apac.pk), "emea": str(cast.emea.pk)}
    given = {name: places.get(value, value) for name, value in given.items()}
    given |= {"reason": "The audits moved to autumn.", "version": row.version}
    browser = cast.browser(cast.noor)
    where = address(row, *(places.get(word, word) for word in way.split("/")))
    asked = browser.post(where, given)
    assert asked.status_code == 200, asked.content.decode()
    assert "This breaks what one client was told." in asked.content.decode()
    assert browser.post(where, given | {"confirmed": "yes"}).status_code == 302
    assert Correction.objects.filter(closed_at=None).count() == 1


def test_what_breaks_nothing_is_done_at_once(cast, row):
    approved(cast, row)
    assert cast.browser(cast.noor).post(address(row, "plan"), plan(row)).status_code == 302


def test_who_approves_words_that_say_less_is_told_how_many_have_to_hear_it(cast, row):
    approved(cast, row)
    told(cast, row, buyer(cast))
    later = Words(None, "It comes in the third quarter.", Q3, Confidence.HIGH)
    track = drafted(cast, row, later)
    browser = cast.browser(cast.ines)
    assert "take something back from one client" in browser.get(address(row, "words")).text
    assert "take something back" not in cast.browser(cast.noor).get(address(row, "words")).text
    html = browser.post(address(row, "words", "approval"), {"version": track.version}, follow=True).text
    assert "One client was told what does not hold any more, and hears a correction." in html


def test_what_came_too_late_is_said_where_its_form_stood(cast, row):
    browser = cast.browser(cast.noor)
    answer = browser.post(
        address(row, "words", "withdrawal"), {"reason": "The vendor we build on has left the market."}
    )
    assert answer.status_code == 422
    assert "No words are in force, so there are none to withdraw." in answer.content.decode()
