"""How the questions of a trial are answered in the end, and what can follow from that."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from parley.kernel.refusals import Refusals, Refused
from parley.kernel.spans import spoken_day
from parley.roadmap.rules import must_be_a_reason
from parley.roadmap.terms import Stage
from parley.trials.rules.places import SAID
from parley.trials.rules.planning import longest_until
from parley.trials.terms import TO_HEAR, Follows, PlaceState, TrialFacts, Verdict
from parley.trials.terms.feedback import Judged, WayOn

STAGES = tuple(each for each in Stage if each is not Stage.STOPPED)  # in their order
FOLLOWS = tuple(Follows)


def judged_of(judged: Sequence[Judged], asks: Mapping[int, str]) -> tuple[Judged, ...]:
    """Give back outcomes with what they rest on, without those that are still open.

    `asks` are the questions by their keys. Raises Refusals for evidence that says nothing or repeats the question, and
    for one without an outcome; each names its field, as `evidence-12` for the question with the key 12.
    """
    wrong: list[Refused] = []
    found: list[Judged] = []
    for each in judged:
        if each.question not in asks:
            raise Refused("One of these questions is not of this trial. Open the page again, and answer there.")
        if each.verdict is None:
            if each.evidence.strip():
                sentence = "Say what this means for the question: yes, no or unclear."
                wrong.append(Refused(sentence, field=f"verdict-{each.question}"))
            continue
        try:
            said = must_be_a_reason(
                each.evidence, title=asks[each.question], field=f"evidence-{each.question}",
                say="who said or did what, and how many of them, also of what stays unclear",
            )  # fmt: skip
        except Refused as refusal:
            wrong.append(refusal)
        else:
            found.append(replace(each, evidence=said))
    if wrong:
        raise Refusals(wrong)
    if not found:
        raise Refused("Nothing is said yet. Choose yes, no or unclear for one question at least, with the evidence.")
    return tuple(found)


def judged_words(judged: Iterable[tuple[str, Verdict | None, str]]) -> str:
    """Say outcomes in plain text, each with its question and evidence; nothing of what is still open."""
    return "\n\n".join(f"{asks} {verdict}: {evidence}" for asks, verdict, evidence in judged if verdict)


def must_be_undecided(*, asked: bool) -> None:
    """Raise Refused once it was asked what follows from a trial."""
    if asked:
        raise Refused("It is asked already what follows. Change the options there, or withdraw that decision first.")


def must_be_answered(verdicts: Collection[Verdict | None]) -> None:
    """Raise Refused unless every question of a trial has its outcome."""
    if left := sum(each is None for each in verdicts):
        many = "One question has" if left == 1 else f"{left} questions have"
        raise Refused(f"{many} no outcome yet. Say yes, no or unclear, with the evidence, before you ask what follows.")


def ways_on_of(ways: Sequence[WayOn], trial: TrialFacts, *, now: Stage, on: date) -> tuple[WayOn, ...]:
    """Give back the four ways in which it can go on, in their order: each once, and extending says until which day.

    `now` is the stage of the initiative. Raises Refusals for what is missing; each names its field, as `stage-go`.
    What an option has to say is for the room of decisions.
    """
    by_word = {each.follows: each for each in ways}
    if len(ways) != len(FOLLOWS) or len(by_word) != len(FOLLOWS):
        raise Refused("Weigh all four: go on, change it, stop, and extend the trial. Write why for each.")
    wrong = []
    stop, extend = by_word[Follows.STOP], by_word[Follows.EXTEND]
    by_word[Follows.STOP] = replace(stop, stage=Stage.STOPPED)
    for word in (Follows.GO, Follows.CHANGE):
        if by_word[word].stage is Stage.STOPPED:
            wrong.append(Refused("That is the option to stop. Choose another stage here.", field=f"stage-{word}"))
        elif by_word[word].stage is now:
            by_word[word] = replace(by_word[word], stage=None)
    if extend.until is None or not max(trial.last_day, on) < extend.until <= longest_until(trial.first_day):
        wrong.append(
            Refused(
                f"It lasts until {spoken_day(trial.last_day)}. Choose a later day, within two years of its first.",
                field="until-extend",
            )
        )
    else:
        by_word[Follows.EXTEND] = replace(extend, title=_with_day(extend.title, extend.until))
    if wrong:
        raise Refusals(wrong)
    return tuple(by_word[word] for word in FOLLOWS)


def _with_day(title: str, until: date) -> str:
    """Give what extending is called with its last day, which is all that the decider reads of it."""
    title, day = title.strip(), spoken_day(until)
    return f"{title} until {day}" if title and day not in title else title


def next_stage(now: Stage) -> Stage | None:
    """Give the stage after one; none after the last, and after being stopped."""
    place = STAGES.index(now) + 1 if now in STAGES else len(STAGES)
    return STAGES[place] if place < len(STAGES) else None


def follows_from(stages: Iterable[str]) -> Follows | None:
    """Say what follows from an option that was put later, by the stages it moves the initiative to; none without."""
    moves = set(stages)
    if not moves:
        return None
    return Follows.STOP if Stage.STOPPED in moves else Follows.GO


def must_be_for_somebody_to_say(*, published: bool, clear: bool) -> None:
    """Raise Refused unless a decision about a trial is published, and does not say by itself what follows for it."""
    if not published or clear:
        raise Refused("Nothing is to be said here. What follows for the trial follows from the decision by itself.")


def until_of(until: date | None, trial: TrialFacts) -> date:
    """Give the last day of a trial that goes on. Raises Refused without one that is later."""
    if until is None or not trial.last_day < until <= longest_until(trial.first_day):
        raise Refused("Choose a later day until which the trial goes on, within two years of its first.", field="until")
    return until


def must_be_thanked(state: PlaceState, *, ended: bool) -> None:
    """Raise Refused unless a client was in a trial that has ended."""
    if state not in TO_HEAR:
        raise Refused(f"This client {SAID[state]}, so it need not hear of the end.")
    if not ended:
        raise Refused("The trial goes on. Thank them once it is decided what follows.")
