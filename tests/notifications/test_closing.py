"""How mails are closed: a courtesy and one's name are left out, and no sentence ever is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.notifications.rules.closing import COURTESIES, PERHAPS
from parley.notifications.rules.quoting import said_in

NOOR, SAYS = "Noor Haddad", "Yes, both.\n\nThey want it before June."
CLOSED = (
    "Best regards,\nNoor", "Kind regards\n\nNoor Haddad", "Thanks,\nNoor", "Cheers, Noor", "Best,\n\nN. Haddad",
    "Best regards", "Mit freundlichen Grüßen\nNoor Haddad", "Mit freundlichen Gruessen,\nHaddad", "Viele Grüße\nNoor",
    "LG Noor", "Vielen Dank!\nNoor", "Freundliche Grüsse\nNoor", "よろしくお願いいたします。\nNoor",
    "以上、よろしくお願いします。",
    "Best regards,\n*Noor*\n\nSent from my iPhone", "Sincerely,\nNOOR\n-- \nNoor Haddad\nClient services",
    "Viele Grüße\nNoor\n\nVon meinem iPhone gesendet", "Regards,\nNH",
)  # fmt: skip
KEPT = (
    "Best regards,\nNoor\n\nPS: They also want exports.", "Thanks,\nwill do", "Thanks!", "Best regards were sent.",
    "They close with:\nBest regards,\nwhich is odd.", "Noor", "Thanks,\nOmar", "Best regards,\nNoor\nOmar",
    "I asked Noor", "Danke", "Cheers", "Viele Grüße von Anna", "Best regards,\n👍", "Best regards,\nThey want exports",
    "ありがとうございます。", "来週確認します。よろしくお願いします。", "Thanks,\nNoor?\nOr Omar?",
)  # fmt: skip


@pytest.mark.parametrize("closing", CLOSED)
def test_a_courtesy_and_ones_own_name_at_the_end_are_left_out(closing: str) -> None:
    assert said_in(f"{SAYS}\n\n{closing}\n", by=NOOR) == SAYS
    quoted = "On Tue, Nov 24, 2026 at 2:03 PM Parley <parley@parley.example> wrote:\n> Hello"
    assert said_in(f"{SAYS}\n\n{closing}\n\n{quoted}".replace("\n", "\r\n"), by=NOOR) == SAYS


@pytest.mark.parametrize("closing", KEPT)
def test_what_may_be_said_is_kept(closing: str) -> None:
    assert said_in(f"{SAYS}\n\n{closing}", by=NOOR) == f"{SAYS}\n\n{closing}"


def test_whose_name_is_not_known_is_not_cut_with_the_name() -> None:
    assert said_in(f"{SAYS}\n\nBest regards,\nNoor") == f"{SAYS}\n\nBest regards,\nNoor"
    assert said_in(f"{SAYS}\n\n敬具\n田中", by="田中 愛子") == SAYS


@pytest.mark.parametrize("text", ["Thanks,\nNoor", "Best regards", "Vielen Dank\nNoor Haddad"])
def test_thanking_may_be_all_that_is_said(text: str) -> None:
    assert said_in(text, by=NOOR) == text


def test_a_signature_with_nothing_above_it_says_nothing() -> None:
    assert said_in("-- \nNoor Haddad\nClient services\n+44 20 0000", by=NOOR) == ""
    assert said_in("--\nTwo of ours ask.", by=NOOR) == "--\nTwo of ours ask."


WORDS = st.sampled_from([
    *sorted(COURTESIES | PERHAPS), "Noor", "Haddad", "Omar", "Yes, both.", "They want it before June", "PS: exports",
    "", "-- two", "👍", "?", "Best regards from Anna", "以上です。次に", "Grüße, Noor", "Thanks Noor for asking",
    "Noor asks",
])  # fmt: skip


@given(st.lists(WORDS, max_size=12))
def test_no_sentence_is_ever_lost(lines: list[str]) -> None:
    """What is left out stands at the end, as one courtesy, and names; all above it is there, line by line."""
    said = [each for each in said_in("\n".join(lines), by=NOOR).split("\n") if each]
    wrote = [each for each in lines if each]
    assert wrote[: len(said)] == said
    courtesy, *names = wrote[len(said) :] or [""]
    assert {*re.findall(r"\w+", " ".join(names))} <= {"Noor", "Haddad"}
    assert courtesy in COURTESIES | PERHAPS | {"", "Grüße, Noor"}


@given(st.lists(st.text(alphabet="abc Noor Thanks,.!?\nBest regards", min_size=1, max_size=60), min_size=1, max_size=6))
def test_a_sentence_with_another_word_in_it_is_there(some: list[str]) -> None:
    text = "\n".join(f"{each} exports" for each in some)
    assert said_in(f"{text}\n\nBest regards,\nNoor", by=NOOR) == said_in(text)
