"""Web hooks in the settings: made, tried, changed, turned off and on, replayed, ended; and the page of delivery."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.outbox import Leased
from parley.ledger.terms import MACHINE
from parley.notifications.actions.delivering import claim_hook, note_try
from parley.notifications.actions.hooks import try_hook
from parley.notifications.models.hooks import Delivery, Hook, HookHealth
from parley.notifications.queries.hooks import secret_of
from parley.notifications.rules.hooks import secret_words
from parley.notifications.terms.hooks import MOST_HOOKS, TEST, Answer, DeliveryState, OffBecause, Sent, hook_ref
from tests.cast import Cast, history
from tests.notifications.hooked import hook

pytestmark = pytest.mark.django_db
ADDRESS = "https://hooks.example.com/parley"
TYPED = {"address": ADDRESS, "kinds": ["decision.published", "initiative.replanned"], "owner": "sam@parley.example"}
REFUSAL = "Only product operations can do this"


def made(cast: Cast) -> Hook:
    return hook(cast)[0]


def failed(cast: Cast, row: Hook, many: int = 1, kind: str = Sent.DECIDED) -> Delivery:
    """Messages of a web hook that failed."""
    for n in range(many):
        Delivery.objects.create(hook=row, kind=kind, message=f"msg_{n}_{row.pk}", state=DeliveryState.FAILED,
                                due_at=cast.at, made_at=cast.at, trouble="It answered 500.", tries=10)  # fmt: skip
    return Delivery.objects.latest("pk")


@pytest.mark.database
def test_a_web_hook_is_made_and_its_secret_is_shown_once(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    answer = browser.post("/company/hooks/new/", TYPED)
    assert answer.status_code == 200
    row = Hook.objects.get()
    secret = secret_words(secret_of(row.salt))
    assert secret in answer.text
    assert row.kinds == ["decision.published", "initiative.replanned"]
    assert row.owner == cast.sam
    for page in ("/company/hooks/", f"/company/hooks/{row.pk}/", f"/company/hooks/{row.pk}/change/"):
        shown = browser.get(page)
        assert shown.status_code == 200
        assert ADDRESS in shown.text
        assert "whsec_" not in shown.text
    assert history(hook_ref(row.pk)) == [
        f"made web hook {row.pk}, owned by [person:{cast.sam.pk}]: it sends decision.published, initiative.replanned"
    ]
    rotated = browser.post(f"/company/hooks/{row.pk}/secrets/")
    assert secret not in rotated.text
    [new] = set(re.findall(r"whsec_[\w+/=]+", rotated.text))
    row.refresh_from_db()
    assert secret_words(secret_of(row.salt)) == new
    assert secret_words(secret_of(row.salt_before)) == secret


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"address": "http://hooks.example.com/"}, "begins with https://"),
        ({"address": "https://me:word@hooks.example.com/"}, "Leave out names"),
        ({"kinds": []}, "Choose at least one."),
        ({"kinds": ["survey.answered"]}, "cannot be chosen here"),
        ({"owner": "Nobody Here"}, "Nobody here is called"),
    ],
)
def test_what_is_wrong_is_refused_and_what_was_typed_is_kept(cast: Cast, wrong: Any, sentence: str) -> None:
    answer = cast.browser(cast.ines).post("/company/hooks/new/", TYPED | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (wrong.get("address") or ADDRESS) in answer.text
    assert not Hook.objects.exists()


def test_there_are_twenty_at_most(cast: Cast) -> None:
    for _n in range(MOST_HOOKS):
        made(cast)
    answer = cast.browser(cast.ines).post("/company/hooks/new/", TYPED)
    assert answer.status_code == 422
    assert "End one that nobody needs first" in answer.text


def test_only_product_operations_come_near_it(cast: Cast) -> None:
    row = made(cast)
    message = failed(cast, row)
    stranger, begun = cast.browser(cast.sam), f"/company/hooks/{row.pk}/"
    for page in ("", "change/", f"deliveries/{message.pk}/"):
        answer = stranger.get(begun + page)
        assert answer.status_code == 422
        assert REFUSAL in answer.text
        assert ADDRESS not in answer.text
    for sent in ("change/", "secrets/", "tests/", "turning/", "end/", "replays/", f"deliveries/{message.pk}/replays/"):
        answer = stranger.post(begun + sent, TYPED | {"on": "no", "since": "2026-01-01"})
        assert answer.status_code == 422
        assert REFUSAL in answer.text
    assert stranger.post("/company/work/tries/").status_code == 422
    assert Hook.objects.get().off_at is None
    assert Delivery.objects.get().state is DeliveryState.FAILED


def test_all_that_is_wrong_is_said_at_once(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    answer = browser.post("/company/hooks/new/", {"address": "https://127.0.0.1/x", "owner": "Nobody At All"})
    assert answer.status_code == 422
    for part in ("only to receivers on the public internet", 'id="id_kinds_error"', 'id="id_owner_error"'):
        assert part in answer.text
    assert not Hook.objects.exists()


def test_a_failed_test_says_that_nothing_waits_and_is_not_sent_again_with_what_failed(cast: Cast) -> None:
    row, browser = made(cast), cast.browser(cast.ines)
    begun = f"/company/hooks/{row.pk}/"
    failed(cast, row, kind=TEST)
    HookHealth.objects.filter(hook=row).update(failures=1)
    for page in ("/company/hooks/", begun):
        assert "The last try failed; nothing waits" in browser.get(page).text
    refused = browser.post(f"{begun}replays/", {"since": "2020-01-01"})
    assert refused.status_code == 422
    assert "nothing but tests failed since then" in refused.text
    Delivery.objects.update(state=DeliveryState.WAITING)
    assert "Fails, and is tried again" in browser.get(begun).text


def test_what_is_not_there_is_not_found(cast: Cast) -> None:
    row, browser = made(cast), cast.browser(cast.ines)
    other = failed(cast, made(cast))
    for page in ("/company/hooks/98765/", "/company/hooks/98765/change/",
                 f"/company/hooks/{row.pk}/deliveries/{other.pk}/"):  # fmt: skip
        assert browser.get(page).status_code == 404
    assert browser.post(f"/company/hooks/{row.pk}/deliveries/{other.pk}/replays/").status_code == 404


@pytest.mark.database
def test_it_is_changed_turned_off_and_on_and_ended(cast: Cast) -> None:
    row, browser = made(cast), cast.browser(cast.ines)
    begun = f"/company/hooks/{row.pk}/"
    assert browser.post(f"{begun}change/", TYPED | {"address": f"{ADDRESS}/2"}).status_code == 302
    row.refresh_from_db()
    assert row.address == f"{ADDRESS}/2"
    assert browser.post(f"{begun}tests/").status_code == 302
    assert browser.post(f"{begun}turning/", {"on": "no"}).status_code == 302
    assert Delivery.objects.get().state is DeliveryState.FAILED
    assert "somebody turned it off" in browser.get(begun).text
    assert browser.post(f"{begun}turning/", {"on": "no"}).status_code == 422
    assert browser.post(f"{begun}tests/").status_code == 422
    assert browser.post(f"{begun}turning/", {"on": "yes"}).status_code == 302
    assert not outbox.waits("mail_hook_off", hook=row.pk)
    assert browser.post(f"{begun}end/").status_code == 302
    assert browser.get(begun).status_code == 404
    row.refresh_from_db()
    assert row.salt == ""
    assert not Delivery.objects.exists()


def test_what_failed_is_sent_again_one_or_all(cast: Cast) -> None:
    row, browser = made(cast), cast.browser(cast.ines)
    one = failed(cast, row, 3)
    begun = f"/company/hooks/{row.pk}/"
    assert browser.post(f"{begun}deliveries/{one.pk}/replays/").status_code == 302
    assert Delivery.objects.filter(state=DeliveryState.WAITING).get() == one
    assert browser.post(f"{begun}deliveries/{one.pk}/replays/").status_code == 422
    tomorrow = (timezone.now() + timedelta(days=2)).date()
    late = browser.post(f"{begun}replays/", {"since": f"{tomorrow}", "hour": "10:00"})
    assert late.status_code == 422
    assert "That is still to come." in late.text
    assert f"{tomorrow}" in late.text
    assert browser.post(f"{begun}replays/", {"since": "rubbish"}).status_code == 422
    since = (cast.at - timedelta(days=2)).date()
    assert browser.post(f"{begun}replays/", {"since": f"{since}"}).status_code == 302
    assert Delivery.objects.filter(state=DeliveryState.WAITING).count() == 3
    assert history(hook_ref(row.pk))[0] == f"sent 2 messages of web hook {row.pk} again"


def test_a_message_shows_what_was_sent_and_answered(cast: Cast) -> None:
    row = made(cast)
    message = try_hook(hook=row, actor=cast.ines, at=cast.at)
    claim = claim_hook(hook=row.pk, lease=timedelta(minutes=2), actor=MACHINE, at=cast.at)
    assert claim
    answer = Answer(500, "It answered 500.", "<script>alert(1)</script>", 12)
    assert note_try(claim=claim, delivery=message.pk, answer=answer, body='{"type": "hook.test"}', dice=0.5,
                    actor=MACHINE, at=cast.at)  # fmt: skip
    shown = cast.browser(cast.ines).get(f"/company/hooks/{row.pk}/deliveries/{message.pk}/").text
    for words in ("It answered 500.", "&lt;script&gt;", "hook.test", message.message, "a test"):
        assert words in shown
    assert "<script>alert" not in shown


def test_lists_are_paged_and_cost_the_same_however_long(cast: Cast, django_assert_max_num_queries: Any) -> None:
    row, browser = made(cast), cast.browser(cast.ines)
    failed(cast, row, 120)
    with django_assert_max_num_queries(15):
        first = browser.get(f"/company/hooks/{row.pk}/")
    assert first.text.count("It answered 500.") == 50
    assert browser.get(f"/company/hooks/{row.pk}/?page=3&state=failed").text.count("It answered 500.") == 20
    assert "None of these" in browser.get(f"/company/hooks/{row.pk}/?state=done").text
    for _n in range(8):
        made(cast)
    with django_assert_max_num_queries(15):
        assert browser.get("/company/hooks/").text.count(ADDRESS) == 9


def test_the_page_of_delivery_says_what_waits_and_what_is_wrong(cast: Cast, django_assert_max_num_queries: Any) -> None:
    Pending.objects.all().delete()
    browser = cast.browser(cast.ines)
    assert "everything that was to be done is done." in browser.get("/company/work/").text
    now = timezone.now()
    for n in range(3):
        outbox.ensure("mail_notice", unique_key=f"n{n}", run_after=now - timedelta(minutes=150), payload={})
    outbox.ensure("mail_wave", unique_key="later", run_after=now + timedelta(days=1), payload={})
    outbox.put_off(_taken(), at=now, trouble="ConnectionRefusedError: [Errno 111] Connection refused")
    row = made(cast)
    waits = failed(cast, row)
    Delivery.objects.filter(pk=waits.pk).update(state=DeliveryState.WAITING)
    HookHealth.objects.filter(hook=row).update(failures=5, paused_until=now + timedelta(minutes=2))
    for n in range(2):
        outbox.ensure("count_wave", unique_key=f"c{n}", run_after=now - timedelta(minutes=200), payload={})
        work = outbox.take(at=now)
        assert work
        outbox.put_off(Leased(work.key, work.task, {}, 99, work.lease), at=now, trouble="ValueError: no")
    with django_assert_max_num_queries(15):
        shown = browser.get("/company/work/").text
    for words in ("The oldest waits for 2 hours", "mail notice", "messages of web hooks", "3 mails wait",
                  "Connection refused",
                  "Fails, and is left alone until", "ValueError: no", "Try all 2 again"):  # fmt: skip
        assert words in shown, words
    assert "mail wave" not in shown
    assert browser.post("/company/work/tries/").status_code == 302
    assert not outbox.parked()
    again = browser.post("/company/work/tries/")
    assert again.status_code == 422
    assert "Nothing is waiting for you any more" in again.text


def _taken() -> Leased:
    work = outbox.take(at=timezone.now())
    assert work
    return work


def test_one_that_was_turned_off_for_failing_says_why(cast: Cast, settings: LazySettings) -> None:
    row = made(cast)
    HookHealth.objects.filter(hook=row).update(failures=39, failing_since=cast.at)
    message = failed(cast, row)
    Delivery.objects.filter(pk=message.pk).update(state=DeliveryState.WAITING, tries=0)
    claim = claim_hook(hook=row.pk, lease=timedelta(minutes=2), actor=MACHINE, at=cast.at)
    assert claim
    note_try(claim=claim, delivery=message.pk, answer=Answer(None, "It could not be reached."), body="", dice=0.5,
             actor=MACHINE, at=cast.at)  # fmt: skip
    row.refresh_from_db()
    assert row.off_because is OffBecause.TRIES
    browser = cast.browser(cast.ines)
    for page in ("/company/work/", "/company/hooks/", f"/company/hooks/{row.pk}/"):
        assert "Off: it failed too often in a row" in browser.get(page).text
