"""Which duties an initiative takes on at a stage, what counts as done, and what it cannot go on without."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from parley.kernel.refusals import Refused
from parley.people.terms import Viewer
from parley.roadmap.rules.whys import LONGEST_REASON, listed, must_be_a_reason
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import BY_HAND, LASTING, STAGES_WITH_DUTIES, Done, DutyKind, Listed, Missing

WITHOUT = "why it cannot wait, and who sees to it afterwards"
MOST_DAYS, MOST_REGIONS, LONGEST_LABEL = 365, 20, 120


def taken_on(lines: Iterable[Listed], *, stage: Stage, area: int) -> tuple[Listed, ...]:
    """Give what an initiative of an area owes once it reaches a stage, by the company's list as it is then.

    What is put on the list later is not owed by those that are at the stage already.
    """
    return tuple(each for each in lines if each.stage is stage and (each.areas is None or area in each.areas))


def due_on(line: Listed, reached: datetime) -> date:
    """Give the day by which a duty is due whose stage was reached at a moment; days are those of UTC."""
    return reached.date() + timedelta(days=line.days)


def counts_for(done: Iterable[Done], line: Listed) -> Done | None:
    """Give what was done earlier and counts for a line of the list, the newest; nothing when there is none.

    It counts for the first stage from its own on that asks for it, where it is used up; what lasts counts everywhere.
    """
    fitting = [each for each in done if each.kind is line.kind and line.kind is not DutyKind.OTHER
               and (line.kind in LASTING or _place(each.stage) <= _place(line.stage))]  # fmt: skip
    return max(fitting, key=lambda each: each.at, default=None)


def passed(before: Stage, after: Stage) -> tuple[Stage, ...]:
    """Give the stages whose duties a move asks for: those from the one it leaves to the one it reaches.

    None for a move back, and for a stop: it keeps what is owed until it is taken up again.
    """
    stages = list(Stage)
    return () if Stage.STOPPED in (before, after) else tuple(stages[_place(before) : _place(after)])


def regions_needed(number: int, there: Collection[int]) -> int:
    """Give from how many regions insights are owed: as many as the list says, or all there are where there are fewer.

    `there`: the regions of the company, or those the initiative applies to.
    """
    return min(number, len(there))


def is_heard(number: int, *, heard: Collection[int], there: Collection[int]) -> bool:
    """Whether clients in enough of the regions that matter have said something, for it or against it."""
    return len(set(heard) & set(there)) >= regions_needed(number, there)


def missing_words(missing: Sequence[Missing]) -> str:
    """Name what is missing and who owes it: “the go-to-market plan (Product marketing) and words for clients (...)”."""
    several = len({each.stage for each in missing}) > 1
    return listed(tuple(
        f"{each.words} ({each.function or 'the area’s product people'}{f', at {each.stage}' if several else ''})"
        for each in missing
    ))  # fmt: skip


def must_say_why_without(missing: Sequence[Missing], without: str, *, title: str, to: str) -> str:
    """Give back the reason for going on without what is missing; `to` is the name of the stage it moves to.

    Raises Refused when there is none, naming each duty and who owes it, and for one that says nothing.
    """
    if missing and not without.strip():
        raise Refused(
            f"Before {to} it still owes {missing_words(missing)}. See to that first, or say below why it goes on "
            "without: your name and the reason are shown on its page.",
            field="without",
        )
    return must_be_a_reason(without, title=title, say=WITHOUT, field="without") if missing else ""


def ticking_refusal(viewer: Viewer, *, area: int, function: int | None, kind: DutyKind, whose: str) -> str:
    """Say why somebody may not say that a duty is done; nothing when they may: who owes it, and who keeps the roadmap.

    `whose` is the name of the function that owes it.
    """
    if kind not in BY_HAND:
        return "Nobody says of this that it is done: it is met by doing it. Follow the link beside it."
    inside = viewer.inside | viewer.on_call_for
    if viewer.operations or area in viewer.product_of:
        return ""
    if function is not None and viewer.function == function and area in inside:
        return ""
    who = f"{whose} in its group" if function is not None else "Its product people"
    return f"{who} can say that it is done, and so can whoever keeps the roadmap. Ask one of them."


def must_tick(viewer: Viewer, *, area: int, function: int | None, kind: DutyKind, whose: str) -> None:
    """Raise Refused unless the viewer may say that a duty is done."""
    if sentence := ticking_refusal(viewer, area=area, function=function, kind=kind, whose=whose):
        raise Refused(sentence)


def note_of(text: str) -> str:
    """Give back what somebody says of what they did, trimmed; it may be empty. Raises Refused when it is too long."""
    clean = text.replace("\r\n", "\n").strip()
    if len(clean) > LONGEST_REASON or "\0" in clean:
        raise Refused(f"Write at most {LONGEST_REASON:,} characters here, as plain text. Link the rest.", field="note")
    return clean


def must_be_a_duty(stage: Stage, kind: DutyKind, label: str, *, others: Iterable[Listed]) -> str:
    """Give back the name of a new line of the list, trimmed; empty for Parley's own words.

    Raises Refused for a stage without a next one, a kind that the stage asks for already, and one without a name.
    """
    clean = label_of(kind, label)
    if stage not in STAGES_WITH_DUTIES:
        raise Refused("Nothing comes after this stage, so nothing is owed before it. Choose another.", field="stage")
    if kind is not DutyKind.OTHER and any(each.stage is stage and each.kind is kind for each in others):
        raise Refused("This stage asks for that already. Change that line, or choose another kind.", field="kind")
    return clean


def label_of(kind: DutyKind, label: str) -> str:
    """Give back what a company calls a duty, trimmed. Raises Refused when it is too long, or missing and needed."""
    clean = " ".join(label.split())
    if len(clean) > LONGEST_LABEL or "\0" in clean:
        raise Refused(f"Write at most {LONGEST_LABEL} characters: what your company calls it.", field="label")
    if kind is DutyKind.OTHER and not clean:
        raise Refused("Say what is owed, as “a price that finance has agreed to”.", field="label")
    return clean


def days_of(days: int) -> int:
    """Give back the days after which a duty is due, 1 to 365; raises Refused outside."""
    if not 1 <= days <= MOST_DAYS:
        raise Refused(f"It is due 1 to {MOST_DAYS} days after the stage begins. Write a number between.", field="days")
    return days


def number_of(kind: DutyKind, number: int | None) -> int | None:
    """Give back from how many regions insights are owed, 1 to 20; none for other kinds. Raises Refused outside."""
    if kind is not DutyKind.INSIGHTS_FROM_REGIONS:
        return None
    if number is None or not 1 <= number <= MOST_REGIONS:
        raise Refused(f"Say from how many regions: 1 to {MOST_REGIONS}. Three is usual.", field="number")
    return number


def _place(stage: Stage) -> int:
    return list(Stage).index(stage)
