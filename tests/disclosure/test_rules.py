"""Whether a client may be told, and if not, when probably."""

import pytest

from parley.disclosure.rules import may_be_told
from parley.disclosure.terms import Told
from parley.kernel.spans import window_of
from parley.roadmap.terms import STAGE_LABELS, Stage


@pytest.mark.parametrize("stage", Stage)
def test_without_approved_words_nobody_is_told_and_the_page_says_what_to_expect(stage):
    telling = may_be_told(stage, labels=STAGE_LABELS, window=None)
    assert telling.whom is Told.NOBODY
    assert telling.sentence.startswith("Nothing")
    assert telling.when


@pytest.mark.parametrize(
    ("stage", "whom", "words"),
    [
        (Stage.GATHER, Told.NOBODY, "once it is in Alpha or Beta"),
        (Stage.EXPLORE, Told.NOBODY, "once it is in Alpha or Beta"),
        (Stage.ALPHA, Told.NAMED_CLIENTS, "the clients in its Alpha"),
        (Stage.BETA, Told.NAMED_CLIENTS, "the clients in its Beta"),
        (Stage.BUILD, Told.ANY_CLIENT, "a quarter, never a day"),
        (Stage.LAUNCH, Told.ANY_CLIENT, "with a day"),
        (Stage.LIVE, Told.ANY_CLIENT, "with a day"),
        (Stage.STOPPED, Told.NOBODY, "to correct that"),
    ],
)
def test_a_stage_bounds_whom_approved_words_reach(stage, whom, words):
    telling = may_be_told(stage, labels=STAGE_LABELS, window=None, approved=True)
    assert telling.whom is whom
    assert words in telling.when


def test_the_window_is_said_to_be_for_colleagues():
    telling = may_be_told(Stage.BUILD, labels=STAGE_LABELS, window=window_of("Q2 2027"))
    assert telling.when.endswith("Its window is Q2 2027, which is for colleagues only.")
