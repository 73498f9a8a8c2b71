"""A link to decide cannot be replayed, passed on or forged, and looking at it costs nothing.

Every attack ends the same way: no page of the brief, nothing settled, nothing used up. That a link which nobody
attacked settles its decision is asked by the same means, so that none of them passes for want of a link.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from parley.decisions import actions as does
from parley.decisions.models import DecidingLink
from parley.decisions.queries import link_by, options_of, sign_of_brief
from parley.decisions.terms import LINK_EXPLAINED, LINK_LASTS, DecisionState, decision_ref
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.people.actions import end_sessions, note_leaving
from parley.reactions.worker import Worker
from tests.cast import Cast, history
from tests.decisions.made import QUESTION, REASON, decision

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FORBIDDEN, NOTHING, CONFLICT, GONE = 403, 404, 409, 410


@dataclass
class Attack:
    """A link that was mailed, and who holds it now; what was done to it stands in its name."""

    cast: Cast
    row: "Decision"
    token: str
    browser: Client = field(default_factory=Client)
    sign: str = ""

    @property
    def link(self) -> DecidingLink:
        found: DecidingLink = DecidingLink.objects.filter(decision=self.row).latest("pk")
        return found

    @property
    def now(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get(self, path: str = "") -> Any:
        return self.browser.get(f"/decide/{self.token}/{path}")

    def confirm(self) -> Any:
        option, sign = options_of(self.row)[0].pk, self.sign or sign_of_brief(self.row)
        return self.browser.post(f"/decide/{self.token}/", {"option": option, "reason": REASON, "seen": sign})


def attack(cast: Cast, person: "Person | None" = None) -> Attack:
    row = decision(cast)
    token = does.make_deciding_link(decision=row, person=person or cast.elena, actor=MACHINE, at=timezone.now())
    return Attack(cast, row, token)


def used(one: Attack) -> None:
    does.decide_by_link(
        link=one.link, option=options_of(one.row)[0], reason=REASON, seen=sign_of_brief(one.row), signed_in=False,
        actor=one.cast.elena, **one.now,
    )  # fmt: skip


def settled_otherwise(one: Attack) -> None:
    does.settle_decision(
        decision=one.row, option=options_of(one.row)[0], reason=REASON, actor=one.cast.elena, **one.now
    )


def settled_and_sent_back(one: Attack) -> None:
    settled_otherwise(one)
    does.send_back(decision=one.row, reason="Hartmann was promised it in words.", actor=one.cast.femi, **one.now)


def withdrawn(one: Attack) -> None:
    does.withdraw_decision(decision=one.row, reason="The client left meanwhile.", actor=one.cast.noor, **one.now)


def taken_back(one: Attack) -> None:
    does.revoke_links(decision=one.row, actor=one.cast.femi, **one.now)


def phone_lost(one: Attack) -> None:
    end_sessions(person=one.cast.elena, actor=one.cast.elena, **one.now)
    Worker(clock=lambda: timezone.now() + timedelta(seconds=2)).work_off()
    mail.outbox.clear()


def decider_no_more(one: Attack) -> None:
    does.name_decider_of(decision=one.row, person=one.cast.ravi, actor=one.cast.ines, **one.now)


def left_the_company(one: Attack) -> None:
    note_leaving(person=one.cast.elena, on=today_of(one.cast.elena, timezone.now()), actor=MACHINE, **one.now)


def deputy_no_more(one: Attack) -> None:
    cast, today = one.cast, today_of(one.cast.elena, timezone.now())
    does.name_deputy(person=cast.petra, first=today, last=today, actor=cast.elena, **one.now)
    one.token = does.make_deciding_link(decision=one.row, person=cast.petra, actor=MACHINE, **one.now)
    assert one.get().status_code == 200, "it is theirs as long as they are"
    does.end_deputy(actor=cast.elena, **one.now)


def held_by_a_colleague(one: Attack) -> None:
    one.browser = one.cast.browser(one.cast.sam)


def held_by_an_administrator(one: Attack) -> None:
    one.browser = one.cast.browser(one.cast.ines)


def held_by_the_deputy(one: Attack) -> None:
    cast, today = one.cast, today_of(one.cast.elena, timezone.now())
    does.name_deputy(person=cast.petra, first=today, last=today, actor=cast.elena, **one.now)
    one.browser = cast.browser(cast.petra)


def forged(one: Attack) -> None:
    one.token = "A" * 43


def what_is_kept_of_it(one: Attack) -> None:
    one.token = one.link.token_hash


def cut_short(one: Attack) -> None:
    one.token = one.token[:-1]


def with_more(one: Attack) -> None:
    one.token += "="


ATTACKS: dict[Callable[[Attack], None], int] = {
    used: GONE, settled_otherwise: GONE, settled_and_sent_back: GONE, withdrawn: GONE, taken_back: GONE,
    phone_lost: GONE, decider_no_more: GONE, deputy_no_more: GONE, left_the_company: NOTHING,
    held_by_a_colleague: NOTHING, held_by_an_administrator: NOTHING, held_by_the_deputy: NOTHING,
    forged: NOTHING, what_is_kept_of_it: NOTHING, cut_short: NOTHING, with_more: NOTHING,
}  # fmt: skip


@pytest.mark.parametrize("done", ATTACKS, ids=lambda each: each.__name__)
def test_an_attack_reads_nothing_and_settles_nothing(cast: Cast, done: Callable[[Attack], None]) -> None:
    one = attack(cast)
    done(one)
    before, link_before = one.row.settlements.count(), DecidingLink.objects.filter(used_at=None).count()
    posted = CONFLICT if ATTACKS[done] == GONE else ATTACKS[done]
    for answer, status in (
        (one.get(), ATTACKS[done]), (one.get("prices/"), ATTACKS[done]), (one.confirm(), posted),
        (one.get(), ATTACKS[done]),
    ):  # fmt: skip
        assert answer.status_code == status
        assert QUESTION not in answer.content.decode()
        assert one.token not in answer.content.decode()
    assert one.row.settlements.count() == before
    assert DecidingLink.objects.filter(used_at=None).count() == link_before, "nothing was used up"


@pytest.mark.parametrize("signed_in", [False, True])
def test_what_nobody_attacked_settles_its_decision(cast: Cast, signed_in: bool) -> None:  # noqa: FBT001
    one = attack(cast)
    if signed_in:
        one.browser = cast.browser(cast.elena)
    assert QUESTION in one.get().content.decode()
    assert one.confirm().status_code == 200
    one.row.refresh_from_db()
    assert one.row.state is DecisionState.DECIDED


def test_a_link_that_ended_by_itself(cast: Cast, time_machine: Any) -> None:
    one = attack(cast)
    time_machine.move_to(one.link.expires_at - timedelta(seconds=1), tick=False)
    assert one.get().status_code == 200
    time_machine.move_to(one.link.expires_at, tick=False)
    assert (one.get().status_code, one.confirm().status_code) == (GONE, CONFLICT)
    assert not one.row.settlements.exists()


def test_every_letter_of_a_link_counts(cast: Cast) -> None:
    one = attack(cast)
    whole, found = one.token, 0
    for n, letter in enumerate(whole):
        other = "A" if letter != "A" else "B"
        found += link_by(whole[:n] + other + whole[n + 1 :]) is not None
        found += link_by(whole[:n] + letter.swapcase() + whole[n + 1 :]) is not None and letter.swapcase() != letter
    assert found == 0, f"of {2 * len(whole)} forgeries none opens anything"
    assert link_by(whole)


def test_a_link_of_one_decision_settles_no_other(cast: Cast) -> None:
    one, other = attack(cast), attack(cast)
    theirs = options_of(other.row)[0].pk
    sent = {"option": theirs, "reason": REASON, "seen": sign_of_brief(one.row)}
    assert one.browser.post(f"/decide/{one.token}/", sent).status_code == 422
    assert one.browser.post(f"/decide/{one.token}/", sent | {"decision": other.row.pk}).status_code == 422
    one.sign = sign_of_brief(other.row)
    assert one.confirm().status_code == CONFLICT, "nor is the look at one a look at the other"
    assert not one.row.settlements.exists()
    assert not other.row.settlements.exists()


def test_another_brief_needs_another_look_and_loses_nothing(cast: Cast) -> None:
    one = attack(cast)
    one.sign = sign_of_brief(one.row)
    does.dissent(decision=one.row, text="Nobody asked the clients in Japan.", actor=cast.sam, at=cast.at)
    answer = one.confirm()
    assert answer.status_code == CONFLICT
    assert REASON in answer.content.decode()
    assert not one.row.settlements.exists()
    one.sign = ""
    assert one.confirm().status_code == 200


def test_where_the_company_asks_for_it_a_link_alone_opens_nothing(cast: Cast) -> None:
    one = attack(cast)
    does.ask_to_sign_in(needed=True, actor=cast.ines, at=cast.at)
    for path in ("", "prices/"):
        answer = one.get(path)
        assert QUESTION not in answer.content.decode()
        assert one.token not in answer.content.decode(), "not even for the page to sign in"
    assert one.confirm().status_code == FORBIDDEN
    assert not one.row.settlements.exists()
    one.browser = cast.browser(cast.elena)
    assert one.confirm().status_code == 200


def test_who_looks_at_links_before_their_reader_costs_nothing(cast: Cast) -> None:
    one = attack(cast)
    before = history_of(one)
    for _ in range(20):
        for method, status in (("get", 200), ("head", 200), ("options", 405)):
            answer = getattr(one.browser, method)(f"/decide/{one.token}/", headers={"User-Agent": "Scanner"})
            assert answer.status_code == status
        one.get("prices/")
    assert one.browser.put(f"/decide/{one.token}/").status_code == 405
    assert not one.browser.cookies.get("sessionid"), "nobody is signed in by it"
    assert history_of(one) == before
    assert one.link.used_at is None
    assert one.confirm().status_code == 200


def history_of(one: Attack) -> list[str]:
    return history(decision_ref(one.row.pk))


def test_neither_page_nor_answer_hands_the_link_on(cast: Cast) -> None:
    one = attack(cast)
    for answer in (one.get(), one.get("prices/"), one.confirm(), one.get()):
        assert answer["Referrer-Policy"] in {"strict-origin", "no-referrer"}, "which tells of no path"
        assert answer["Cache-Control"] == "no-store, private"
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.has_header("Location"), "and no redirect takes it along"
        for address in addresses_in(answer.content.decode()):
            assert address.startswith(("/", "#")), "all of it comes from here"
            assert not address.startswith("//")
            own = address.startswith(f"/decide/{one.token}/")
            assert own or one.token not in address, "in no link but to the page itself"
    assert one.token not in str(dict(one.browser.session.items()))
    assert one.token not in str(one.browser.cookies)


def addresses_in(page: str) -> Iterator[str]:
    from html.parser import HTMLParser  # noqa: PLC0415 - for this alone

    found: list[str] = []

    class Addresses(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            del tag
            found.extend(value for name, value in attrs if name in {"href", "src", "action", "hx-get"} and value)

    Addresses().feed(page)
    assert found
    yield from found


def test_links_of_old_days_are_swept(cast: Cast) -> None:
    one = attack(cast)
    late = one.link.expires_at + LINK_EXPLAINED
    assert does.sweep_deciding_links(actor=MACHINE, at=late) == 0, "until then it says why it ended"
    young = does.make_deciding_link(decision=one.row, person=cast.elena, actor=MACHINE, at=late - LINK_LASTS)
    used_one = attack(cast)
    used(used_one)
    assert does.sweep_deciding_links(actor=MACHINE, at=late + timedelta(minutes=1)) == 2
    assert [link_by(each) is not None for each in (one.token, young, used_one.token)] == [False, True, False]
    assert does.sweep_deciding_links(actor=MACHINE, at=late + timedelta(minutes=1)) == 0
