"""What is marked as input where an initiative or its trial is talked about can be credited by what weighs it."""

from datetime import timedelta

import pytest

from parley.decisions.actions import change_decision, settle_decision
from parley.decisions.queries import contributions_to, options_of
from parley.roadmap.actions import show_to
from parley.roadmap.terms import Audience
from parley.voices.actions import say
from parley.voices.terms import Given
from tests.decisions.made import QUESTION, REASON, decision, options
from tests.roadmap.made import initiative
from tests.screens.decision_pages import post, read
from tests.trials.feedback_made import outcome_asked, trial

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def credited_to(cast, viewer, row):
    """Keys of the comments that whoever publishes a decision may credit."""
    gifts = [gift for each in contributions_to(cast.viewer(viewer), row) for gift in each.gifts]
    return [each.given for each in gifts if each.kind is Given.COMMENT]


def test_of_what_is_said_of_an_initiative_only_input_is_credited(cast):
    made = initiative(cast, "Consent signals", audience=Audience.GROUP)
    words, other = (say(thread=made.thread, text=text, actor=cast.sam, at=cast.at) for text in ("Osaka", "Kyoto"))
    row = decision(cast, initiatives=[made])
    assert credited_to(cast, cast.femi, row) == []
    assert "I would like this considered" in read(cast, cast.sam, "initiative", made.pk)
    marked = post(cast, cast.sam, "comment_as_input", words.pk, as_input="yes")
    assert marked.url == f"/initiatives/{made.pk}/#comment-{words.pk}"
    assert "Input: Sam Okafor would like this considered." in read(cast, cast.aiko, "initiative", made.pk)
    assert credited_to(cast, cast.femi, row) == [words.pk]
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    page = read(cast, cast.femi, "decision", row.pk)
    assert "Sam Okafor" in page
    row.refresh_from_db()
    answer = post(cast, cast.femi, "decision_publication", row.pk, credits=[cast.sam.pk], version=row.version)
    assert answer.status_code == 302
    assert "Sam Okafor" in read(cast, cast.aiko, "decision", row.pk)
    assert post(cast, cast.sam, "comment_as_input", words.pk, as_input="no").status_code == 422
    assert post(cast, cast.sam, "comment_as_input", other.pk, as_input="yes").status_code == 302


def test_of_what_is_said_out_of_sight_nothing_is_credited(cast):
    seen = initiative(cast, "Consent signals", audience=Audience.GROUP)
    hidden = initiative(cast, "Clean rooms", audience=Audience.GROUP)
    for each in (seen, hidden):
        words = say(thread=each.thread, text="Osaka", actor=cast.noor, at=cast.at)
        post(cast, cast.noor, "comment_as_input", words.pk, as_input="yes")
    row = decision(cast, initiatives=[seen, hidden])
    assert len(credited_to(cast, cast.femi, row)) == 2
    show_to(initiative=hidden, audience=Audience.PRODUCT_TEAM, actor=cast.noor, at=cast.at)
    assert len(credited_to(cast, cast.femi, row)) == 1


def test_what_is_said_of_a_trial_is_credited_by_what_follows_from_it(cast):
    made = trial(cast)
    words = say(thread=made.thread, text="Osaka", actor=cast.noor, at=cast.at)
    post(cast, cast.noor, "comment_as_input", words.pk, as_input="yes")
    assert "I would like this considered" not in read(cast, cast.noor, "trial", made.pk)
    row = outcome_asked(cast, made)
    assert credited_to(cast, cast.femi, row) == [words.pk]
    added = initiative(cast, "Consent signals", audience=Audience.GROUP)
    facts = {"question": QUESTION, "decide_by": cast.at.date() + timedelta(days=7), "options": options()}
    both = {"initiatives": [made.initiative, added], "actor": cast.noor, "at": cast.at}
    change_decision(decision=row, **facts, **both)
    assert credited_to(cast, cast.femi, row) == [words.pk], "it asks still"
    assert credited_to(cast, cast.femi, decision(cast, initiatives=[made.initiative])) == []
