"""Somebody was quicker than whoever types a reason: nothing is settled twice, and what was typed is given back."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from parley.decisions.actions import ask_to_sign_in, make_deciding_link, settle_decision
from parley.decisions.queries import options_of
from parley.kernel.refusals import Stale
from parley.ledger.terms import MACHINE
from parley.screens.decisions.views.deciding import Deciding, _settle
from tests.cast import Cast
from tests.decisions.made import REASON, decision

pytestmark = pytest.mark.django_db
TYPED = "Two clients in Tokyo wait for it, and nobody else does."


def test_a_reason_typed_too_late_is_given_back(cast: Cast) -> None:
    row = decision(cast)
    option = options_of(row)[0]
    address = reverse("decide", args=[make_deciding_link(decision=row, person=cast.elena, actor=MACHINE, at=cast.at)])
    sent: dict[str, Any] = {"option": option.pk, "reason": TYPED, "seen": "0" * 64}
    ask_to_sign_in(needed=True, actor=cast.ines, at=cast.at)
    late = [(Client().post(address, sent), 403)]
    settle_decision(decision=row, option=option, reason=REASON, actor=cast.elena, at=cast.at)
    late.append((Client().post(address, sent), 409))
    late.append((cast.browser(cast.elena).post(reverse("deciding", args=[row.pk]), sent), 409))
    for answer, status in late:
        assert answer.status_code == status
        assert TYPED in answer.content.decode()
    readers = [REASON in answer.content.decode() for answer, _status in late]
    assert readers == [False, False, True], "what was decided is read by whoever is signed in and may read it"
    assert row.settlements.count() == 1


def test_an_option_that_goes_while_the_form_is_read_needs_another_look(cast: Cast) -> None:
    asked: Any = HttpRequest()
    deciding = Deciding(decision(cast), cast.elena, cast.viewer(cast.elena))
    with pytest.raises(Stale, match="The brief has changed") as stale:
        _settle(asked, deciding, {"option": 0, "reason": TYPED, "seen": "0" * 64})
    assert stale.value.yours == TYPED
