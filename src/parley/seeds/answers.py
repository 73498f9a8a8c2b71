"""What the sample's clients answer in a trial: most by their link, one in a call, and one in four says nothing yet."""

from typing import TYPE_CHECKING

from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.seeds.drawn import screenshot
from parley.seeds.stage import Telling
from parley.trials.actions import ask_for_feedback, give_feedback, note_feedback
from parley.trials.queries.answers import questions_for, responses_of
from parley.trials.terms import AnswerKind, Tap
from parley.trials.terms.feedback import Answer

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.trials.models import Trial, TrialPlace

SAID = (
    (Tap.YES, "It saved us a day in the first week; our auditor asked for nothing more."),
    (Tap.PARTLY, "Fine for one team. Our second team cannot use it without an export."),
    (Tap.YES, ""),
    (Tap.NO, "We stopped after two days: every change needs a new approval from legal."),
    (Tap.YES, "Works as we hoped. Please keep the plain words on the first page."),
    (Tap.CANNOT_SAY, ""),
)
SILENT = 4  # one in so many has said nothing yet
PICTURED = 1  # the first answer of this one comes with a screenshot
IN_A_CALL = 2  # the answer of this one was noted by who plans the trial


def tell_answers(telling: Telling, trial: "Trial", *, by: "Person", days: float = 6) -> None:
    """Let the clients that take part in an open trial answer, since so many days; `by` gives them their links."""
    for number, place in enumerate(responses_of(trial.pk)):
        asked_at, said_at = telling.ago(days + 1, 9), telling.ago(max(days - number, 0), 14)
        link = ask_for_feedback(place=place, actor=by, at=asked_at).link
        if number % SILENT == SILENT - 1:
            continue
        answers = _answers(place, number)
        if number % len(SAID) == IN_A_CALL:
            note_feedback(place=place, answers=answers, said_on=today_of(by, said_at), actor=by, at=said_at)
        else:
            give_feedback(link=link, answers=answers, actor=MACHINE, at=said_at)


def _answers(place: "TrialPlace", number: int) -> list[Answer]:
    found = []
    for n, question in enumerate(questions_for(place)):
        tap, text = SAID[(number + n) % len(SAID)]
        words = text or "Nothing so far." if question.kind is AnswerKind.TEXT else text
        picture = screenshot("No export for this team") if (number, n) == (PICTURED, 0) else None
        found.append(Answer(question.pk, tap if question.kind is AnswerKind.TAP else None, words, picture))
    return found
