"""Whoever is affected and was not heard is asked with one tap; an option says which initiative it puts first."""

import pytest
from django.core import mail

from parley.decisions.models import Decision
from parley.decisions.queries import initiative_keys_of, options_of
from parley.roadmap.terms import Audience
from tests.decisions.made import QUESTION, decision
from tests.disclosure.made import in_build
from tests.reactions.later import work_off
from tests.reactions.test_decided import asked_for
from tests.roadmap.made import initiative
from tests.screens.decision_pages import drafted, post, read

pytestmark = pytest.mark.django_db


def test_a_facilitator_asks_with_one_tap_and_they_are_told_once(cast):
    found = in_build(cast)
    asked_for(cast, found, "Nordbank", cast.omar)
    row = decision(cast, initiatives=[found])
    assert "Ask whom I chose" in read(cast, cast.femi, "decision_options", row.pk)
    assert cast.browser(cast.omar).get(f"/decisions/{row.pk}/").status_code == 404
    assert post(cast, cast.sam, "decision_asking", row.pk, person=cast.omar.pk).status_code == 422
    assert post(cast, cast.femi, "decision_asking", row.pk).status_code == 422, "nobody chosen"
    both = [cast.omar.pk, cast.petra.pk]
    assert post(cast, cast.femi, "decision_asking", row.pk, person=both).status_code == 422, "all or nobody"
    assert post(cast, cast.femi, "decision_asking", row.pk, person=cast.petra.pk).status_code == 422
    assert post(cast, cast.femi, "decision_asking", row.pk, person=cast.omar.pk).status_code == 302
    assert post(cast, cast.femi, "decision_asking", row.pk, person=cast.omar.pk).status_code == 422
    work_off()
    (message,) = [each for each in mail.outbox if each.to == [cast.omar.email]]
    assert message.subject == f"What do you know? {QUESTION}"
    assert QUESTION in read(cast, cast.omar, "today")
    assert QUESTION in read(cast, cast.omar, "decision", row.pk), "he is let in on it"
    page = read(cast, cast.femi, "decision_options", row.pk)
    unheard = page[page.index('id="unheard"') :]
    assert f'name="person" value="{cast.omar.pk}"' not in unheard
    assert "Asked, and silent so far: Omar Reyes" in unheard


def test_a_draft_says_which_initiative_an_option_puts_first(cast):
    mine = initiative(cast)
    hidden = initiative(cast, "Secret plan", area=cast.reporting, actor=cast.petra, audience=Audience.PRODUCT_TEAM)
    address = f"/decisions/new/?group={cast.identity.key}"
    page = cast.browser(cast.noor).get(address).content.decode()
    assert "Which initiative does it put first?" in page
    assert "Secret plan" not in page
    typed = drafted(cast) | {"option-0-initiative": mine.pk, "option-1-initiative": hidden.pk}
    assert cast.browser(cast.noor).post(address, typed).status_code == 422
    typed["option-1-initiative"] = ""
    assert cast.browser(cast.noor).post(address, typed).status_code == 302
    row = Decision.objects.latest("pk")
    assert [each.initiative_id for each in options_of(row)] == [mine.pk, None]
    assert initiative_keys_of(row) == (mine.pk,)
    changed = drafted(cast) | {"option-1-initiative": mine.pk, "version": row.version}
    assert post(cast, cast.noor, "change_decision", row.pk, **changed).status_code == 302
    assert [each.initiative_id for each in options_of(row)] == [None, mine.pk]
