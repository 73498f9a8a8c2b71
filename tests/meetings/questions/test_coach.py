"""The question coach: right when it speaks, silent otherwise, and its rewrites need no further hint."""

import json
from pathlib import Path

import pytest

from parley.kernel.intervals import wilson
from parley.meetings.rules.questions import RULES, hint_of, is_english
from parley.meetings.terms.questions import Flag

HERE = Path(__file__).parent
METHODS = Path(__file__).parents[3].parent / "shared" / "methods" / "e_questions.json"
OURS = {"double_barrelled": "double", "ok": "-"}  # what the published labels are called here
NOT_FOUND = {"q02", "q03", "q04", "q11", "q22", "q24", "q29"}  # what they presuppose stands in no word of theirs


def rows(name):
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


ALL = rows("product_meeting") + rows("written_after")


def spoke_of(question, glossary=None):
    hint = hint_of(question, glossary)
    assert hint, question
    return hint


def spoken(question, glossary=None):
    hint = hint_of(question, glossary)
    return hint.flag.value if hint else "-"


@pytest.mark.parametrize(("name", "low"), [("product_meeting", 0.95), ("written_after", 0.9)])
def test_it_is_right_nine_times_in_ten_and_raises_no_false_alarm(name, low):
    said = [(spoken(question), label, question) for label, question in rows(name)]
    wrong = [each for each in said if each[0] not in {"-", each[1]}]
    assert not wrong
    spoke = [each for each in said if each[0] != "-"]
    bounds = wilson(len(spoke) - len(wrong), len(spoke))
    assert bounds
    assert bounds[0] > low
    assert len(spoke) / sum(label != "-" for _, label, _ in said) > 0.9
    assert {each[0] for each in spoke} == set(Flag)


def test_the_published_examples_are_flagged_as_published_or_not_at_all():
    examples = json.loads(METHODS.read_text(encoding="utf-8"))
    said = {each["id"]: spoken(each["text"]) for each in examples}
    labels = {each["id"]: {OURS.get(label, label) for label in each["labels"]} for each in examples}
    assert not [key for key, flag in said.items() if flag != "-" and flag not in labels[key]]
    assert {key for key, flag in said.items() if flag == "-" and "-" not in labels[key]} == NOT_FOUND
    assert len(examples) == 30


def test_the_phrase_stands_in_the_question_where_it_says():
    for _, question in ALL:
        hint = hint_of(question)
        if hint:
            assert hint.phrase
            assert question[hint.begins : hint.begins + len(hint.phrase)] == hint.phrase


def test_a_rewrite_needs_no_hint_and_is_another_question():
    for _, question in ALL:
        hint = hint_of(question)
        if hint:
            assert spoken(hint.rewrite) == "-", hint.rewrite
            assert hint.rewrite != question
            assert hint.rewrite[:1] == hint.rewrite[:1].upper()


@pytest.mark.parametrize(("question", "rewrite"), [
    ("Don't you think that the new menu is better?", "What makes you agree or disagree that the new menu is better?"),
    ("What do you think of our amazing new editor?", "What do you think of our new editor?"),
    ("How satisfied are you with our pricing and support?", "How satisfied are you with our pricing?"),
    ("Do you oppose not renewing the contract?", "Do you support renewing the contract?"),
    ("The pilot ran in May. Did the training help your clients?",
     "The pilot ran in May. How did the training help your clients, if at all?"),
    ("Do you regularly open the digest?", "How many times in the last month did you open the digest?"),
])  # fmt: skip
def test_a_rewrite_asks_the_same(question, rewrite):
    assert spoke_of(question).rewrite == rewrite


def test_the_companys_own_glossary_comes_before_any_list():
    question = "How does the SPX hand-over go for your clients?"
    hint = spoke_of(question, {"SPX": "Strategic Partner Exchange"})
    assert (hint.flag, hint.phrase) == (Flag.JARGON, "SPX")
    assert hint.rewrite == "How does the Strategic Partner Exchange (SPX) hand-over go for your clients?"
    assert hint_of(hint.rewrite, {"SPX": "Strategic Partner Exchange"}) is None
    assert spoken("How do clients use the API?", {"API": "application programming interface"}) == "jargon"
    assert spoken("How do clients use the API?") == "-"


@pytest.mark.parametrize("text", ["", "   ", "?", "???", "!", "So you -", "Is the ?==", "x" * 5000, "🙂", "42?",
                                  "Do you", "\x00", "Don't", "and", "“Don’t you think it is great?”"])  # fmt: skip
def test_what_is_no_question_gets_no_hint(text):
    assert hint_of(text) is None


@pytest.mark.parametrize("text", [
    "Finden Sie nicht auch, dass der Export viel besser ist?", "Was denken Sie über das Feature?",
    "N'est-ce pas mieux ainsi ?", "¿No es mejor así?", "Ist das nicht great, don't you think?",
])  # fmt: skip
def test_it_is_silent_outside_english(text):
    assert not is_english(text)
    assert hint_of(text) is None


def test_every_rule_has_a_source_and_a_reason():
    for rule in RULES:
        assert rule.source
        assert rule.because.endswith(".")
