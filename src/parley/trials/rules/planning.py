"""What a trial must say before it begins, and who may plan one."""

from dataclasses import replace
from datetime import date, timedelta

from parley.groups.rules import may_keep_roadmap
from parley.kernel.refusals import Refusals, Refused
from parley.kernel.spans import spoken_day
from parley.people.terms import Viewer
from parley.roadmap.rules.whys import empty_reason
from parley.roadmap.terms import Stage
from parley.trials.rules.feedback import refusals_of_names
from parley.trials.terms import GOING_ON, QuestionDraft, TrialFacts, TrialPlan, TrialState, Wanted
from parley.trials.terms.candidates import Dimension
from parley.voices.rules import words_of

LONGEST_CODE_NAME = 60
LONGEST_QUESTION = 300
LONGEST_TEXT = 5_000  # characters of an aim, of requirements, of an agreement
MOST_QUESTIONS, MOST_PLACES = 12, 500
LONGEST_TRIAL = timedelta(days=366)
LONGEST_REST = 36  # months
OVER = {Dimension.REGION: "region", Dimension.SEGMENT: "segment", Dimension.SIZE: "size"}


def may_plan(viewer: Viewer, area: int) -> bool:
    """Whether somebody plans the trials of an area: its product people, and product operations."""
    return may_keep_roadmap(viewer, area)


def must_plan(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer plans the area's trials."""
    if not may_plan(viewer, area):
        raise Refused("The area’s product people plan its trials. Tell them in the conversation what you would learn.")


def must_be_worth_trying(stage: Stage) -> None:
    """Raise Refused for an initiative that is past trying."""
    if stage is Stage.STOPPED:
        raise Refused("It is stopped, so there is nothing to try. Take it up again first.")
    if stage is Stage.LIVE:
        raise Refused("It is live already. Note what clients say of it as insights instead.")


def must_be_planned_still(state: TrialState) -> None:
    """Raise Refused once a trial has been opened: its questions were written before, and stay."""
    if state is not TrialState.PLANNED:
        raise Refused(
            "The trial has begun, so what it asks stays as it was written before. Extend it, or plan another one."
        )


def must_go_on(state: TrialState) -> None:
    """Raise Refused once a trial has ended."""
    if state not in GOING_ON:
        raise Refused("This trial has ended, so nothing about it changes any more. Plan another one.")


def must_be_open(state: TrialState) -> None:
    """Raise Refused unless a trial takes clients."""
    must_go_on(state)
    if state is TrialState.PLANNED:
        raise Refused("The trial is not open yet. Its product people open it once its questions are written.")


def plan_of(plan: TrialPlan, *, title: str, on: date, begun: date | None = None) -> TrialPlan:
    """Give back a plan, trimmed. `title` is the initiative's; `begun` the first day it had before.

    Raises Refusals with everything that is missing.
    """
    wrong: list[Refused] = []
    code_name = " ".join(plan.code_name.replace("\0", " ").split())
    if not 1 < len(code_name) <= LONGEST_CODE_NAME:
        wrong.append(
            Refused("A trial needs a code name of 2 to 60 letters, by which colleagues know it.", field="code_name")
        )
    elif code_name.casefold() == title.casefold():
        wrong.append(Refused("The code name is the title. Choose one that says nothing to others.", field="code_name"))
    aim = _said(plan.aim, "aim", title, "Write what you want to learn, and what depends on it.", wrong)
    clean = replace(
        plan,
        code_name=code_name,
        aim=aim,
        requirements=_short(plan.requirements, "requirements", wrong),
        agreement=_short(plan.agreement, "agreement", wrong),
        questions=_questions(plan.questions, title, wrong),
    )
    _days(clean, on, begun, wrong)
    _numbers(clean, wrong)
    wrong += refusals_of_names(clean, title=title)
    if wrong:
        raise Refusals(wrong)
    return clean


def _questions(questions: tuple[QuestionDraft, ...], title: str, wrong: list[Refused]) -> tuple[QuestionDraft, ...]:
    """Trim questions; what is wrong with one is about a field of its place: `question-0-asks`."""
    if not questions:
        wrong.append(
            Refused("A trial answers at least one question. Write what you want to know.", field="question-0-asks")
        )
    if len(questions) > MOST_QUESTIONS:
        wrong.append(Refused(f"Nobody answers more than {MOST_QUESTIONS} questions. Keep those that matter most.",
                             field="question-0-asks"))  # fmt: skip
    found = []
    for place, each in enumerate(questions):
        asks = " ".join(each.asks.replace("\0", " ").split())
        if not asks or len(asks) > LONGEST_QUESTION:
            wrong.append(
                Refused(f"Write a question of at most {LONGEST_QUESTION} characters.", field=f"question-{place}-asks")
            )
        changes = _said(each.changes_mind, f"question-{place}-changes_mind", asks,
                        "Write which answer would change your mind, before anybody answers.", wrong)  # fmt: skip
        found.append(replace(each, asks=asks, changes_mind=changes, segment=each.segment.strip()))
    return tuple(found)


def _days(plan: TrialPlan, on: date, begun: date | None, wrong: list[Refused]) -> None:
    if plan.first_day < on and plan.first_day != begun:
        wrong.append(Refused("A trial begins today or later. Choose another first day.", field="first_day"))
    if plan.last_day < plan.first_day:
        wrong.append(Refused("It ends before it begins. Choose a last day after the first.", field="last_day"))
    elif plan.last_day - plan.first_day > LONGEST_TRIAL:
        wrong.append(Refused("A trial lasts a year at most. Choose an earlier last day, and extend it if need be.",
                             field="last_day"))  # fmt: skip


def _numbers(plan: TrialPlan, wrong: list[Refused]) -> None:
    if not 1 <= plan.places <= MOST_PLACES:
        wrong.append(Refused(f"A trial has 1 to {MOST_PLACES} places. Write a number between them.", field="places"))
    if not 0 <= plan.rest_months <= LONGEST_REST:
        wrong.append(
            Refused(f"A client rests 0 to {LONGEST_REST} months. Write a number between them.", field="rest_months")
        )
    for field, least, what in (
        ("least_regions", plan.least_regions, "regions"),
        ("least_segments", plan.least_segments, "segments"),
    ):
        if not 0 <= least <= plan.places:
            wrong.append(Refused(f"{plan.places} clients are of at most {plan.places} {what}. Ask for fewer.",
                                 field=field))  # fmt: skip
    must_fit_places(plan.wanted, plan.places, wrong)


def must_fit_places(wanted: tuple[Wanted, ...], places: int, wrong: list[Refused]) -> None:
    """Note a refusal for each spread that asks for more clients than there are places, or twice for the same."""
    for over in Dimension:
        each = [one for one in wanted if one.over is over]
        if len({one.value for one in each}) < len(each):
            wrong.append(Refused(f"A {OVER[over]} is named twice. Keep one line of it.", field="wanted"))
        if (total := sum(one.least for one in each)) > places:
            wrong.append(
                Refused(f"By {OVER[over]} this asks for {total} clients, and there are {places} places. "
                        "Ask for fewer, or make more places.", field="wanted")
            )  # fmt: skip


def longest_until(first_day: date) -> date:
    """Give the day until which a trial that began on one can be extended at most: two years on."""
    return first_day + 2 * LONGEST_TRIAL


def must_extend(trial: TrialFacts, last_day: date, places: int, on: date) -> None:
    """Raise Refused unless a trial that is open gets a later last day, or more places, or both."""
    must_be_open(trial.state)
    if last_day < max(trial.last_day, on) or last_day > longest_until(trial.first_day):
        raise Refused("Choose a last day after the one it has, within two years of its first.", field="last_day")
    if not trial.places <= places <= MOST_PLACES:
        raise Refused(
            f"It has {trial.places} places, which clients rely on. Write that number or more, up to {MOST_PLACES}.",
            field="places",
        )
    if (last_day, places) == (trial.last_day, trial.places):
        raise Refused("Nothing would change. Choose a later last day or more places.", field="last_day")


def _said(text: str, field: str, title: str, instead: str, wrong: list[Refused]) -> str:
    try:
        clean = words_of(text, field=field, empty=f"Nothing is written yet. {instead}", longest=LONGEST_TEXT)
    except Refused as refusal:
        wrong.append(refusal)
        return text
    if empty := empty_reason(clean, title=title):
        wrong.append(Refused(f"{empty} {instead}", field=field))
    return clean


def _short(text: str, field: str, wrong: list[Refused]) -> str:
    clean = text.replace("\r\n", "\n").replace("\0", " ").strip()
    if len(clean) > LONGEST_TEXT:
        wrong.append(Refused(f"Write at most {LONGEST_TEXT:,} characters here. Link the rest.", field=field))
    return clean


def plan_words(plan: TrialPlan) -> str:
    """Say a plan in plain text, as it is laid beside another."""
    asked = "\n".join(f"{place}. {each.asks} ({each.changes_mind})" for place, each in enumerate(plan.questions, 1))
    days = f"{spoken_day(plan.first_day)} to {spoken_day(plan.last_day)}, {plan.places} places"
    return "\n".join(filter(None, (plan.code_name, plan.aim, days, asked, plan.requirements, plan.agreement)))
