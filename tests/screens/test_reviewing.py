"""The page on which a decider says that a decision still holds."""

from datetime import timedelta

import pytest
from django.urls import reverse

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
        "reason": KEPT,
        "review_on": str(today_of(cast.elena, cast.at) + timedelta(days=90)),
        "version": row.version,
    } | given
    return cast.browser(cast.elena).post(reverse("decision_review", args=[row.pk]), typed)


def test_before_its_day_the_form_comes_back_with_the_sentence_and_what_was_typed(cast):
    row = published(cast, days=30)
    assert "It still holds" not in cast.browser(cast.elena).get(reverse("decision", args=[row.pk])).text
    answer = post(cast, row)
    assert answer.status_code == 422
    for words in ("Its day to be looked at again has not come", KEPT, "Does it still hold?"):
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
