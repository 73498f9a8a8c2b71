"""What an option may change on an initiative, and whether it still can when the decision is published."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from parley.decisions.rules.shifts import lending_of
from parley.decisions.terms import EffectField
from parley.kernel.refusals import Refusals, Refused
from parley.kernel.spans import window_of
from parley.roadmap.rules.planning import must_be_to_come
from parley.roadmap.rules.showing import AUDIENCE_WORDS
from parley.roadmap.terms import AUDIENCES, Audience, Confidence, Horizon, Plan, Stage

UNSEEN = (
    "What it changes on an initiative that you may not see is not possible any more. "
    "Whoever sees it has to change the option first."
)


def value_of(field: EffectField, text: str) -> str:
    """Give back the new value of a field in its plain words; raises Refused for one that is none."""
    word = text.strip()
    if field is EffectField.WINDOW:
        return str(window_of(word)) if word else ""
    if field is EffectField.SHIFT:
        return str(lending_of(word))
    if field is EffectField.ASSIGNMENT:
        if not word.isdecimal():
            raise Refused("Name who owns it from then on.", field=field)
        return word
    words: Collection[str] = {
        EffectField.HORIZON: tuple(Horizon),
        EffectField.CONFIDENCE: ("", *Confidence),
        EffectField.STAGE: tuple(Stage),
        EffectField.AUDIENCE: AUDIENCES,
    }[field]
    if word.lower() not in words:
        raise Refused(f"“{word[:40]}” is no {field}. Choose {', '.join(each for each in words if each)}.", field=field)
    return word.lower()


def plan_after(now: Plan, new: Mapping[EffectField, str]) -> Plan:
    """Give the plan of an initiative once effects came into force that give these values, in their plain words."""
    window, confidence = new.get(EffectField.WINDOW), new.get(EffectField.CONFIDENCE)
    return Plan(
        horizon=Horizon(new[EffectField.HORIZON]) if EffectField.HORIZON in new else now.horizon,
        window=now.window if window is None else window_of(window) if window else None,
        confidence=now.confidence if confidence is None else Confidence(confidence) if confidence else None,
    )


def must_change_something(*, title: str, field: EffectField, expected: str, new: str, at: str) -> None:
    """Raise Refused when an effect would leave everything as it is, at the field it was written into."""
    if expected == new:
        raise Refused(
            f"The {field} of {title} is {said(new, field)} already. Choose something else, or leave it as it is.",
            field=at,
        )


def must_be_ahead(new: str, *, stage: Stage, on: date, at: str) -> None:
    """Raise Refused when an effect would give a window that has ended by that day, at the field it was written into."""
    try:
        must_be_to_come(window_of(new) if new else None, before=None, stage=stage, on=on)
    except Refused as refusal:
        raise Refused(refusal.sentence, field=at) from None


def must_still_be_ahead(new: str, *, option: str, title: str, stage: Stage, on: date) -> None:
    """Raise Refused, naming option and initiative, when a window that an effect gives has ended while it was open."""
    try:
        must_be_to_come(window_of(new) if new else None, before=None, stage=stage, on=on)
    except Refused:
        raise Refused(
            f"The option “{option}” plans {title} for {new}, which has ended already. "
            "The option has to be changed, so that it gives a window still to come, or none."
        ) from None


def must_be_here(name: str, *, left: bool) -> None:
    """Raise Refused when whoever an effect names as owner has left the company."""
    if left:
        raise Refused(f"{name} has left the company. Name somebody who is here.")


def must_be_possible(impossible: Sequence[str], *, ask: str) -> None:
    """Raise Refusals for an option whose effects are not possible now: each reason, and whom to ask to change it."""
    if impossible:
        instead = f"So it cannot be chosen as it stands. Ask {ask} to change it, or choose another option."
        raise Refusals([Refused(each, field="option") for each in (*impossible, instead)])


def said(value: str, field: EffectField | None = None) -> str:
    """Say a value of a field in a sentence; of an assignment its name is given."""
    if field is EffectField.AUDIENCE and value in AUDIENCES:
        return AUDIENCE_WORDS[Audience(value)]
    return value or ("nobody" if field is EffectField.ASSIGNMENT else "none")


def must_be_as_expected(*, title: str, field: EffectField, expected: str, now: str) -> None:
    """Raise Refused, naming both values, when what a decision would change has moved since it was drafted."""
    if now != expected:
        raise Refused(
            f"The {field} of {title} was {said(expected, field)} when this was written and is {said(now, field)} now. "
            "The option has to be changed, so that it says what it changes from."
        )
