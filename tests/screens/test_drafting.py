"""Pages on which a decision is drafted, with its options and their effects."""

from decimal import Decimal

import pytest
from django.urls import reverse

from parley.decisions.actions import lean
from parley.decisions.models import Decision
from parley.decisions.queries import options_of
from parley.groups.actions import keep_team
from parley.kernel.spans import window_of
from parley.ledger.terms import MACHINE
from parley.roadmap.terms import Audience
from tests.decisions.made import REASON, decision, moved, options, settle_and_publish
from tests.roadmap.made import initiative
from tests.screens.decision_pages import drafted, read
from tests.topics.made import topic

pytestmark = pytest.mark.django_db


def test_what_is_wrong_with_an_effect_stands_at_its_field_and_in_the_summary(cast):
    consent = initiative(cast, window=window_of("Q2 2087"))
    given = drafted(cast, **{
        "option-0-effect-0-initiative": f"{consent.title} ({consent.pk})", "option-0-effect-0-window": "Q1 2020",
    })  # fmt: skip
    answer = cast.browser(cast.noor).post(reverse("new_decision") + "?group=identity", given)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_option-0-effect-0-window_error"' in html
    assert 'href="#id_option-0-effect-0-window"' in html
    assert 'id="id_option-0-why_error"' not in html


def test_a_change_says_what_is_now_and_is_about_what_its_option_puts_first(cast):
    consent = initiative(cast, window=window_of("Q2 2087"))
    address, browser = reverse("new_decision") + "?group=identity", cast.browser(cast.noor)
    given = drafted(cast, **{"option-0-initiative": consent.pk, "option-0-effect-0-initiative": ""})
    html = browser.post(address, given | {"more": "now-0"}).text
    assert f'name="option-0-effect-0-initiative" value="{consent.title} ({consent.pk})"' in html
    assert all(f"it is: {each}" in html for each in ("Q2 2087", "none", "nobody"))
    keep_team(area=cast.reporting, name="Report core", capacity=Decimal(13), actor=MACHINE, at=cast.at)
    weeks = {"option-0-effect-0-shift": "Report core",
             "option-0-effect-0-lent_from": "2087-05-05", "option-0-effect-0-lent_until": "2087-04-07"}  # fmt: skip
    html = browser.post(address, given | weeks | {"option-0-effect-0-window": "Q1 2020"}).text
    assert 'id="id_option-0-effect-0-lent_until_error"' in html
    assert 'id="id_option-0-why_error"' not in html
    assert browser.post(address, given | {"option-0-effect-0-window": "Q3 2087"}).status_code == 302
    row = Decision.objects.get()
    assert [(each.initiative_id, each.new) for each in options_of(row)[0].effects.all()] == [(consent.pk, "Q3 2087")]
    untouched = given | {"option-0-effect-0-initiative": f"{consent.title} ({consent.pk})"}
    assert browser.post(address, untouched).status_code == 302


def test_drafting_begins_with_the_group_and_is_for_some(cast):
    assert "Identity &amp; privacy" in read(cast, cast.noor, "new_decision")
    assert "You can bring what has to be settled as a topic" in read(cast, cast.sam, "new_decision")
    assert cast.browser(cast.sam).get(reverse("new_decision") + "?group=identity").status_code == 422
    asked = topic(cast, cast.sam)
    assert asked.title in read(cast, cast.noor, "new_decision", query=f"?topic={asked.pk}")


def test_a_decision_is_asked_for_with_its_effects(cast):
    consent, asked = initiative(cast, window=window_of("Q2 2087")), topic(cast, cast.sam)
    given = drafted(cast, topics=[asked.pk], **{
        "option-0-effect-0-initiative": f"{consent.title} ({consent.pk})", "option-0-effect-0-window": "Q3 2087",
        "option-0-effect-0-confidence": "low", "option-0-effect-1-initiative": "",
    })  # fmt: skip
    answer = cast.browser(cast.noor).post(reverse("new_decision") + "?group=identity", given)
    row = Decision.objects.get()
    assert answer.headers["Location"] == reverse("decision", args=[row.pk])
    effects = [(each.field, each.expected, each.new) for each in options_of(row)[0].effects.all()]
    assert effects == [("window", "Q2 2087", "Q3 2087"), ("confidence", "", "low")]
    html = read(cast, cast.noor, "change_decision", row.pk)
    assert f"{consent.title} ({consent.pk})" in html
    change = drafted(cast, question="Who waits?", version=1)
    page = reverse("change_decision", args=[row.pk])
    assert cast.browser(cast.noor).post(page, change).status_code == 302
    stale = cast.browser(cast.noor).post(page, change)
    assert stale.status_code == 409
    assert "Option 1: What would be done" in stale.content.decode()
    assert "option 0 title" not in stale.content.decode().lower()
    row.refresh_from_db()
    assert row.question == "Who waits?"


def test_an_option_that_is_renamed_keeps_what_was_said_of_it(cast):
    row = decision(cast)
    first, other = options_of(row)
    lean(decision=row, option=other, would_change="A client that left.", actor=cast.aiko, at=cast.at)
    change, page = drafted(cast), reverse("change_decision", args=[row.pk])
    html = read(cast, cast.noor, "change_decision", row.pk)
    assert f'name="option-1-key" value="{other.pk}"' in html
    named = {"option-1-title": "Wait until June", "option-1-key": other.pk, "option-0-key": "1e9"}
    assert cast.browser(cast.noor).post(page, change | named).status_code == 302
    assert [(each.pk, each.title) for each in options_of(row)] == [
        (first.pk, first.title),
        (other.pk, "Wait until June"),
    ]
    assert "A client that left." in read(cast, cast.noor, "decision_options", row.pk)
    elsewhere = decision(cast, question="Which of two?")
    stolen = drafted(cast) | {"option-1-title": "Wait for the audit", "option-1-key": other.pk, "question": "Which?"}
    assert cast.browser(cast.noor).post(reverse("change_decision", args=[elsewhere.pk]), stolen).status_code == 302
    assert [each.pk for each in options_of(row)] == [first.pk, other.pk], "a key of another decision takes nothing"


def test_room_for_another_option_or_change_keeps_what_was_typed_and_scolds_nobody(cast):
    address, browser = reverse("new_decision") + "?group=identity", cast.browser(cast.noor)
    typed = drafted(cast, **{"question": "", "option-1-why": "strategic", "option-1-effect-0-window": "Q3 2087"})
    html = browser.post(address, typed | {"more": "option"}).content.decode()
    assert 'name="option-2-title"' in html
    assert 'name="option-3-title"' not in html
    assert all(each in html for each in ("Audited clients first", "strategic", "Q3 2087"))
    assert "Not sent yet" not in html
    html = browser.post(address, typed | {"more": "change-1"}).content.decode()
    assert 'name="option-1-effect-1-initiative"' in html
    assert 'name="option-0-effect-1-initiative"' not in html
    assert "Not sent yet" not in html
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"question": ""}, "it cannot stay empty"),
        ({"decide_by": "2001-01-01"}, "within three years"),
        ({"option-1-title": "", "option-1-why": ""}, "two to eight options"),
        ({"option-1-why": "strategic"}, "its own why"),
        ({"option-1-why": "a\0b"}, "cannot be kept"),
        ({"option-0-effect-0-initiative": "Nothing", "option-0-effect-0-horizon": "now"}, "You see no initiative"),
        ({"option-0-effect-0-horizon": "now"}, "on which initiative"),
        ({"option-0-effect-0-initiative": "Consent signals in every bid request"}, "Say what changes on it"),
        ({"option-0-effect-0-initiative": "Consent signals in every bid request", "option-0-effect-0-window": "soon"},
         "is not a window"),
        ({"option-0-effect-0-initiative": "Consent signals in every bid request", "option-0-effect-0-stage": "beta"},
         "is beta already"),
        ({"decider": "Nobody At All"}, "Nobody here is called"),
    ],
)  # fmt: skip
def test_a_draft_that_cannot_be_weighed_says_what_is_missing(cast, changed, sentence):
    initiative(cast)
    answer = cast.browser(cast.noor).post(reverse("new_decision") + "?group=identity", drafted(cast, **changed))
    assert answer.status_code == 422
    assert sentence in " ".join(answer.content.decode().split())
    assert not Decision.objects.exists()


def test_whoever_may_not_see_all_it_weighs_is_given_no_draft_to_change(cast):
    hidden = initiative(cast, "Household graph", audience=Audience.PRODUCT_TEAM, window=window_of("Q2 2087"))
    row = decision(cast, moved(hidden))
    answer = cast.browser(cast.femi).get(reverse("change_decision", args=[row.pk]))
    assert answer.status_code == 422
    assert "weighs initiatives you may not see" in answer.text
    assert "Q3 2087" not in answer.text
    assert "Q3 2087" in read(cast, cast.noor, "change_decision", row.pk)


def test_a_draft_lets_go_of_what_it_would_supersede(cast):
    old = decision(cast)
    settle_and_publish(decision=old, option=options_of(old)[0], reason=REASON, actor=cast.elena, at=cast.at)
    row = decision(cast, supersedes=old)
    page = reverse("change_decision", args=[row.pk])
    assert "supersedes_nothing" in cast.browser(cast.noor).get(page).text
    sent = {"question": row.question, "decide_by": row.decide_by.isoformat(), "version": "1",
            "supersedes_nothing": "on"}  # fmt: skip
    for n, each in enumerate(options()):
        sent |= {f"option-{n}-title": each.title, f"option-{n}-why": each.why}
    assert cast.browser(cast.noor).post(page, sent).status_code == 302
    row.refresh_from_db()
    assert row.supersedes is None
