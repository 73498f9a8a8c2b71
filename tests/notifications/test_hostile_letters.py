"""Mails that are made to break what reads them: a letter or a refusal comes of each, soon, and no header is made up."""

import base64
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.kernel.refusals import Refused
from parley.notifications.rules.letters import MOST_NESTED, letter_of
from parley.notifications.terms.letters import MOST_READ, Letter

TO = "parley+abc@localhost"
HEAD = f"From: aiko@parley.example\nTo: {TO}\nMIME-Version: 1.0\n".encode()


def nested(depth: int, kind: str = "mixed") -> bytes:
    begun = b"".join(f'Content-Type: multipart/{kind}; boundary="b{n}"\n\n--b{n}\n'.encode() for n in range(depth))
    return HEAD + begun + b"Content-Type: text/plain\n\nDeep.\n"


def mails_in_mails(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * depth + b"From: a@b.example\n\nDeep.\n"


def in_charset(charset: str, content: bytes) -> bytes:
    return HEAD + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode() + content


@pytest.mark.parametrize("mail", [
    nested(MOST_NESTED + 1), nested(5_000), mails_in_mails(5_000), nested(5_000).replace(b"\n", b"\r"),
    HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 20_000,
    HEAD + b"Content-Type: multipart/mixed" + b";" * 1_000_000 + b"boundary=b\n\n--b\n\nx",
    HEAD + b"Content-Type: multipart/mixed" + b"\n ;" * 500_000 + b"boundary=b\n\n--b\n\nx",
    b"a:b\n" * 1_000_000,
], ids=range(8))  # fmt: skip
def test_what_would_take_too_much_is_refused_soon(mail: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(Refused, match="cannot be read"):
        letter_of(mail)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("mail", [
    nested(MOST_NESTED), nested(MOST_NESTED, "alternative"), mails_in_mails(MOST_NESTED), b"", b"\n", b"\0" * 1_000,
    HEAD + b"X: " + b"y" * 2_000_000 + b"\n\nHello", HEAD + b"To: " + b"a@b.example, " * 100_000 + b"\n\nHello",
    HEAD + b"Cc: " + b"(" * 100_000 + b"\n\nHello", HEAD + b"References: " + b"<a@b> " * 100_000 + b"\n\nHello",
    HEAD + b"Subject: " + b"=?utf-8?q?=" * 50_000 + b"\n\nHello", b"From: " + b"=?utf-8?b?" * 5_000 + b"\n\nHello",
    HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000, HEAD + b"Content-Type: text/html\n\n" + b"<!" * 100_000,
    HEAD + b"Content-Type: text/plain; charset=punycode\n\n" + b"a-" * 500_000,
    HEAD + b"Content-Type: text/plain; charset*=utf-8''%ff\n\nHello", HEAD + b"Content-Type: /;;=\n\nHello",
    HEAD + b"Content-Disposition: attachment; filename*0*=utf-16''%00; filename*1=x\n\nHello",
], ids=range(18))  # fmt: skip
def test_what_is_strange_is_read_soon(mail: bytes) -> None:
    begun = time.process_time()
    assert isinstance(letter_of(mail), Letter)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(("charset", "content", "said"), [
    ("utf-8", "Grüße".encode(), "Grüße"), ("iso-8859-1", "Grüße".encode("latin-1"), "Grüße"),
    ("us-ascii", "Grüße".encode(), "Grüße"), ("no-such", "Grüße".encode(), "Grüße"),
    ("no-such", b"Gr\xfc\xdfe", "Grüße"), ("iso-2022-jp", "了解".encode("iso-2022-jp"), "了解"),
    ("shift_jis", "了解".encode("shift_jis"), "了解"), ("windows-1252", b"\x93Yes\x94", "“Yes”"),
    ("unicode_escape", b"\\x41", "\\x41"), ("utf-8", b"No\0thing", "Nothing"), ("utf-7", b"+2AA-", "?"),
])  # fmt: skip
def test_words_are_read_in_their_charset_or_as_well_as_can_be(charset: str, content: bytes, said: str) -> None:
    found = letter_of(in_charset(charset, content)).text
    assert found.strip() == said
    found.encode()


def test_no_header_is_made_up_by_what_stands_in_another() -> None:
    letter = letter_of(
        b"From: =?utf-8?q?aiko=40parley.example=0D=0ATo=3A_x=40y.example?= <sam@parley.example>\n"
        b"To: =?utf-8?b?" + base64.b64encode(TO.encode()) + b"?= <other@localhost>\n"
        b"Message-ID: <a@b>\r\n\tX <c@d>\nSubject: a =?utf-8?q?=0D=0ABcc=3A_x=40y.example?=\n\nHello"
    )
    assert letter.sender == "sam@parley.example"
    assert letter.to == ("other@localhost",)
    assert letter.name == "<a@b>"


@pytest.mark.parametrize("head", [
    b"From: aiko@parley.example\nFrom: sam@parley.example\n", b"From: aiko@parley.example, sam@parley.example\n",
    b"From:\n", b"Sender: aiko@parley.example\n", b"From: aiko\n",
])  # fmt: skip
def test_who_says_to_be_two_is_nobody(head: bytes) -> None:
    assert letter_of(head + b"\nHello").sender == ""


LINES = r"""
Content-Type: text/plain; charset=utf-8
Content-Type: text/html
Content-Type: multipart/mixed; boundary=b
Content-Type: multipart/alternative; boundary="c"
Content-Type: message/rfc822
Content-Type: image/png; name=x.png
Content-Type: text/calendar; charset=x
Content-Type: message/delivery-status
Content-Type: message/partial
Content-Type: message/external-body
Content-Transfer-Encoding: base64
Content-Transfer-Encoding: quoted-printable
Content-Transfer-Encoding: x-uuencode
Content-Disposition: attachment; filename="a\"b.pdf"
From: x@y.example
Date: Tue, 99 Foo 2026
BEGIN:VCALENDAR
begin 666 x
AAAA====A
--b
--b--
--c
--c--
"""
PARTS = st.sampled_from([*(f"{each}\n".encode() for each in LINES.split("\n")), b" \n", b"=\xff=0", b"\r", b"\0"])


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(PARTS, max_size=25), st.binary(max_size=60))
def test_whatever_comes_a_letter_or_a_refusal_comes_of_it(parts: list[bytes], more: bytes) -> None:
    for mail in (HEAD + b"".join(parts) + more, b"".join(parts), more):
        try:
            letter = letter_of(mail)
        except Refused:
            continue
        for text in texts_of(letter):
            assert "\0" not in text
            text.encode()


def texts_of(letter: Letter) -> Iterator[str]:
    yield from (letter.name, letter.sender, letter.text, letter.calendar, *letter.to, *letter.answers)
    yield from (each.name for each in letter.enclosed)
    if letter.passed_on:
        yield from (letter.passed_on.sender, letter.passed_on.text)


def test_the_rest_of_what_is_too_large_is_not_read() -> None:
    letter = letter_of(HEAD + b"\nHello\n" + b"x" * MOST_READ)
    assert not letter.whole
    assert letter.sender == "aiko@parley.example"


def test_files_are_those_somebody_attached() -> None:
    small, large = b"logo", b"x" * 40_000

    def part(kind: str, disposition: str, content: bytes) -> bytes:
        head = f"--b\nContent-Type: {kind}\nContent-Disposition: {disposition}\nContent-Transfer-Encoding: base64\n\n"
        return head.encode() + base64.encodebytes(content) + b"\n"

    letter = letter_of(
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nWords\n"
        + part("image/png; name=image001.png", 'inline; filename="image001.png"', small)
        + part("image/png; name=image002.png", 'inline; filename="image002.png"', large)
        + part("application/pkcs7-signature; name=smime.p7s", 'attachment; filename="smime.p7s"', b"sign")
        + part("text/x-vcard; name=aiko.vcf", 'attachment; filename="aiko.vcf"', b"card")
        + part("application/pdf", 'attachment; filename="=?utf-8?q?Entw=C3=BCrfe.pdf?="', b"%PDF-") + b"--b--\n"
    )  # fmt: skip
    assert [each.name for each in letter.enclosed] == ["image002.png", "Entwürfe.pdf"]
    assert letter.text.strip() == "Words"
