"""Who opens and changes a decision, and what its options must say."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from parley.decisions.rules.effects import value_of
from parley.decisions.terms import (
    TOLD,
    UNSETTLED,
    DecisionFacts,
    DecisionState,
    EffectDraft,
    OptionDraft,
)
from parley.kernel.refusals import Refusals, Refused
from parley.kernel.words import folded
from parley.people.terms import Side, Viewer
from parley.roadmap.rules.whys import empty_reason
from parley.voices.rules import words_of

FEWEST, MOST = 2, 8  # options of a decision
LONGEST_AHEAD = timedelta(days=3 * 366)  # for decide-by and review dates
NO_DECIDER = "Nobody is named who decides for this area. Product operations can name somebody."


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
    """Whether somebody may change a decision before it is settled: whoever may open one there, and its decider.

    Whoever opened it has no right of that alone: anybody in the group puts two initiatives against each other.
    """
    prepares = may_open(viewer, decision.area) or viewer.person == decision.decider
    return decision.state in UNSETTLED and prepares


def must_change(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer may change the decision, which nobody may once it is settled."""
    must_be_unsettled(decision)
    if not may_change(viewer, decision):
        raise Refused("Only whoever prepares a decision changes it. Say in the conversation what is missing.")


def must_be_open(decision: DecisionFacts) -> None:
    """Raise Refused when the decision is published or withdrawn."""
    if decision.state in TOLD:
        raise Refused("A published decision never changes. Open a new one that supersedes it.")
    if decision.state is DecisionState.WITHDRAWN:
        raise Refused("This decision was withdrawn. Open a new one if it has to be settled after all.")


def must_be_unsettled(decision: DecisionFacts) -> None:
    """Raise Refused once a decision is settled, published or withdrawn."""
    must_be_open(decision)
    if decision.state is DecisionState.DECIDED:
        raise Refused("This is settled and waits to be published. Send it back to its decider first, and say why.")


def may_hand_over(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody may ask another to decide: its decider, the area’s own, product operations.

    What is settled already is handed over by product operations alone, when its decider leaves.
    """
    if decision.state is DecisionState.DECIDED:
        return viewer.operations
    theirs = viewer.person == decision.decider or decision.area in viewer.decides
    return decision.state in UNSETTLED and (viewer.operations or theirs)


def must_hand_over(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer may ask somebody else to decide."""
    must_be_open(decision)
    if decision.state is DecisionState.DECIDED and viewer.operations:
        return
    must_be_unsettled(decision)
    if not may_hand_over(viewer, decision):
        raise Refused(
            "Only the decider and product operations ask somebody else to decide. Ask one of them.", field="decider"
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
    return OptionDraft(title, why, tuple(effects), option.initiative, option.key)


def must_name_decider(*, across: bool, named: bool, area_has_one: bool) -> None:
    """Raise Refused unless it is clear who decides: the area’s own decider, or one who is named across areas."""
    if across and not named:
        raise Refused(
            "This concerns initiatives of another area, so two deciders could mean two answers. Name who decides.",
            field="decider",
        )
    if not across and not named and not area_has_one:
        raise Refused(NO_DECIDER, field="decider")


def must_leave_to_its_decider(viewer: Viewer, area: int, *, across: bool, own: int | None, named: int) -> None:
    """Raise Refused for another than the area’s decider (`own`) where nothing of another area is weighed.

    They themselves and product operations may ask somebody else, as they may once it is open.
    """
    if not (across or own in (None, named) or viewer.operations or area in viewer.decides):
        raise Refused(
            "This touches no other area, so the decider of this one settles it. Leave this empty, or ask them to "
            "name somebody else.",
            field="decider",
        )


def must_be_named(*, name: str, left: bool, decides: bool, side: Side, has_function: bool) -> None:
    """Raise Refused unless somebody can be the decider across areas: the decider of an area, or an executive."""
    if left:
        raise Refused(f"{name} has left the company. Name somebody who is here.", field="decider")
    if not decides and (side is not Side.NEITHER or not has_function):
        raise Refused(f"{name} decides for no area and is no executive. Name somebody who is.", field="decider")
