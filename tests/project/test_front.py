"""The front refuses what is larger than any page takes, as early as it can be told."""

import asyncio
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from parley.project.front import LARGEST_BODY, LARGEST_FILE, Front
from parley.project.wsgi import application
from parley.screens.unread import TOO_LARGE

MIB = 2**20


def pages(environ: dict[str, Any], start: Any) -> list[bytes]:
    start("413 Too large" if TOO_LARGE in environ else "200 OK", [])
    return [str(len(environ["wsgi.input"].read())).encode()]


def answer(
    chunks: list[bytes], *, length: str = "", path: bytes = b"/", kind: str = "", pages: Any = pages
) -> tuple[int, bytes, int]:
    """Send a body in chunks; give the answer's status and body, and how many chunks were asked for."""
    said: list[MutableMapping[str, Any]] = []
    asked = 0

    async def receive() -> MutableMapping[str, Any]:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": chunks[asked - 1], "more_body": asked < len(chunks)}

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append(message)

    headers = [(name, text.encode()) for name, text in ((b"content-length", length), (b"content-type", kind)) if text]
    scope = {
        "type": "http", "method": "POST", "raw_path": path, "query_string": b"", "http_version": "1.1",
        "headers": headers,
    }  # fmt: skip
    answer = Front(pages, threads=1, attachment=10_000_000, started=list, stopped=list)(scope, receive, send)
    with ThreadPoolExecutor(1) as thread:  # beside the loop that a browser of an earlier test may keep in this one
        thread.submit(asyncio.run, answer).result()
    return said[0]["status"], said[1]["body"], asked


def test_what_a_page_takes_goes_through() -> None:
    body = b"x" * (LARGEST_BODY // 2)
    assert answer([body, body], length=str(LARGEST_BODY)) == (200, str(2 * len(body)).encode(), 2)


@pytest.mark.parametrize("length", [str(LARGEST_BODY + 1), "9" * 5000])
def test_a_body_said_to_be_larger_is_refused_unread(length: str) -> None:
    status, _, asked = answer([b"x"], length=length)
    assert (status, asked) == (413, 0)


def test_a_body_that_does_not_say_how_large_it_is_is_cut_off() -> None:
    status, _, asked = answer([b"x" * MIB] * 100)
    assert (status, asked) == (413, 3)


@pytest.mark.parametrize("path", [b"/answer/a-token_1/", b"/trials/places/12/feedback/", b"/topics/3/comments/"])
def test_two_attachments_and_what_is_said_with_them_go_through_where_they_may_come(path: bytes) -> None:
    two = b"x" * 20_500_000
    assert answer([two], path=path)[0] == 200
    assert answer([two], path=path + b"more/")[0] == 413
    assert answer([two, two], path=path)[0] == 413


def test_a_letter_goes_through_where_letters_come_and_is_refused_there() -> None:
    assert answer([b"x" * 15_500_000], path=b"/mail-in/")[0] == 200
    assert answer([b"x" * 16_500_000], path=b"/mail-in/")[0] == 413


@pytest.mark.parametrize(
    ("path", "kind", "sentences"),
    [
        (b"/topics/3/comments/", "multipart/form-data; boundary=x", ["more than 21 MB", "One file may have 10 MB"]),
        (b"/imports/", "multipart/form-data; boundary=x", ["more than 21 MB", "import it with ./parley import"]),
        (b"/topics/new/", "application/x-www-form-urlencoded", ["more than 3 MB", "Keep what matters"]),
    ],
)
def test_what_was_too_large_is_answered_with_a_page_that_says_what_to_do(
    path: bytes, kind: str, sentences: list[str]
) -> None:
    status, said, asked = answer([b"x"], length=str(LARGEST_FILE + 1), path=path, kind=kind, pages=application)
    assert (status, asked) == (413, 0)
    for each in (*sentences, f'href="{path.decode()}"', "css/frame.css"):
        assert each in said.decode()
    assert said.decode().count("parley import") == (path == b"/imports/")
