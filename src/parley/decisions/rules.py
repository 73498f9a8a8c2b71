"""Who opens, changes and settles a decision, what its options must say, and which reason may be told where."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from parley.decisions.terms import TOLD, DecisionFacts, DecisionState, EffectDraft, EffectField, OptionDraft, Sight
from parley.kernel.refusals import Refusals, Refused
from parley.kernel.spans import window_of
from parley.kernel.words import folded
from parley.people.terms import Side, Viewer
from parley.roadmap.rules.planning import must_be_to_come
from parley.roadmap.rules.whys import empty_reason
from parley.roadmap.terms import AUDIENCES, Audience, Confidence, Horizon, Stage
from parley.topics.rules import something_said
from parley.voices.rules import words_of

FEWEST, MOST = 2, 8  # options of a decision
LONGEST_AHEAD = timedelta(days=3 * 366)  # for decide-by and review dates
NO_DECIDER = "Nobody is named who decides for this area. Product operations can name somebody."
WEIGHED = "Write what weighed most, and what is given up for it."
UNTOLD = "Settled by a decision that also weighs plans fewer people may see."


def may_open(viewer: Viewer, area: int) -> bool:
    """Whether somebody opens decisions of a group: facilitators, product people, the decider, product operations."""
    return viewer.operations or area in viewer.facilitates | viewer.product_of | viewer.decides


def must_open(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer may open a decision in the group."""
    if not may_open(viewer, area):
        raise Refused(
            "Only facilitators, product people and the decider of the group open decisions. "
            "Bring a topic that says what has to be settled.",
        )


def may_change(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody may change or withdraw a decision that is open: whoever may open one there, and its decider."""
    return decision.state is DecisionState.OPEN and (
        may_open(viewer, decision.area) or viewer.person in (decision.decider, decision.opened_by)
    )


def must_change(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer may change the decision, which nobody may once it is published."""
    must_be_open(decision)
    if not may_change(viewer, decision):
        raise Refused("Only whoever prepares a decision changes it. Say in the conversation what is missing.")


def must_be_open(decision: DecisionFacts) -> None:
    """Raise Refused when the decision is published or withdrawn."""
    if decision.state in TOLD:
        raise Refused("A published decision never changes. Open a new one that supersedes it.")
    if decision.state is DecisionState.WITHDRAWN:
        raise Refused("This decision was withdrawn. Open a new one if it has to be settled after all.")


def may_publish(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody settles a decision: its decider alone."""
    return decision.state is DecisionState.OPEN and viewer.person == decision.decider


def must_hand_over(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer may ask somebody else to decide: the decider, the area’s own, operations."""
    must_be_open(decision)
    if not (viewer.operations or viewer.person == decision.decider or decision.area in viewer.decides):
        raise Refused("Only the decider and product operations ask somebody else to decide. Ask one of them.")


def must_publish(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer is the decider of an open decision."""
    must_be_open(decision)
    if not may_publish(viewer, decision):
        raise Refused("Only the decider can publish this. Say in the conversation, or as your dissent, what you see.")


def may_review(viewer: Viewer, decision: DecisionFacts, on: date) -> bool:
    """Whether somebody may say that day that a decision still holds: see `must_review`."""
    try:
        must_review(viewer, decision, on)
    except Refused:
        return False
    return True


def must_review(viewer: Viewer, decision: DecisionFacts, on: date) -> None:
    """Raise Refused unless the decision is published, is its viewer's or their area's, and its day has come."""
    if decision.state is not DecisionState.PUBLISHED:
        raise Refused("Only a published decision that holds is looked at again. Settle it, or read what replaced it.")
    if viewer.person != decision.decider and decision.area not in viewer.decides:
        raise Refused("Only the decider says that a decision still holds. Say in the conversation what has changed.")
    if decision.review_on is None or decision.review_on > on:
        raise Refused("Its day to be looked at again has not come. If something has changed, decide it anew.")


def next_review_of(day: date, on: date) -> date:
    """Give back the day to look at a decision again; raises Refused unless it is 1 day to three years ahead."""
    if day == on:
        raise Refused("It has been looked at today. Choose a later day, within three years.", field="review_on")
    return day_of(day, on, field="review_on")


def must_supersede(decision: DecisionFacts, area: int) -> None:
    """Raise Refused unless the decision is a published one of the same group."""
    if decision.area != area:
        raise Refused("A decision is superseded by one of the same group. Open it there.", field="supersedes")
    if decision.state is not DecisionState.PUBLISHED:
        raise Refused(
            "Only a published decision that still holds can be superseded. Change this one.", field="supersedes"
        )


def must_take_its_place(old: DecisionFacts) -> None:
    """Raise Refused when another decision has taken the place of the one that this would supersede.

    Both are of the same group when this one is opened; a group that ended leaves what it settled where it was.
    """
    if old.state is not DecisionState.PUBLISHED:
        raise Refused(
            "Another decision has superseded the one this takes the place of, so that one can be superseded no more. "
            "Change this decision so that it takes nobody’s place, or withdraw it.",
            field="supersedes",
        )


def must_see_all_it_weighs(*, hidden: int) -> None:
    """Raise Refused when a decision is about initiatives that whoever would change it may not see; how many."""
    if hidden:
        raise Refused("This decision weighs initiatives you may not see. Ask the area’s product people to change it.")


def question_of(text: str) -> str:
    """Give back a question on one line, 1 to 240 characters; raises Refused for any other."""
    question = " ".join(
        words_of(text, field="question", empty="A decision needs its question. Write what it is.").split()
    )
    if len(question) > 240:
        raise Refused("A question has at most 240 characters. Put the rest into what led to it.", field="question")
    return question


def context_of(text: str) -> str:
    """Give back what led to a question, perhaps nothing; raises Refused above 10,000 characters."""
    return words_of(text, field="context", empty="") if text.strip() else ""


def day_of(day: date, on: date, *, field: str) -> date:
    """Give back a decide-by or review date; raises Refused for the past and more than three years ahead."""
    if not on <= day <= on + LONGEST_AHEAD:
        raise Refused("Choose today or a later day, within three years.", field=field)
    return day


def reason_of(text: str, question: str) -> str:
    """Give back the reason of a decision; raises Refused when it says nothing."""
    return something_said(text, question, field="reason", instead=WEIGHED)


def dissent_of(text: str, question: str) -> str:
    """Give back somebody’s dissent; raises Refused when it says nothing."""
    return something_said(text, question, field="text", instead="Write what you see that speaks against it.")


def options_of(options: Sequence[OptionDraft]) -> tuple[OptionDraft, ...]:
    """Give back options that can be weighed: 2 to 8, each with a title, a why, and effects in their plain words.

    Raises Refusals for all that is missing; each names its field, as option-0-why, and of an
    effect its initiative too, as option-0-window-12.
    """
    if not FEWEST <= len(options) <= MOST:
        raise Refused(
            "A decision has two to eight options. “Leave it as it is” is one of them.", field="option-1-title"
        )
    wrong: list[Refused] = []
    clean: list[OptionDraft] = []
    for place, option in enumerate(options):
        try:
            clean.append(_option_of(option, place, {folded(each.title) for each in clean}))
        except Refused as refusal:
            wrong += refusal.each if isinstance(refusal, Refusals) else [refusal]
    if wrong:
        raise Refusals(wrong)
    return tuple(clean)


def _option_of(option: OptionDraft, place: int, taken: Collection[str]) -> OptionDraft:
    at = f"option-{place}"
    wrong: list[Refused] = []
    title = " ".join(option.title.split())
    if not title or len(title) > 200 or "\0" in title:
        wrong.append(
            Refused("An option needs a title of 1 to 200 characters. Say what would be done.", field=f"{at}-title")
        )
    elif folded(title) in taken:
        wrong.append(Refused("Two options have this title. Say how this one differs.", field=f"{at}-title"))
    why = option.why.replace("\r\n", "\n").strip()
    if not why or len(why) > 5_000 or "\0" in why or empty_reason(why, title=title):
        wrong.append(Refused("Every option needs its own why. Say what speaks for it, also if you would not take it.",
                             field=f"{at}-why"))  # fmt: skip
    if len({(each.initiative, each.field) for each in option.effects}) < len(option.effects):
        wrong.append(Refused("An option changes the same thing twice. Keep one of the two.", field=f"{at}-why"))
    effects = []
    for each in option.effects:
        try:
            effects.append(EffectDraft(each.initiative, each.field, value_of(each.field, each.new)))
        except Refused as refusal:
            wrong.append(Refused(refusal.sentence, field=f"{at}-{each.field}-{each.initiative}"))
    if wrong:
        raise Refusals(wrong)
    return OptionDraft(title, why, tuple(effects))


def value_of(field: EffectField, text: str) -> str:
    """Give back the new value of a field in its plain words; raises Refused for one that is none."""
    word = text.strip()
    if field is EffectField.WINDOW:
        return str(window_of(word)) if word else ""
    words: Collection[str] = {
        EffectField.HORIZON: tuple(Horizon),
        EffectField.CONFIDENCE: ("", *Confidence),
        EffectField.STAGE: tuple(Stage),
    }[field]
    if word.lower() not in words:
        raise Refused(f"“{word[:40]}” is no {field}. Choose {', '.join(each for each in words if each)}.", field=field)
    return word.lower()


def must_change_something(*, title: str, field: EffectField, expected: str, new: str, at: str) -> None:
    """Raise Refused when an effect would leave everything as it is, at the field it was written into."""
    if expected == new:
        raise Refused(
            f"The {field} of {title} is {said(new)} already. Choose something else, or leave it as it is.",
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
            "Change the decision first, so that it gives a window still to come, or none."
        ) from None


def said(value: str) -> str:
    """Say a value of a field in a sentence."""
    return value or "none"


def must_be_as_expected(*, title: str, field: EffectField, expected: str, now: str) -> None:
    """Raise Refused, naming both values, when what a decision would change has moved since it was drafted."""
    if now != expected:
        raise Refused(
            f"The {field} of {title} was {said(expected)} when this was written and is {said(now)} now. "
            "Look at the options again: change the decision so that it says what it changes from."
        )


def must_name_decider(*, across: bool, named: bool, area_has_one: bool) -> None:
    """Raise Refused unless it is clear who decides: the area’s own decider, or one who is named across areas."""
    if across and not named:
        raise Refused(
            "This concerns initiatives of another area, so two deciders could mean two answers. Name who decides.",
            field="decider",
        )
    if not across and not named and not area_has_one:
        raise Refused(NO_DECIDER, field="decider")


def must_be_named(*, name: str, left: bool, decides: bool, side: Side, has_function: bool) -> None:
    """Raise Refused unless somebody can be the decider across areas: the decider of an area, or an executive."""
    if left:
        raise Refused(f"{name} has left the company. Name somebody who is here.", field="decider")
    if not decides and (side is not Side.NEITHER or not has_function):
        raise Refused(f"{name} decides for no area and is no executive. Name somebody who is.", field="decider")


def reason_beside(initiative: Sight, weighed: Collection[Sight], reason: str) -> str:
    """Give the reason as the history of one initiative tells it: in full only if all that it weighs is seen as far."""
    if all(_as_far(each, initiative) for each in weighed):
        return reason
    return UNTOLD


def _as_far(other: Sight, initiative: Sight) -> bool:
    if other.shown_to is Audience.COMPANY:
        return True
    return other.area == initiative.area and AUDIENCES.index(other.shown_to) >= AUDIENCES.index(initiative.shown_to)
