"""Settling a decision in a browser: from one page, by its decider alone, once, and never what has moved meanwhile."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parley.decisions.actions import change_decision, dissent, name_deputy, publish_decision, settle_decision
from parley.decisions.models import Decision
from parley.decisions.queries import contributions_to, options_of
from parley.decisions.terms import DecisionState, decision_ref
from parley.disclosure.actions import replan
from parley.kernel.spans import today_of, window_of
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Horizon, Plan, Stance
from parley.voices.queries import credits_of
from tests.cast import history
from tests.decisions.made import CHANGED, REASON, decision, moved, options, settle_and_publish
from tests.roadmap.made import initiative, insight
from tests.screens.decision_pages import drafted, post, publish, read
from tests.topics.made import topic

pytestmark = pytest.mark.django_db


def test_it_is_settled_from_one_page(cast):
    consent, asked = initiative(cast, window=window_of("Q2 2087")), topic(cast, cast.sam)
    link_insight(initiative=consent, insight=insight(cast), stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    row = decision(cast, moved(consent), topics=[asked])
    dissent(decision=row, text="Two clients will leave before Q3.", actor=cast.femi, at=cast.at)
    html = read(cast, cast.elena, "decision", row.pk)
    assert "Two clients will leave before Q3." in html
    chosen = options_of(row)[0]
    given = {"option": chosen.pk, "reason": REASON, "version": 1}
    given["review_on"] = str(cast.at.date() + timedelta(days=90))
    answer = post(cast, cast.elena, "decision_settlement", row.pk, **given)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.chosen, row.reason) == (DecisionState.DECIDED, None, "")
    for person in (cast.sam, cast.noor):
        html = read(cast, person, "decision", row.pk)
        assert REASON not in html
        assert "The reason is being checked" in html
        assert REASON not in read(cast, person, "decision_history", row.pk)
    html = read(cast, cast.femi, "decision", row.pk)
    for words in (
        REASON,
        "Aiko Tanaka: an insight",
        "Sam Okafor: a topic",
        "whoever may see everything it weighs, can read the reason",
    ):
        assert words in html, words
    credits_ = [each.person.pk for each in contributions_to(cast.viewer(cast.femi), row)]
    assert post(cast, cast.sam, "decision_publication", row.pk).status_code == 422
    answer = post(cast, cast.femi, "decision_publication", row.pk, version=row.version, credits=credits_)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.chosen) == (DecisionState.PUBLISHED, chosen)
    assert {each.person for each in credits_of("decision", row.pk)} == {cast.aiko, cast.sam}
    html = read(cast, cast.sam, "decision", row.pk)
    for words in (REASON, "Chosen", "an insight", "Two clients will leave", "Decided by Elena Brandt"):
        assert words in html, words
    assert "Put your dissent" not in html
    assert REASON in read(cast, cast.sam, "topic", asked.pk)
    assert "as Elena Brandt decided it" in re.sub("<[^>]+>", "", read(cast, cast.sam, "decision_history", row.pk))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": REASON}, "Choose one of the options first"),
        ({"option": "first", "reason": "Because I say so."}, "what is given up"),
        ({"option": "first", "reason": ""}, "needs its reason"),
        ({"option": "first", "reason": "a\0b"}, "cannot be kept"),
        ({"option": "99", "reason": REASON}, "cannot be chosen here"),
        ({"option": "first", "reason": REASON, "review_on": "2001-01-01"}, "within three years"),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_happens(cast, given, sentence):
    row = decision(cast)
    if given.get("option") == "first":
        given = given | {"option": options_of(row)[0].pk}
    answer = post(cast, cast.elena, "decision_settlement", row.pk, **given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    row.refresh_from_db()
    assert row.state is DecisionState.OPEN


def test_a_roadmap_that_moved_is_said_before_and_when_publishing(cast):
    consent = initiative(cast, window=window_of("Q2 2087"))
    row, other = decision(cast, moved(consent)), decision(cast, moved(consent))
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    plan = Plan(horizon=Horizon.NOW, window=window_of("Q4 2087"), confidence=None)
    replan(initiative=consent, plan=plan, reason="The audit takes longer.", actor=cast.noor, at=cast.at)
    assert "it is Q4 2087 now" in read(cast, cast.elena, "decision", other.pk)
    chosen = {"option": options_of(other)[0].pk, "reason": REASON, "version": 1}
    answer = post(cast, cast.elena, "decision_settlement", other.pk, **chosen)
    assert answer.status_code == 422
    assert "or choose another option" in answer.content.decode()
    page = read(cast, cast.femi, "decision", row.pk)
    assert "It cannot be published as it stands" in page
    assert "was Q2 2087 when this was written and is Q4 2087 now" in page
    answer = post(cast, cast.femi, "decision_publication", row.pk)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "was Q2 2087 when this was written and is Q4 2087 now" in html
    assert REASON in html


def test_a_decision_that_changed_meanwhile_shows_both(cast):
    row = decision(cast)
    change_decision(decision=row, question="Who waits?", decide_by=row.decide_by, options=options(), actor=cast.noor,
                    at=cast.at)  # fmt: skip
    given = {"option": options_of(row)[0].pk, "reason": REASON, "version": 1}
    answer = post(cast, cast.elena, "decision_settlement", row.pk, **given)
    assert answer.status_code == 409
    for words in ("Who waits?", REASON):
        assert words in answer.content.decode()


def test_a_decision_published_without_an_option_says_so_at_the_options(cast):
    row = decision(cast)
    answer = post(cast, cast.elena, "decision_settlement", row.pk, reason=REASON, version=1)
    assert answer.status_code == 422
    assert 'aria-describedby="option_error"' in answer.content.decode()


def test_publishing_twice_leads_back_to_the_decision_and_shows_no_keys(cast):
    row = decision(cast)
    publish(cast, row)
    assert "What do you know that would help?" not in read(cast, cast.sam, "decision", row.pk)
    sent = {"credits": [cast.sam.pk, cast.aiko.pk], "version": row.version}
    answer = cast.browser(cast.femi).post(reverse("decision_publication", args=[row.pk]), sent)
    assert answer.status_code == 409
    assert f'href="{reverse("decision", args=[row.pk])}">Go back to the decision</a>' in answer.text
    assert "Credits" not in answer.text
    refused = cast.browser(cast.noor).get(reverse("change_decision", args=[row.pk]))
    assert f'<a class="btn" href="{reverse("decision", args=[row.pk])}">Go back to the decision</a>' in refused.text


def test_only_the_decider_publishes(cast):
    row = decision(cast)
    given = {"option": options_of(row)[0].pk, "reason": REASON}
    assert post(cast, cast.noor, "decision_settlement", row.pk, **given).status_code == 422


def test_deciding_anew_marks_the_old_one(cast):
    old = decision(cast)
    publish(cast, old)
    assert cast.browser(cast.noor).get(reverse("change_decision", args=[old.pk])).status_code == 422
    page = reverse("new_decision") + f"?supersedes={old.pk}"
    draft = read(cast, cast.noor, "new_decision", query=f"?supersedes={old.pk}")
    for each in options_of(old):
        assert all(words in draft for words in (f'value="{each.title}"', each.why))
    assert "Decided then: Audited clients first." in draft
    typed = drafted(cast, question="Again: who goes first?")
    answer = cast.browser(cast.noor).post(page, typed)
    assert answer.status_code == 422
    assert "Write what is true now and was not" in answer.text
    assert cast.browser(cast.noor).post(page, typed | {"what_changed": CHANGED}).status_code == 302
    new = Decision.objects.get(supersedes=old)
    publish(cast, new)
    for row, other in ((old, new), (new, old)):
        html = read(cast, cast.sam, "decision", row.pk)
        for words in (other.question, CHANGED, "How it was decided before and since", f'href="/decisions/{other.pk}/"'):
            assert words in html
    assert "Another decision took its place" in read(cast, cast.sam, "decision", old.pk)
    for place in ("docket", "decisions"):
        html = read(cast, cast.sam, place)
        assert f'Superseded by <a href="/decisions/{new.pk}/">{new.question}' in html
    html = read(cast, cast.sam, "group_decisions", "identity")
    assert f'Superseded by <a href="/decisions/{new.pk}/">{new.question}' in html


def test_a_draft_whose_place_was_taken_says_by_which(cast):
    old = decision(cast)
    publish(cast, old)
    rival, new = (decision(cast, supersedes=old, question=f"Again {n}: who goes first?") for n in (1, 2))
    publish(cast, new)
    html = read(cast, cast.noor, "decision", rival.pk)
    assert f'took the place that this one would take. <a href="/decisions/{new.pk}/">{new.question}' in html
    answer = cast.browser(cast.noor).get(reverse("new_decision") + f"?supersedes={old.pk}")
    assert answer.status_code == 422
    assert "superseded this one already" in answer.text


def test_a_decision_whose_day_has_come_is_looked_at_again(cast):
    row, today = decision(cast), today_of(cast.elena, timezone.now())
    settle_and_publish(
        decision=row, option=options_of(row)[0], reason=REASON, review_on=today, actor=cast.elena, at=cast.at
    )
    assert "Say what happened" in read(cast, cast.elena, "decision", row.pk)
    assert "Say what happened" not in read(cast, cast.aiko, "decision", row.pk)
    good = {"reason": "The audits went as planned in both regions.", "review_on": str(today + timedelta(days=90)),
            "outcome": "came_true"}  # fmt: skip
    for wrong, sentence in (
        ({"reason": "ok"}, "does not say why"),
        ({"review_on": str(today)}, "has been looked at today"),
        ({"outcome": ""}, "Say first whether it came true"),
        ({"review_on": str(today - timedelta(days=2))}, "Choose today or a later day"),
    ):
        answer = post(cast, cast.elena, "decision_review", row.pk, **good | wrong)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    answer = post(cast, cast.noor, "decision_review", row.pk, **good)
    assert answer.status_code == 422
    assert "Only the decider says what became of a decision" in answer.content.decode()
    assert post(cast, cast.omar, "decision_review", row.pk, **good).status_code == 404
    assert post(cast, cast.elena, "decision_review", row.pk, **good).status_code == 302
    later = today + timedelta(days=90)
    mark = decision_ref(row.pk).mark
    assert history(decision_ref(row.pk))[0] == (
        f"looked at {mark} again: what was expected came true, and is looked at again on {later.day} {later:%b %Y}"
    )
    assert "Its day to be looked at again" not in read(cast, cast.elena, "decision", row.pk)
    open_one = decision(cast, question="Who pays for audits?")
    assert post(cast, cast.elena, "decision_review", open_one.pk, **good).status_code == 422


def test_who_settled_it_is_named_wherever_it_is_listed_also_a_deputy(cast):
    row, today = decision(cast), today_of(cast.elena, cast.at)
    name_deputy(person=cast.petra, first=today, last=today, actor=cast.elena, at=cast.at)
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.petra, at=cast.at)
    publish_decision(decision=row, actor=cast.femi, at=cast.at)
    new = decision(cast, supersedes=row)
    browser = cast.browser(cast.femi)
    for address in (
        "/decisions/", "/decisions/docket/", f"/decisions/{row.pk}/", f"/decisions/{new.pk}/",
        "/decisions/docket/file/?group=identity&as=md", "/groups/identity/decisions/",
    ):  # fmt: skip
        page = browser.get(address)
        assert page.status_code == 200, address
        assert "Petra Novak" in page.content.decode(), address
