"""A published decision is looked at again when its day has come; what was planned for has not passed meanwhile."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from parley.decisions.actions import dissent, dissent_unsigned, open_dissents, review_decision
from parley.decisions.models import Review
from parley.decisions.queries import facts_of, options_of
from parley.decisions.rules import may_review, must_review
from parley.decisions.terms import DecisionState, Outcome, decision_ref
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import Window, today_of
from parley.ledger.queries import history_of
from parley.notifications.rules import is_worth_a_mail
from parley.notifications.terms import Because
from parley.reactions.noticed import NEWS
from parley.reactions.table import TELLS
from tests.cast import history
from tests.decisions.made import REASON, decision, moved, settle_and_publish
from tests.roadmap.made import TITLE, initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]
KEPT = "The audits went as planned in both regions."


def published(cast, *, days: int, dissents: bool = False):
    row, day = decision(cast), today_of(cast.elena, cast.at) + timedelta(days=days)
    settled = {"option": options_of(row)[0], "reason": REASON, "review_on": day}
    if dissents:
        dissent(decision=row, text="Two clients will leave before Q3.", actor=cast.sam, at=cast.at)
        dissent_unsigned(decision=row, text="Nobody asked Japan.", secret="its own", actor=cast.aiko, at=cast.at)
        open_dissents(decision=row, actor=cast.elena, at=cast.at)
    settle_and_publish(decision=row, **settled, actor=cast.elena, at=cast.at)
    row.refresh_from_db()
    return row


def kept(cast, row, **more):
    again = today_of(cast.elena, cast.at) + timedelta(days=90)
    said = {"decision": row, "outcome": Outcome.CAME_TRUE, "reason": KEPT, "review_on": again}
    review_decision(**said | {"actor": cast.elena, "at": cast.at} | more)


def test_what_became_of_it_is_said_from_its_day_on(cast):
    row, viewer = published(cast, days=1), cast.viewer(cast.elena)
    facts, day = facts_of(row), date(2027, 3, 1)
    with pytest.raises(Refused, match=r"has not come\. If something has changed, decide it anew"):
        kept(cast, row)
    assert may_review(viewer, replace(facts, review_on=day), day)
    assert not may_review(viewer, replace(facts, review_on=day), day - timedelta(days=1))
    assert not may_review(viewer, replace(facts, review_on=None), day)
    assert not may_review(cast.viewer(cast.noor), replace(facts, review_on=day), day)
    with pytest.raises(Refused, match="Only a published decision"):
        must_review(viewer, replace(facts, review_on=day, state=DecisionState.SUPERSEDED), day)
    kept(cast, row, at=cast.at + timedelta(days=1))


def test_what_happened_is_kept_for_good_and_whoever_disagreed_by_name_is_told(cast):
    row = published(cast, days=0, dissents=True)
    kept(cast, row, outcome=Outcome.PARTLY, review_on=None)
    row.refresh_from_db()
    assert row.review_on is None
    review = Review.objects.get()
    assert (review.outcome, review.words, review.reviewed_by) == (Outcome.PARTLY, KEPT, cast.elena)
    assert "what was expected came true in part" in history(decision_ref(row.pk))[0]
    told = history_of(decision_ref(row.pk), limit=1)[0]
    people = TELLS[told.event.kind](told)
    assert (cast.sam.pk, Because.DISSENTED) in {(each.person, each.because) for each in people}
    assert cast.aiko.pk not in {each.person for each in people}, "what has no name leads to nobody"
    assert is_worth_a_mail(told.event.kind, Because.DISSENTED, happened_at=cast.at, at=cast.at)
    assert told.event.kind in NEWS
    kept(cast, published(cast, days=0), outcome=Outcome.NOT)
    assert Review.objects.count() == 2


def test_two_do_not_look_at_it_on_one_page(cast):
    row = published(cast, days=0)
    kept(cast, row, seen_version=row.version)
    with pytest.raises(Stale, match="while you were reading") as stale:
        kept(cast, row, seen_version=row.version)
    assert stale.value.yours == KEPT


def test_an_option_whose_window_ended_meanwhile_says_what_to_change(cast):
    today = today_of(cast.elena, cast.at)
    consent, window = initiative(cast), str(Window(today, today + timedelta(days=3)))
    row = decision(cast, moved(consent, new=window))
    with pytest.raises(Refused) as refused:
        settle_and_publish(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena,
                         at=cast.at + timedelta(days=5))  # fmt: skip
    assert refused.value.sentence.startswith(f"The option “Audited clients first” plans {TITLE} for {window}, which")
    assert "The option has to be changed" in refused.value.sentence
    assert not refused.value.field
    row.refresh_from_db()
    assert row.state is DecisionState.OPEN, "it is refused when it is chosen"
