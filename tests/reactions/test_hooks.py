"""Messages of web hooks against a receiver that behaves well, badly, slowly, or not at all."""

import json
import socket
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.db import connection
from standardwebhooks.webhooks import Webhook

from parley.disclosure.actions import move_stage, replan
from parley.kernel.refusals import Refused
from parley.ledger.models import Entry
from parley.ledger.queries import entry_told
from parley.notifications.actions.hooks import change_hook, replay, replay_failed, rotate_secret, try_hook, turn_hook
from parley.notifications.models.hooks import Delivery, DeliveryTry, HookHealth
from parley.notifications.queries.hooks import hooks_due, secret_of
from parley.notifications.rules.hooks import OFF_AFTER, SCHEDULE, secret_words
from parley.notifications.terms.hooks import DeliveryState, OffBecause, Sent, ToPost, hook_ref
from parley.people.actions import note_leaving
from parley.reactions import posting
from parley.reactions.hooks import body_of, carry_all, mail_hook_off, see_to_hooks
from parley.reactions.posting import post
from parley.roadmap.terms import Audience, Stage
from tests.cast import Cast, history
from tests.disclosure.made import approved, buyer, in_build
from tests.disclosure.made import told as told_client
from tests.notifications.hooked import hook
from tests.reactions.test_corrections import LATER
from tests.receiver import Receiver, answering, dripping, hang_up, receiving, stalling
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db
CERTIFICATES = Path(__file__).parent / "certificates"


@pytest.fixture
def receiver(settings: LazySettings) -> Any:
    settings.HOOK_HOSTS = frozenset({"127.0.0.1", "localhost"})
    with receiving() as kept:
        yield kept


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, cast: Cast) -> None:
        self.at = cast.at + timedelta(minutes=1)

    def __call__(self) -> Any:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


def moved(cast: Cast, title: str = "Consent receipts", audience: Audience = Audience.COMPANY) -> Any:
    """Move an initiative to another stage, and let web hooks know of it."""
    row = initiative(cast, title, audience=audience, stage=Stage.BUILD)
    move_stage(
        initiative=row,
        stage=Stage.LAUNCH,
        reason="Four clients ran it for a month without a fault.",
        actor=cast.noor,
        at=cast.at,
    )
    told = entry_told(Entry.objects.filter(kind="initiative.stage_moved").latest("pk").pk)
    assert told
    see_to_hooks(told, cast.at)
    see_to_hooks(told, cast.at)  # react may run again
    return row


def only(**facts: Any) -> Delivery:
    return Delivery.objects.get(**facts)


@pytest.mark.database
def test_a_message_is_signed_thin_and_goes_out_once(cast: Cast, receiver: Receiver) -> None:
    row, secret = hook(cast, receiver.at())
    hook(cast, receiver.at("/other"), Sent.REPLANNED)
    thing = moved(cast)
    clock = Clock(cast)
    assert carry_all(clock) == 1
    assert carry_all(clock) == 0
    [taken] = receiver.taken
    with time_machine.travel(clock.at, tick=False):  # the library compares with the clock of the process
        said = Webhook(secret).verify(taken.body, taken.headers)
    assert said["type"] == "initiative.stage_moved"
    assert said["data"]["thing"]["title"] == "Consent receipts"
    assert said["data"]["thing"]["link"].endswith(f"/initiatives/{thing.pk}/")
    assert "Four clients" not in taken.body.decode()  # the reason is read where it stands
    assert len(taken.body) < 20_000
    assert only().state is DeliveryState.DONE
    assert only().message == taken.headers["webhook-id"]
    assert HookHealth.objects.get(hook=row).done_at == clock.at


def test_what_not_everybody_may_see_at_that_moment_is_not_sent(cast: Cast, receiver: Receiver) -> None:
    hook(cast, receiver.at())
    moved(cast, "Heliotrope", audience=Audience.GROUP)
    assert carry_all(Clock(cast)) == 1
    assert not receiver.taken
    assert only().state is DeliveryState.DROPPED
    assert only().body == ""


def sent_of(cast: Cast, kind: str) -> dict[str, Any]:
    """Give what a web hook says of the newest event of a kind."""
    told = entry_told(Entry.objects.filter(kind=kind).latest("pk").pk)
    assert told
    see_to_hooks(told, cast.at)
    body = body_of(ToPost(1, kind, told.entry, "msg_1", ""))
    assert body
    data: dict[str, Any] = json.loads(body)["data"]
    return data


def test_no_name_of_a_client_leaves_the_company(cast: Cast) -> None:
    thing = in_build(cast)
    approved(cast, thing)
    told_client(cast, thing, buyer(cast, "Hartmann"))
    replan(initiative=thing, plan=LATER, reason="The audits moved to autumn.", actor=cast.noor, at=cast.at)
    corrected = sent_of(cast, Sent.CORRECTED)
    assert corrected["thing"]["key"] == thing.pk
    assert "what" not in corrected
    assert sent_of(cast, Sent.REPLANNED)["what"]


def test_every_kind_is_of_things_the_whole_company_may_see() -> None:
    assert {each.partition(".")[0] for each in Sent} <= {"decision", "initiative", "correction"}


def test_every_try_bears_one_name_and_its_own_moment(cast: Cast, receiver: Receiver) -> None:
    hook(cast, receiver.at())
    moved(cast)
    receiver.status = 500
    clock = Clock(cast)
    for seconds in SCHEDULE[1:4]:
        carry_all(clock)
        assert carry_all(clock) == 0
        pause = (only().due_at - clock.at).total_seconds()
        assert seconds * 0.8 <= pause <= seconds * 1.2
        clock.move(seconds=pause)
    receiver.status = 200
    carry_all(clock)
    assert {each.headers["webhook-id"] for each in receiver.taken} == {only().message}
    assert len({each.headers["webhook-timestamp"] for each in receiver.taken}) == 4
    assert only().state is DeliveryState.DONE
    assert list(DeliveryTry.objects.order_by("pk").values_list("status", flat=True)) == [500, 500, 500, 200]


def test_after_the_tenth_try_it_has_failed_and_can_be_sent_again(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    moved(cast)
    receiver.status = 503
    clock = Clock(cast)
    for _try in SCHEDULE:
        assert carry_all(clock) == 1
        HookHealth.objects.update(failures=0, paused_until=None, failing_since=None)  # others of it were taken
        clock.move(hours=30)
    assert only().state is DeliveryState.FAILED
    assert carry_all(clock) == 0
    receiver.status = 204
    assert replay_failed(hook=row, since=cast.at, actor=cast.ines, at=clock.at) == 1
    assert carry_all(clock) == 1
    assert only().state is DeliveryState.DONE
    replay(delivery=only(), actor=cast.ines, at=clock.at)
    assert carry_all(clock) == 1
    assert len({each.headers["webhook-id"] for each in receiver.taken}) == 1


def test_a_web_hook_pauses_after_four_failures_and_one_try_ends_it(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    for n in range(6):
        moved(cast, f"Number {n}")
    receiver.status = 500
    clock = Clock(cast)
    assert carry_all(clock) == 4
    clock.move(seconds=59)
    assert carry_all(clock) == 0
    clock.move(seconds=2)
    assert carry_all(clock) == 1
    clock.move(seconds=100)
    assert carry_all(clock) == 0
    receiver.status = 204
    clock.move(seconds=21)
    assert carry_all(clock) == 6
    assert HookHealth.objects.get(hook=row).failures == 0


def test_it_is_turned_off_after_forty_failures_with_a_mail_to_its_owner(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    moved(cast)
    receiver.status = 500
    HookHealth.objects.update(failures=OFF_AFTER - 1, failing_since=cast.at)
    clock = Clock(cast)
    carry_all(clock)
    row.refresh_from_db()
    assert row.off_because is OffBecause.TRIES
    assert only().state is DeliveryState.FAILED
    mail_hook_off({"hook": row.pk, "work": 1}, clock.at)
    [letter] = mail.outbox
    assert letter.to == [cast.ines.email]
    assert row.address in letter.body
    assert "turned web hook" in history(hook_ref(row.pk))[0]
    moved(cast, "While it is off")
    assert Delivery.objects.filter(state=DeliveryState.FAILED).count() == 2
    turn_hook(hook=row, on=True, actor=cast.ines, at=clock.at)
    receiver.status = 200
    assert replay_failed(hook=row, since=cast.at, actor=cast.ines, at=clock.at) == 2
    assert carry_all(clock) == 2


def test_days_without_success_turn_it_off(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    moved(cast)
    receiver.status = 500
    clock = Clock(cast)
    carry_all(clock)
    clock.move(days=5)
    carry_all(clock)
    row.refresh_from_db()
    assert row.off_because is OffBecause.DAYS


def test_the_owner_who_left_is_stood_in_for(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    change_hook(hook=row, address=row.address, kinds=tuple(Sent), owner=cast.sam, actor=cast.ines, at=cast.at)
    note_leaving(person=cast.sam, on=cast.at.date(), actor=cast.ines, at=cast.at)
    moved(cast)
    receiver.status = 410
    carry_all(Clock(cast))
    row.refresh_from_db()
    assert row.off_because is OffBecause.GONE
    mail_hook_off({"hook": row.pk, "work": 1}, cast.at)
    assert [letter.to for letter in mail.outbox] == [[cast.ines.email]]


@pytest.mark.parametrize(
    ("do", "trouble"),
    [
        (answering(302, Location="http://127.0.0.1/elsewhere"), "Redirects are not followed"),
        (answering(404, b"<b>no</b>"), "It answered 404."),
        (answering(500, b"x" * 10_000_000), "It answered 500."),
        (hang_up, "It could not be reached"),
        (lambda asked: asked.wfile.write(b"SSH-2.0-OpenSSH\r\n"), "It could not be reached"),
    ],
    ids=["redirect", "not found", "ten megabytes", "reset", "not HTTP"],
)
def test_what_is_no_success_is_said_and_tried_again(cast: Cast, receiver: Receiver, do: Any, trouble: str) -> None:
    hook(cast, receiver.at("/it"))
    receiver.does["/it"] = do
    moved(cast)
    carry_all(Clock(cast))
    assert trouble in only().trouble
    assert only().state is DeliveryState.WAITING
    assert [each.path for each in receiver.taken] == ["/it"]
    assert len(DeliveryTry.objects.get().answer) <= 500


@pytest.mark.parametrize("header", ["600", "date"])
def test_retry_after_is_honoured(cast: Cast, receiver: Receiver, header: str) -> None:
    clock = Clock(cast)
    value = format_datetime(clock.at.replace(microsecond=0) + timedelta(seconds=601)) if header == "date" else header
    receiver.does["/"] = answering(429, Retry_After=value)
    hook(cast, receiver.at())
    moved(cast)
    carry_all(clock)
    assert 600 <= (only().due_at - clock.at).total_seconds() <= 602


@pytest.mark.parametrize("do", [stalling(3), dripping(3)], ids=["stalls", "drips"])
def test_one_moment_ends_every_answer(receiver: Receiver, cast: Cast, monkeypatch: Any, do: Any) -> None:
    monkeypatch.setattr(posting, "WAITS", 0.5)
    receiver.does["/"] = do
    answer = post(receiver.at(), b"{}", {}, inside=frozenset({"127.0.0.1"}), at=cast.at)
    assert answer.status is None
    assert "no answer within" in answer.trouble
    assert answer.took < 1_500


def test_ten_megabytes_are_not_read(receiver: Receiver, cast: Cast) -> None:
    receiver.does["/"] = answering(200, b"x" * 10_000_000)
    answer = post(receiver.at(), b"{}", {}, inside=frozenset({"127.0.0.1"}), at=cast.at)
    assert answer.taken
    assert len(answer.text) == posting.READ


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]",
     "[::]", "[64:ff9b::7f00:1]"],
)  # fmt: skip
def test_this_computer_is_not_written_to_by_any_of_its_names(receiver: Receiver, cast: Cast, host: str) -> None:
    answer = post(receiver.at(host=host), b"{}", {}, inside=frozenset(), at=cast.at)
    assert answer.status is None
    assert "not on the public internet" in answer.trouble or "Nobody knows the name" in answer.trouble
    assert not receiver.taken


def test_a_name_is_asked_once_and_all_it_means_is_judged(receiver: Receiver, cast: Cast, monkeypatch: Any) -> None:
    """A name that means a public computer first and ours the second time, or both at once, leads nowhere."""
    asked: list[str] = []
    means = [["93.184.216.34", "127.0.0.1"]]

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if host[0].isdigit():  # what is connected to
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        asked.append(host)
        found = means[min(len(asked), len(means)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    answer = post(receiver.at(host="rebind.example"), b"{}", {}, inside=frozenset(), at=cast.at)
    assert "not on the public internet" in answer.trouble
    means[:] = [["127.0.0.1"], ["169.254.169.254"]]
    asked.clear()
    answer = post(receiver.at(host="ours.example"), b"{}", {}, inside=frozenset({"ours.example"}), at=cast.at)
    assert answer.taken
    assert asked == ["ours.example"]
    assert receiver.taken[0].headers["host"] == f"ours.example:{receiver.port}"


@pytest.mark.parametrize(("certificate", "works"), [("here", True), ("elsewhere", False)])
def test_tls_is_checked_against_the_name(cast: Cast, monkeypatch: Any, certificate: str, *, works: bool) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    with receiving(CERTIFICATES / f"{certificate}.pem") as kept:
        answer = post(kept.at(scheme="https"), b"{}", {}, inside=frozenset({"127.0.0.1"}), at=cast.at)
        assert answer.taken is works, answer
        assert bool(kept.taken) is works


def test_for_a_day_both_secrets_sign(cast: Cast, receiver: Receiver) -> None:
    row, old = hook(cast, receiver.at())
    new = rotate_secret(hook=row, actor=cast.ines, at=cast.at)
    clock = Clock(cast)
    for secrets, hours in (([old, new], 0), ([new], 25)):
        clock.move(hours=hours)
        try_hook(hook=row, actor=cast.ines, at=clock.at)
        carry_all(clock)
        taken = receiver.taken[-1]
        assert len(taken.headers["webhook-signature"].split()) == len(secrets)
        with time_machine.travel(clock.at, tick=False):
            for secret in secrets:
                assert Webhook(secret).verify(taken.body, taken.headers)["type"] == "hook.test"
    row.refresh_from_db()
    assert secret_words(secret_of(row.salt)) == new


def test_the_secret_in_use_is_not_lost_by_a_second_change_within_a_day(cast: Cast) -> None:
    row, _old = hook(cast)
    rotate_secret(hook=row, actor=cast.ines, at=cast.at)
    with pytest.raises(Refused, match="less than a day ago"):
        rotate_secret(hook=row, actor=cast.ines, at=cast.at + timedelta(hours=23))
    assert rotate_secret(hook=row, actor=cast.ines, at=cast.at + timedelta(hours=25))


def test_a_test_is_tried_once(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    receiver.status = 500
    try_hook(hook=row, actor=cast.ines, at=cast.at)
    carry_all(Clock(cast))
    assert only().state is DeliveryState.FAILED
    assert json.loads(only().body)["type"] == "hook.test"


def test_a_message_that_breaks_us_does_not_stop_the_others(cast: Cast, receiver: Receiver) -> None:
    hook(cast, receiver.at())
    moved(cast, "First")
    moved(cast, "Second")
    with connection.cursor() as cursor:  # an entry of a version that is to come: no door makes one
        cursor.execute(
            "INSERT INTO parley_entry (at, kind, data, chain) VALUES (%s, 'nobody.knows', '{}', 'x')", [cast.at]
        )
    poison = Delivery.objects.earliest("pk")
    Delivery.objects.filter(pk=poison.pk).update(entry=Entry.objects.latest("pk"))
    assert carry_all(Clock(cast)) == 2
    assert [json.loads(each.body)["data"]["thing"]["title"] for each in receiver.taken] == ["Second"]
    poison.refresh_from_db()
    assert poison.trouble == "KeyError: 'nobody.knows'"


def test_nothing_is_due_of_a_web_hook_that_another_serves(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    moved(cast)
    clock = Clock(cast)
    HookHealth.objects.filter(hook=row).update(leased_until=clock.at + timedelta(seconds=1), lease=7)
    assert hooks_due(clock.at, limit=20) == []
    clock.move(seconds=1)
    assert hooks_due(clock.at, limit=20) == [row.pk]
