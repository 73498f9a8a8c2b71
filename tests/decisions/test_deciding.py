"""Deciding by the link of a mail: for one person, once, of the brief as read; and by a deputy, in their own name."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from parley.decisions.actions import (
    ask_to_sign_in,
    decide_by_link,
    dissent,
    end_deputy,
    make_deciding_link,
    name_decider_of,
    name_deputy,
    publish_decision,
    revoke_links,
    see_to_deputies,
    send_back,
    settle_decision,
)
from parley.decisions.models import DecidingDeputy, DecidingLink
from parley.decisions.queries import (
    decisions_visible_to,
    link_by,
    links_out,
    options_of,
    sign_of_brief,
    to_decide,
    viewers_of_decision,
    why_link_ended,
)
from parley.decisions.terms import LINK_LASTS, DecisionState, decision_ref
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.roadmap.terms import Audience
from tests.cast import Cast, history
from tests.decisions.made import REASON, decision, moved
from tests.roadmap.made import initiative

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def mailed(cast: Cast, row: "Decision", person: "Person | None" = None) -> tuple[str, DecidingLink]:
    """Make the link of a mail; give its token and itself."""
    token = make_deciding_link(decision=row, person=person or cast.elena, actor=MACHINE, at=cast.at)
    found = link_by(token)
    assert found
    return token, found


def confirm(cast: Cast, link: DecidingLink, **given: Any) -> Any:
    facts: dict[str, Any] = {
        "link": link, "option": options_of(link.decision)[0], "reason": REASON, "signed_in": False,
        "seen": sign_of_brief(link.decision), "actor": link.person, "at": cast.at,
    } | given  # fmt: skip
    return decide_by_link(**facts)


def test_a_link_settles_once_and_is_kept_hashed(cast: Cast) -> None:
    row = decision(cast)
    token, link = mailed(cast, row)
    _other, second = mailed(cast, row)
    assert len(token) >= 43, "256 random bits"
    assert token not in str(list(DecidingLink.objects.values()))
    assert why_link_ended(link, cast.at) == ""
    settlement = confirm(cast, link)
    assert (settlement.settled_by, settlement.instead_of) == (cast.elena, None)
    row.refresh_from_db()
    assert row.state is DecisionState.DECIDED
    with pytest.raises(Refused, match="was used"):
        confirm(cast, link)
    with pytest.raises(Refused, match="settled meanwhile"):
        confirm(cast, second)
    assert history(decision_ref(row.pk))[0].startswith("settled"), "that it was, and from the mail"
    assert token not in str(list(Entry.objects.values()))


def test_a_link_never_comes_back_to_life(cast: Cast) -> None:
    row = decision(cast)
    _token, old = mailed(cast, row)
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    send_back(decision=row, reason="Hartmann was promised it in words.", actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="settled meanwhile"):
        confirm(cast, old)
    later = cast.at + timedelta(minutes=1)
    token = make_deciding_link(decision=row, person=cast.elena, actor=MACHINE, at=later)
    fresh = link_by(token)
    assert fresh
    assert confirm(cast, fresh, at=later)


def test_nobody_uses_the_link_of_another(cast: Cast) -> None:
    row = decision(cast)
    _token, link = mailed(cast, row)
    for other in (cast.ines, cast.femi, cast.omar):
        with pytest.raises(Refused, match="sent to somebody else"):
            confirm(cast, link, actor=other)
    with pytest.raises(Refused):
        confirm(cast, link, actor=MACHINE)
    with pytest.raises(Refused, match="by mail alone"):
        make_deciding_link(decision=row, person=cast.elena, actor=cast.ines, at=cast.at)
    assert link_by("forged") is None
    assert link_by(link.token_hash) is None, "what is kept is no key"
    name_decider_of(decision=row, person=cast.ravi, actor=cast.ines, at=cast.at)
    link.decision.refresh_from_db()
    with pytest.raises(Refused, match="Somebody else decides this now"):
        confirm(cast, link)


def test_a_changed_brief_needs_a_new_look(cast: Cast) -> None:
    thing = initiative(cast, audience=Audience.GROUP)
    row = decision(cast, moved(thing))
    _token, link = mailed(cast, row)
    seen = sign_of_brief(row)
    dissent(decision=row, text="Nobody asked the clients in Japan.", actor=cast.sam, at=cast.at)
    with pytest.raises(Stale, match="Read it as it is now"):
        confirm(cast, link, seen=seen)
    assert not row.settlements.exists()
    link.refresh_from_db()
    assert link.used_at is None, "a refused confirmation uses nothing up"
    assert link.brief == seen, "what the mail said"
    assert confirm(cast, link)


@pytest.mark.parametrize("by", ["elena", "femi", "ines"])
def test_a_link_is_taken_back(cast: Cast, by: str) -> None:
    row = decision(cast)
    _token, link = mailed(cast, row)
    with pytest.raises(Refused, match="Ask one of them"):
        revoke_links(decision=row, actor=cast.sam, at=cast.at)
    assert revoke_links(decision=row, actor=getattr(cast, by), at=cast.at) == 1
    assert revoke_links(decision=row, actor=getattr(cast, by), at=cast.at) == 0
    with pytest.raises(Refused, match="taken back"):
        confirm(cast, link)
    assert not links_out(row, cast.at)


def test_a_link_ends_by_itself_and_may_ask_for_signing_in(cast: Cast) -> None:
    row = decision(cast)
    _token, link = mailed(cast, row)
    with pytest.raises(Refused, match="too old"):
        confirm(cast, link, at=cast.at + LINK_LASTS)
    with pytest.raises(Refused):
        ask_to_sign_in(needed=True, actor=cast.elena, at=cast.at)
    ask_to_sign_in(needed=True, actor=cast.ines, at=cast.at)
    with pytest.raises(Refused, match="asks you to sign in"):
        confirm(cast, link)
    assert confirm(cast, link, signed_in=True)


def test_a_deputy_decides_in_their_own_name_while_it_is_their_time(cast: Cast) -> None:
    row, today = decision(cast), today_of(cast.elena, cast.at)
    before = {"decision": row, "option": options_of(row)[0], "reason": REASON}
    with pytest.raises(Refused, match="Only the decider"):
        settle_decision(**before, actor=cast.omar, at=cast.at)
    last = today + timedelta(days=3)
    name_deputy(person=cast.omar, first=today, last=last, actor=cast.elena, at=cast.at)
    omar = cast.viewer(cast.omar)
    assert row in decisions_visible_to(omar)
    assert row in to_decide(omar)
    assert cast.omar in viewers_of_decision(row)
    _token, link = mailed(cast, row, cast.omar)
    with pytest.raises(Refused):
        confirm(cast, link, at=cast.at + timedelta(days=5))
    settlement = confirm(cast, link)
    assert (settlement.settled_by, settlement.instead_of) == (cast.omar, cast.elena)
    late = {"actor": cast.omar, "at": cast.at + timedelta(days=5)}  # the worker has not ended it yet
    for doing in (publish_decision, lambda **given: send_back(reason="It names a client we may not name.", **given)):
        with pytest.raises(Refused, match="A facilitator of the group publishes this"):
            doing(decision=row, **late)
    end_deputy(actor=cast.elena, at=cast.at)
    assert row not in decisions_visible_to(omar)
    assert cast.omar not in viewers_of_decision(row)
    with pytest.raises(Refused, match="Only the decider"):
        settle_decision(**before, actor=cast.omar, at=cast.at)


def test_a_deputys_time_begins_and_ends_by_itself(cast: Cast) -> None:
    row, today = decision(cast), today_of(cast.elena, cast.at)
    days = {"first": today + timedelta(days=1), "last": today + timedelta(days=2)}
    name_deputy(person=cast.omar, **days, actor=cast.elena, at=cast.at)
    omar = cast.viewer(cast.omar)
    assert see_to_deputies(actor=MACHINE, at=cast.at) == 0
    assert row not in decisions_visible_to(omar)
    assert see_to_deputies(actor=MACHINE, at=cast.at + timedelta(days=1)) == 1
    assert row in decisions_visible_to(omar)
    assert see_to_deputies(actor=MACHINE, at=cast.at + timedelta(days=3)) == 1
    assert not DecidingDeputy.objects.filter(ended_at=None).exists()


def test_who_cannot_be_a_deputy(cast: Cast) -> None:
    today = today_of(cast.elena, cast.at)
    now: dict[str, Any] = {"at": cast.at}
    for person, first, last, actor, words in (
        (cast.elena, 0, 1, cast.elena, "for yourself"),
        (cast.gone, 0, 1, cast.elena, "have left"),
        (cast.omar, 1, 0, cast.elena, "before the first"),
        (cast.omar, 0, 400, cast.elena, "half a year"),
        (cast.omar, 0, 1, cast.sam, "Only whoever decides"),
    ):
        days = {"first": today + timedelta(days=first), "last": today + timedelta(days=last)}
        with pytest.raises(Refused, match=words):
            name_deputy(person=person, **days, actor=actor, **now)


def test_a_deputy_does_not_decide_what_they_cannot_see(cast: Cast) -> None:
    row = decision(cast, moved(initiative(cast, audience=Audience.GROUP)))
    today = today_of(cast.elena, cast.at)
    name_deputy(person=cast.omar, first=today, last=today, actor=cast.elena, at=cast.at)
    with pytest.raises(Refused, match="may not see"):
        settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.omar, at=cast.at)
