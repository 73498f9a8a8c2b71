"""Why what a client was told no longer holds (PRODUCT.md, rule 4), and the words that correct it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from statistics import median

from parley.disclosure.terms import Broken, Closing, Holding, NoLonger, Progress, Promise, Words
from parley.kernel.refusals import Refused
from parley.kernel.spans import later_by
from parley.roadmap.terms import Confidence

SURE = {Confidence.HIGH: 3, Confidence.MEDIUM: 2, Confidence.LOW: 1, None: 0}
LONGEST_BECAUSE = 1000


def broken(promise: Promise, now: Holding) -> tuple[Broken, ...]:
    """Give why a promise no longer holds, the weightiest first; nothing while it holds.

    It ends later than was said, is less sure than was said, was stopped, does not apply to the client's region any
    more, or its words were withdrawn or narrowed. Where no window or confidence was given, none can be broken; nor can
    they once it is live: whatever was said of when, the client has it now.
    """
    if now.stopped:
        return (Broken(NoLonger.STOPPED),)
    if not now.applies:
        return (Broken(NoLonger.ELSEWHERE),)
    found = []
    if now.live:
        pass
    elif promise.window and now.window is None:
        found.append(Broken(NoLonger.UNPLANNED))
    elif promise.window and now.window and (days := later_by(promise.window, now.window)) > 0:
        found.append(Broken(NoLonger.LATER, days))
    if promise.confidence and not now.live and SURE[now.confidence] < SURE[promise.confidence]:
        found.append(Broken(NoLonger.LESS_SURE))
    if promise.lost:
        found.append(Broken(NoLonger.WITHDRAWN))
    return tuple(found)


def as_said(now: Holding, words: Words | None) -> Holding:
    """Give what holds for a client who may be told words: where these say less than the plan, later or less surely."""
    if words is None:
        return now
    window, sure = now.window, now.confidence
    if window and words.window and later_by(window, words.window) > 0:
        window = words.window
    if words.confidence and SURE[words.confidence] < SURE[sure]:
        sure = words.confidence
    return replace(now, window=window, confidence=sure)


NEVER_SO = {
    NoLonger.LATER: NoLonger.EARLY, NoLonger.UNPLANNED: NoLonger.EARLY, NoLonger.LESS_SURE: NoLonger.TOO_SURE,
}  # fmt: skip


def never_so(faults: Sequence[Broken]) -> tuple[Broken, ...]:
    """Name faults for what they are where nothing was changed, but more was promised than held: that is no delay."""
    return tuple(Broken(NEVER_SO.get(each.why, each.why), each.days) for each in faults)


def as_known(faults: Sequence[Broken], known: Collection[tuple[NoLonger, int]]) -> tuple[Broken, ...]:
    """Name faults as they were named when they were found, as far as nothing changed since."""
    named = zip(faults, never_so(faults), strict=True)
    return tuple(other if (other.why, other.days) in known else each for each, other in named)


def because(faults: Sequence[Broken]) -> str:
    """Say why a promise no longer holds, for a colleague: a delay is called a delay, in days."""
    said = {
        NoLonger.STOPPED: "it was stopped",
        NoLonger.ELSEWHERE: "it does not apply to their region any more",
        NoLonger.UNPLANNED: "it has no window any more",
        NoLonger.LESS_SURE: "it is less sure than was said",
        NoLonger.TOO_SURE: "it was said more surely than it is",
        NoLonger.EARLY: "a time was told, and none is planned",
        NoLonger.WITHDRAWN: "the words were withdrawn",
    }
    in_days = {NoLonger.LATER: "it is delayed by {}", NoLonger.EARLY: "it was told {} too early"}
    return " and ".join(
        in_days[each.why].format("1 day" if each.days == 1 else f"{each.days} days")
        if each.days and each.why in in_days
        else said[each.why]
        for each in faults
    )


def words_to_correct(name: str, told_on: date, faults: Sequence[Broken], now: Words | None) -> str:
    """Draft what corrects a statement. It says nothing of the plan: only that it changed, and approved words.

    `now` are the words that may be told to this client today, if there are any.
    """
    when = f"{told_on.day} {told_on:%B}"
    kinds = {each.why for each in faults}
    if NoLonger.STOPPED in kinds:
        what = f"On {when} we told you about {name}. We have stopped work on it."
    elif NoLonger.ELSEWHERE in kinds:
        what = f"On {when} we told you about {name}. It will not come to your region as we said."
    elif kinds & {NoLonger.LATER, NoLonger.UNPLANNED}:
        what = f"On {when} we told you when to expect {name}. It is delayed: it will be later than we said."
    elif NoLonger.EARLY in kinds:
        what = f"On {when} we told you when to expect {name}. We spoke too soon: please do not count on that time."
    elif NoLonger.TOO_SURE in kinds:
        what = f"On {when} we told you when to expect {name}. We sounded surer of that than we are."
    elif NoLonger.LESS_SURE in kinds:
        what = f"On {when} we told you when to expect {name}. We are less sure of that than we were."
    else:
        what = f"On {when} we told you about {name}. Please do not count on what we said then."
    return f"{what} {now.text if now else 'I will come back to you as soon as I can say more.'}"


def not_needed_because(text: str) -> str:
    """Give back why a client need not be told; raises Refused when it says nothing."""
    clean = text.replace("\r\n", "\n").strip()
    if sum(each.isalpha() for each in clean) < 10 or len(clean) > LONGEST_BECAUSE or "\0" in clean:
        raise Refused(
            "Say why this client need not be told, for example that they never counted on it.", field="because"
        )
    return clean


def must_be_open(*, closed: bool) -> None:
    """Raise Refused for a correction that has ended."""
    if closed:
        raise Refused("This correction is closed already. Log what you tell the client now as a statement instead.")


def progress_among(corrections: Sequence[tuple[Closing | None, int | None, int]]) -> Progress:
    """Say how far corrections are, given how many ended in which way after how many days (none: open).

    What holds again needed no correction and is left out.
    """
    due = [each for each in corrections if each[0] is not Closing.HOLDS_AGAIN]
    days = [took for closing, took, count in due if closing is Closing.TOLD and took is not None for _ in range(count)]
    done = sum(count for closing, _took, count in due if closing)
    return Progress(done, sum(count for *_, count in due), median(days) if days else None)


def must_be_told_since(told_on: date, opened_on: date) -> None:
    """Raise Refused when a client is said to have heard a correction before there was anything to correct."""
    if told_on < opened_on:
        raise Refused("It was not broken yet on that day. Write the day on which they heard what holds now.",
                      field="told_on")  # fmt: skip
