"""What counts as an answer."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from parley.kernel.refusals import Refused
from parley.surveys.terms.waves import LONGEST_WORDS, STEPS, TOP, Asked, Kind
from parley.voices.rules import words_of

T = TypeVar("T")


def must_be_asked(invited: T | None) -> T:
    """Give back somebody’s invitation; raises Refused when there is none."""
    if invited is None:
        raise Refused("This wave asks others: who is asked was fixed when it opened. You can read what it finds.")
    return invited


def must_not_have_answered(*, answered: bool) -> None:
    """Raise Refused for somebody who has answered already."""
    if answered:
        raise Refused("You have answered already. On the device you answered on you can take your answers back.")


def must_hold_the_ballot(*, held: bool) -> None:
    """Raise Refused unless this browser began last."""
    if not held:
        raise Refused("You went on with this survey on another device, or signed in anew. Begin again here.")


def answer_of(question: Asked, given: Any) -> Any:
    """Give back an answer as it is kept, None for none. Raises Refused for one that the question does not take."""
    if given in (None, "", [], ()):
        return None
    if question.kind is Kind.AGREE:
        return _step(given)
    if question.kind is Kind.RANK:
        return _first_three(question, given)
    return words_of(str(given), field=question.key, empty="Write what should change, or go on.", longest=LONGEST_WORDS)


def _step(given: Any) -> int:
    step = int(given) if str(given).isdecimal() and len(str(given)) == 1 else 0
    if step not in STEPS:
        raise Refused("Tap one of the five answers, or go on without one.")
    return step


def _first_three(question: Asked, given: Any) -> list[str]:
    known = {item.key for item in question.items}
    chosen = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else []
    if len(chosen) != TOP or len(set(chosen)) != TOP or not set(map(str, chosen)) <= known:
        raise Refused("Tap the three you value most, first the first, or go on without.")
    return [str(each) for each in chosen]


def sheet_of(questions: Sequence[Asked], given: Mapping[str, Any]) -> dict[str, Any]:
    """Give back the answers to all questions as they are kept, without the unanswered.

    Raises Refused for one that its question does not take, and when there is none at all.
    """
    kept = {each.key: answer for each in questions if (answer := answer_of(each, given.get(each.key))) is not None}
    if not kept:
        raise Refused("Nothing is answered yet. Answer one question at least, then send.")
    return kept


def must_have_sent(*, sent: bool) -> None:
    """Raise Refused unless a browser sent a sheet that is still there."""
    if not sent:
        raise Refused("This browser sent no answers. Take them back on the device you answered on, before it closes.")
