"""The page on which a decider says what became of a decision, and what every reader sees beside it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parley.decisions.actions import dissent, dissent_unsigned, open_dissents
from parley.decisions.queries import options_of
from parley.kernel.spans import today_of
from tests.decisions.made import REASON, decision, settle_and_publish

pytestmark = pytest.mark.django_db
KEPT = "The audits went as planned in both regions."


def published(cast, *, days: int):
    row, day = decision(cast), today_of(cast.elena, cast.at) + timedelta(days=days)
    settled = {"option": options_of(row)[0], "reason": REASON, "review_on": day}
    settle_and_publish(decision=row, **settled, actor=cast.elena, at=cast.at)
    row.refresh_from_db()
    return row


def post(cast, row, **given):
    typed = {
        "outcome": "not",
        "reason": KEPT,
        "review_on": str(today_of(cast.elena, cast.at) + timedelta(days=90)),
        "version": row.version,
    } | given
    return cast.browser(cast.elena).post(reverse("decision_review", args=[row.pk]), typed)


def test_before_its_day_the_form_comes_back_with_the_sentence_and_what_was_typed(cast):
    row = published(cast, days=30)
    assert "Say what happened" not in cast.browser(cast.elena).get(reverse("decision", args=[row.pk])).text
    answer = post(cast, row)
    assert answer.status_code == 422
    for words in ("Its day to be looked at again has not come", KEPT, "What became of it?"):
        assert words in answer.text
    assert "Its day to be looked at again has come" not in answer.text


def test_an_old_page_is_a_conflict(cast):
    row = published(cast, days=0)
    page = cast.browser(cast.elena).get(reverse("decision", args=[row.pk])).text
    assert f'name="version" value="{row.version}"' in page
    assert post(cast, row).status_code == 302
    answer = post(cast, row)
    assert answer.status_code == 409
    assert KEPT in answer.text


def test_every_reader_sees_what_happened_beside_who_disagreed(cast):
    row, day = decision(cast), today_of(cast.elena, cast.at)
    dissent(decision=row, text="Two clients will leave before Q3.", actor=cast.sam, at=cast.at)
    dissent_unsigned(decision=row, text="Nobody asked Japan.", secret="its own", actor=cast.aiko, at=cast.at)
    open_dissents(decision=row, actor=cast.elena, at=cast.at)
    settle_and_publish(decision=row, option=options_of(row)[0], reason=REASON, review_on=day, actor=cast.elena,
                       at=cast.at)  # fmt: skip
    row.refresh_from_db()
    before = " ".join(cast.browser(cast.elena).get(reverse("decision", args=[row.pk])).text.split())
    assert before.index("Its day to be looked at again") < before.index("Who disagreed, and why")
    for words in ("Two clients will leave before Q3.", "Nobody asked Japan."):
        assert before.count(words) == 1
    assert post(cast, row, outcome="").status_code == 422
    assert post(cast, row, review_on="").status_code == 302
    for person in (cast.elena, cast.noor, cast.aiko):
        html = " ".join(cast.browser(person).get(reverse("decision", args=[row.pk])).text.split())
        in_turn = ("What happened", "It did not come true", KEPT, "Who disagreed, and why", "Two clients will leave")
        there = [html.index(words) for words in (*in_turn, "Nobody asked Japan.")]
        assert there == sorted(there)
        assert html.count("Nobody asked Japan.") == 1
