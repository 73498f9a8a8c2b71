"""Whoever publishes a decision reads first who reads what of it, and looks at the names in its words."""

import re

import pytest
from django.urls import reverse

from parley.decisions.actions import settle_decision
from parley.decisions.queries import options_of
from parley.decisions.terms import DecisionState
from parley.roadmap.terms import Audience
from tests.decisions.made import decision
from tests.disclosure.made import approved, buyer, in_build
from tests.roadmap.made import TITLE, initiative
from tests.screens.decision_pages import post, read

pytestmark = pytest.mark.django_db
HIDDEN = "Household graph v2"
REASON = f"Nordbank Holding leaves next year without it; {TITLE} goes first, and {HIDDEN} waits."


def settled(cast, reason=REASON):
    found = in_build(cast)
    approved(cast, found)
    row = decision(cast, initiatives=[found])
    settle_decision(decision=row, option=options_of(row)[0], reason=reason, actor=cast.elena, at=cast.at)
    row.refresh_from_db()
    return row


def test_names_of_clients_and_of_what_fewer_may_see_are_pointed_out_and_looked_at(cast):
    initiative(cast, HIDDEN, audience=Audience.GROUP)
    buyer(cast, "Nordbank Holding AG")
    row = settled(cast)
    page = read(cast, cast.femi, "decision", row.pk)
    check = page[page.index("Who will read what") : page.index("Publish this decision")]
    assert check.count(REASON) == 2, "the group, and everybody"
    assert "Nordbank Holding AG</a>: a client" in check
    assert f"{HIDDEN}</a>: an initiative that some who will read this may not see" in check
    assert "clients know it as “Consent signals”" in check
    answer = post(cast, cast.femi, "decision_publication", row.pk, version=row.version)
    assert answer.status_code == 422
    assert "Look at the names above first" in answer.content.decode()
    assert (
        post(cast, cast.femi, "decision_publication", row.pk, version=row.version, names_read="on").status_code == 302
    )
    row.refresh_from_db()
    assert row.state is DecisionState.PUBLISHED


def test_without_such_names_nothing_is_to_be_ticked_and_nobody_learns_of_what_they_may_not_see(cast):
    initiative(cast, HIDDEN, area=cast.reporting, actor=cast.petra, audience=Audience.PRODUCT_TEAM)
    row = settled(cast, reason=f"Losing audited clients costs more than {HIDDEN} brings.")
    page = read(cast, cast.femi, "decision", row.pk)
    assert "No client and no initiative for fewer people was found" in page
    assert "may not see</li>" not in page
    assert "I have looked at these names" not in page
    assert "an initiative that some" in read(cast, cast.ines, "decision", row.pk), "product operations see it"
    assert "Who will read what" not in read(cast, cast.sam, "decision", row.pk)


def test_whoever_decides_is_warned_of_names_that_a_facilitator_may_not_see(cast):
    secret = initiative(cast, HIDDEN, audience=Audience.PRODUCT_TEAM)
    row = decision(cast, initiatives=[in_build(cast)])
    page = read(cast, cast.elena, "deciding", row.pk)
    assert HIDDEN not in page
    seen = re.search(r'name="seen" value="(\w{64})"', page)
    assert seen
    given = {"option": options_of(row)[0].pk, "reason": f"{HIDDEN} waits for the audit.", "seen": seen[1]}
    done = post(cast, cast.elena, "deciding", row.pk, **given).content.decode()
    warning = f'<a href="{reverse("initiative", args=[secret.pk])}">{HIDDEN}</a>: an initiative that some'
    assert warning in done
    assert "Look again at the names in it" in done
    row.refresh_from_db()
    assert warning in read(cast, cast.elena, "decision", row.pk)
    assert "Look again at the names" not in read(cast, cast.femi, "decision", row.pk), "who may not see what it names"
