"""What somebody said in a mail, and what a client wrote that was sent on: over mails as programs write them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.notifications.rules.forwarding import day_in, forwarded_in
from parley.notifications.rules.plain import plain_of
from parley.notifications.rules.quoting import said_in
from tests.notifications.letters_written import ANSWERS, PASSED_ON, WORDS, Passed, Written


@pytest.mark.parametrize("written", ANSWERS, ids=lambda each: each.program)
def test_what_is_quoted_and_signed_is_cut(written: Written) -> None:
    assert said_in(written.text) == written.said
    assert said_in(written.text.replace("\n", "\r\n")) == written.said


@pytest.mark.parametrize("passed", PASSED_ON, ids=lambda each: each.program)
def test_who_wrote_what_was_sent_on_and_when(passed: Passed) -> None:
    found = forwarded_in(passed.text, own="parley.example")
    assert found is not None
    day = found.day.isoformat() if found.day else ""
    assert (found.sender, day, found.text) == (passed.sender, passed.day, passed.said)


@pytest.mark.parametrize("written", ANSWERS, ids=lambda each: each.program)
def test_a_text_in_which_nothing_was_sent_on_by_a_client_names_none(written: Written) -> None:
    found = forwarded_in(written.text, own="parley.example")
    assert found is None or found.sender.endswith("@parley.example")


@given(st.text(alphabet=" >\n:@-_<>0123456789ABCabcFromSentToSubjectOnwrote.", max_size=400))
def test_no_text_breaks_it_and_no_word_is_made_up(text: str) -> None:
    said = said_in(text)
    assert set(said.split("\n")) <= {line.rstrip() for line in text.split("\n")} | {""}
    assert said_in(said) == said or len(said_in(said)) < len(said)
    forwarded_in(text, own="parley.example")


@given(st.lists(st.sampled_from([
    "Yes.", "", "> quoted", "On Tue, 24 Nov 2026 at 14:03, P <p@q.example> wrote:", "--", "Sent from my iPhone",
    "From: A <a@b.example>", "Sent: Tuesday", "To: c", "Subject: d", "________________________",
]), max_size=30))  # fmt: skip
def test_no_line_that_is_marked_as_quoted_is_ever_said(lines: list[str]) -> None:
    assert "> quoted" not in said_in("\n".join(lines))


@pytest.mark.parametrize("text", [
    "> " * 100_000, "\n" * 200_000, "-" * 200_000, "On 1 " * 40_000 + ":", "From: a\n" * 25_000, "<@" * 100_000,
    "From: a@b.example\nDate: 1\nTo: c\n\n" * 5_000, "x@" * 100_000, "On 12:00 wrote:\n" * 12_000, "— " * 60_000,
])  # fmt: skip
def test_nothing_takes_long(text: str) -> None:
    begun = time.process_time()
    said_in(text)
    forwarded_in(text, own="parley.example")
    plain_of(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(("said", "day"), [
    ("Tue, 24 Nov 2026 14:03:11 +0100", "2026-11-24"), ("24.11.2026 14:03", "2026-11-24"),
    ("2026/11/24 14:03", "2026-11-24"), ("11/24/2026 2:03 PM", "2026-11-24"), ("24/11/2026", "2026-11-24"),
    ("11/11/2026", "2026-11-11"), ("03/04/2026", ""), ("mardi 24 novembre 2026 14:03", "2026-11-24"),
    ("31.02.2026", ""), ("yesterday", ""), ("24. März 2026", "2026-03-24"), ("2026年11月24日", "2026-11-24"),
])  # fmt: skip
def test_a_day_is_read_or_left_open(said: str, day: str) -> None:
    found = day_in(said)
    assert (found.isoformat() if found else "") == day


def test_the_words_of_a_page_are_lines_with_quotes_marked() -> None:
    page = """<html><head><style>p{}</style><title>no</title></head><body><p>Agreed.<br>Two of ours&nbsp;ask.</p>
    <script>alert(1)</script><div class="gmail_quote"><div>On Tue, Nov 24, 2026 at 2:03 PM Parley
    &lt;<a href="mailto:p@q.example">p@q.example</a>&gt; wrote:</div><blockquote><div>Hello</div><ul><li>one</li></ul>
    </blockquote></div></body></html>"""
    assert said_in(plain_of(page)) == "Agreed.\nTwo of ours ask."
    assert "> Hello" in plain_of(page)
    assert "> - one" in plain_of(page)


def test_outlooks_page_is_read_as_its_text_is() -> None:
    page = f"""<div class="WordSection1"><p class="MsoNormal">See below.<o:p></o:p></p><div style="border-top:solid">
    <p class="MsoNormal"><b>Von:</b> Weber, Anna &lt;anna@hartmann.example&gt; <br><b>Gesendet:</b> Dienstag,
    24. November 2026 14:03<br><b>An:</b> Tanaka, Aiko<br><b>Betreff:</b> Audits</p></div>
    <p class="MsoNormal">{WORDS}</p></div>"""
    found = forwarded_in(plain_of(page))
    assert found is not None
    assert (found.sender, str(found.day), found.text) == ("anna@hartmann.example", "2026-11-24", WORDS)
    assert said_in(plain_of(page)) == "See below."


@pytest.mark.parametrize("bit", [
    "<!", "<!--", "<![", "<?", "</", "<", "<a ", "<a b='", '<a b="', "&#", "<script>", "<div>", "<blockquote>",
    "<title>",
    "<a " * 1_600 + ">", "</a " * 1_200 + ">", "<?" * 2_400 + ">",
])  # fmt: skip
def test_no_page_takes_long(bit: str) -> None:
    begun = time.process_time()
    plain_of((bit * 300_000)[:300_000])
    assert time.process_time() - begun < 5


@given(st.text(alphabet="<>/!-&;\"'= abdivblockquotepr", max_size=300))
def test_no_page_breaks_it(page: str) -> None:
    assert isinstance(plain_of(page), str)
