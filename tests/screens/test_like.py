"""Forms that ask something new show what was decided before: while typing, after a press, without JavaScript too."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parley.decisions.queries import options_of
from parley.kernel.spans import today_of
from parley.search.actions import rebuild
from tests.decisions.made import QUESTION, REASON, decision, settle_and_publish
from tests.roadmap.made import initiative
from tests.screens.decision_pages import drafted

pytestmark = pytest.mark.django_db
LOOK = "Look whether it was decided before"


@pytest.fixture
def old(cast):
    """A published decision of identity that another superseded, about two initiatives."""
    both = [initiative(cast), initiative(cast, "Household graph")]
    first = decision(cast, initiatives=both)
    settle_and_publish(decision=first, option=options_of(first)[0], reason=REASON, actor=cast.elena, at=cast.at)
    newer = decision(cast, question="Who goes first after the audit?", supersedes=first)
    settle_and_publish(decision=newer, option=options_of(newer)[1], reason=REASON, actor=cast.elena, at=cast.at)
    rebuild()
    return first, both


def test_a_new_question_shows_the_old_one_with_what_became_of_it(cast, old):
    first, _both = old
    noor = cast.browser(cast.noor)
    part = noor.get(reverse("decisions_like"), {"question": "Should audited clients go first?"}).content.decode()
    link = f'href="{reverse("decision", args=[first.pk])}"'
    assert link in part
    for words in (QUESTION, "Audited clients first", "superseded since", "Elena Brandt", "Identity"):
        assert words in part, words
    assert "Asked before" not in noor.get(reverse("decisions_like"), {"question": ""}).content.decode()
    assert link not in noor.get(reverse("decisions_like"), {"question": QUESTION, "but": first.pk}).content.decode()
    stranger = cast.browser(cast.omar).get(reverse("decisions_like"), {"question": QUESTION})
    assert QUESTION not in stranger.content.decode()
    new = reverse("new_decision") + "?group=identity"
    page = noor.get(new).content.decode()
    assert LOOK in page
    assert f'hx-get="{reverse("decisions_like")}"' in page
    looked = noor.post(new, {"question": "Do audited clients go first again?", "more": "look"})
    assert looked.status_code == 200
    assert link in looked.content.decode()
    assert "Do audited clients go first again?" in looked.content.decode()
    refused = noor.post(new, drafted(cast, **{"option-1-why": ""}))
    assert refused.status_code == 422
    assert link in refused.content.decode()


def test_two_initiatives_show_when_they_were_weighed_before(cast, old):
    first, (one, two) = old
    sam, address = cast.browser(cast.sam), reverse("against") + "?group=identity"
    assert LOOK in sam.get(address).content.decode()
    part = sam.get(reverse("decisions_like"), {"initiative": one.pk, "other": two.pk}).content.decode()
    assert QUESTION in part
    by = str(today_of(cast.sam, cast.at) + timedelta(days=9))
    looked = sam.post(address, {"initiative": one.pk, "other": "", "decide_by": by, "look": "yes"})
    assert looked.status_code == 200
    page = looked.content.decode()
    assert reverse("decision", args=[first.pk]) in page
    assert f'value="{by}"' in page
    assert "Choose one" in page
    assert QUESTION not in cast.browser(cast.omar).get(reverse("decisions_like"), {"other": two.pk}).content.decode()
