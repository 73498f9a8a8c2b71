"""Posting to a web hook: what is not waited for, not read, and not written to by any of its names."""

import socket
from pathlib import Path
from typing import Any

import pytest

from parley.reactions import posting
from parley.reactions.posting import post
from tests.cast import Cast
from tests.receiver import Receiver, answering, dripping, receiving, stalling

pytestmark = pytest.mark.django_db
CERTIFICATES = Path(__file__).parent / "certificates"


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
