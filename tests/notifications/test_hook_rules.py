"""When messages are tried again, when a web hook pauses and ends, what an address may be, and how we sign."""

from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook

from parley.kernel.refusals import Refused
from parley.notifications.rules.hooks import (
    GIVES_UP,
    LONGEST,
    OFF_AFTER,
    SCHEDULE,
    must_be_an_address,
    next_try,
    off_because,
    pause_after,
    secret_words,
    signatures,
)
from parley.notifications.terms.hooks import OffBecause

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
OURS = frozenset({"hooks.intern.example", "10.1.2.3"})


def test_ten_tries_over_three_days_each_within_a_fifth_of_the_schedule() -> None:
    assert sum(SCHEDULE) == 75 * 3600 + 35 * 60 + 5
    for tries, seconds in enumerate(SCHEDULE[1:], start=1):
        early, late = (next_try(tries, at=AT, dice=dice) for dice in (0.0, 1.0))
        assert early == AT + timedelta(seconds=seconds * 0.8)
        assert late == AT + timedelta(seconds=seconds * 1.2)
    assert next_try(10, at=AT, dice=0.5) is None


@pytest.mark.parametrize(("asked", "waits"), [(60, 60), (1, 5), (10**7, 86_400)])
def test_a_receiver_may_ask_for_more_time_and_for_a_day_at_most(asked: int, waits: int) -> None:
    assert next_try(1, at=AT, dice=0.5, asked=timedelta(seconds=asked)) == AT + timedelta(seconds=waits)


def test_a_web_hook_pauses_after_four_failures_for_twice_as_long_each_time() -> None:
    assert [pause_after(each) for each in range(4)] == [timedelta(0)] * 4
    assert [pause_after(each).total_seconds() / 60 for each in range(4, 9)] == [1, 2, 4, 8, 16]
    assert pause_after(OFF_AFTER) == LONGEST


def test_what_turns_a_web_hook_off() -> None:
    assert off_because(410, 1, AT, AT) is OffBecause.GONE
    assert off_because(500, OFF_AFTER - 1, AT, AT) is None
    assert off_because(500, OFF_AFTER, AT, AT) is OffBecause.TRIES
    assert off_because(None, 9, AT - GIVES_UP, AT) is OffBecause.DAYS
    assert off_because(None, 9, AT - GIVES_UP + timedelta(seconds=1), AT) is None


def test_the_library_of_the_specification_believes_us_with_either_secret() -> None:
    now, body = datetime.now(UTC), b'{"type": "decision.published"}'
    old, new = b"o" * 32, b"n" * 32
    signed = signatures([new, old], "msg_1", now, body)
    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signed}
    for secret in (old, new):
        assert Webhook(secret_words(secret)).verify(body, headers) == {"type": "decision.published"}
    with pytest.raises(Exception, match="No matching signature"):
        Webhook(secret_words(b"x" * 32)).verify(body, headers)


@pytest.mark.parametrize(
    "address",
    ["https://hooks.example.com/parley", "https://hooks.example.com:8443/a?b=c", "http://hooks.intern.example/a",
     "https://hooks.127.example/", "http://10.1.2.3/",
     "https://[2606:4700::1111]/x"],
)  # fmt: skip
def test_addresses_that_are_kept(address: str) -> None:
    assert must_be_an_address(f"  {address} ", inside=OURS) == address


@pytest.mark.parametrize(
    "address",
    ["", "hooks.example.com", "http://hooks.example.com/", "ftp://hooks.example.com/", "https://", "https:///x",
     "https://name:word@hooks.example.com/", "https://hooks.example.com/#x", "https://hooks.example.com:99999/",
     "https://hooks.example.com:0/", "https://höoks.example.com/", "https://hooks.example.com/a b", "file:///etc/passwd",
     "https://hooks.example.com/a\r\nX-Evil: 1", "https://hooks.example.com\\@10.0.0.1/", "https://[::1/",
     "https://hooks.example.com/" + "a" * 500, "javascript:alert(1)", "gopher://hooks.example.com/",
     "https://10.0.0.1/", "https://127.0.0.1:8443/x", "https://localhost/", "https://LOCALHOST./", "https://a.localhost/",
     "https://[::1]/", "https://[fe80::1]/", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest/",
     "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://192.168.0.1./"],
)  # fmt: skip
def test_addresses_that_are_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(Refused) as refusal:
        must_be_an_address(address, inside=OURS)
    assert refusal.value.field == "address"
    assert refusal.value.sentence.endswith(".")
