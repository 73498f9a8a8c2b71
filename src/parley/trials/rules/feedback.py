"""What a client can answer in a trial, what counts as an answer, and when whoever looks after it is reminded."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from parley.kernel.refusals import Refusals, Refused
from parley.trials.terms import AnswerKind, TrialFacts, TrialPlan
from parley.trials.terms.feedback import Answer, AskedOf

LONGEST_ANSWER = 2_000  # characters
MOST_SCREENSHOTS = 20  # of one client in one trial
SILENT_AFTER = timedelta(days=7)  # since a client was asked, or takes part; and between two reminders
MOST_REMINDERS = 2
NOTHING_SAID = "Nothing is answered yet. Tap or write an answer to one question at least, or send a screenshot."
NO_ROOM = "There is no room for this screenshot here. Send your answers without it, and mail us the picture."
LEAST_OF_A_NAME = 4  # letters: a shorter title is a word that a question may well use


def can_answer(*, region: int | None, segment: str, of_region: int | None, of_segment: str) -> bool:
    """Whether a client of a region and segment can answer a question that is for one of these, or for any."""
    return of_region in {None, region} and of_segment.casefold() in {"", segment.casefold()}


def answers_of(answers: Sequence[Answer], asked: Mapping[int, AskedOf]) -> tuple[Answer, ...]:
    """Give back what was answered, trimmed, without what was left empty.

    Raises Refused when nothing was, or a question is none of those asked; Refusals for words that are too long. Each
    names its field: `text-12` is the words to the question with the key 12.
    """
    wrong: list[Refused] = []
    found: dict[int, Answer] = {}
    for each in answers:
        if each.question not in asked:
            raise Refused("One of these questions is not asked of this client. Open the page again, and answer there.")
        text = each.text.replace("\r\n", "\n").replace("\0", " ").strip()
        if len(text) > LONGEST_ANSWER:
            sentence = f"This has {len(text):,} characters. Write {LONGEST_ANSWER:,} at most, what matters most first."
            wrong.append(Refused(sentence, field=f"text-{each.question}"))
        tap = each.tap if asked[each.question].kind is AnswerKind.TAP else None
        if tap or text or each.screenshot:
            found[each.question] = Answer(each.question, tap, text, each.screenshot)
    if wrong:
        raise Refusals(wrong)
    if not found:
        raise Refused(NOTHING_SAID)
    return tuple(found.values())


def must_have_room_for(screenshots: int, *, held: int) -> None:
    """Raise Refused when one client would have sent more screenshots in a trial than are kept."""
    if screenshots and held + screenshots > MOST_SCREENSHOTS:
        raise Refused(f"{held} of at most {MOST_SCREENSHOTS} screenshots are here already. Describe in words what "
                      "this one shows, and send your answers without it.")  # fmt: skip


def insight_key(question: int, place: int, text: str) -> str:
    """Give the identity of what a client said to a question in its own words, among the insights of trials."""
    return f"{question}-{place}-{hashlib.sha256(text.encode()).hexdigest()[:40]}"


def refusals_of_names(plan: TrialPlan, *, title: str) -> list[Refused]:
    """Give a refusal for each text for clients that names what they never hear: the code name, or the title."""
    texts = {f"question-{place}-asks": each.asks for place, each in enumerate(plan.questions)}
    texts |= {"requirements": plan.requirements, "agreement": plan.agreement}
    hidden = [plan.code_name, *([title] if len(title) >= LEAST_OF_A_NAME and " " in title else [])]
    return [
        Refused(
            "Clients read this, and they know it by another name. Write it without the code name and the title.",
            field=field,
        )
        for field, text in texts.items()
        if any(_says(text, name) for name in hidden)
    ]


def _says(text: str, name: str) -> bool:
    """Whether a text has a name in it, as a word of its own where letters have words."""
    edge = r"(?<![^\W_])", r"(?![^\W_])"
    ends = [each if name[at : at + 1 or None].isascii() else "" for each, at in zip(edge, (0, -1), strict=True)]
    return bool(name) and bool(re.search(ends[0] + re.escape(name) + ends[1], text, re.IGNORECASE))


def is_reminded_of(
    trial: TrialFacts, *, since: datetime, reminders: int, reminded_at: datetime | None, at: datetime
) -> bool:
    """Whether whoever looks after a silent client is reminded now: at most twice, a week apart.

    `since` is when the client was asked, or began to take part when nobody asked it yet. Nobody is before the trial
    begins.
    """
    begun = max(since, datetime.combine(trial.first_day, datetime.min.time(), at.tzinfo))
    latest = max(begun, reminded_at or begun)
    return reminders < MOST_REMINDERS and at - latest >= SILENT_AFTER
