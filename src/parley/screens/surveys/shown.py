"""What a respondent is shown: waves in a list, where they are counted, their answers in words, and where to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from parley.groups.queries import area_names
from parley.kernel.refusals import Refused
from parley.people.queries import every_function, every_region
from parley.people.terms import Side
from parley.screens.asking import Asked, found
from parley.screens.surveys.cookies import Draft, draft_in
from parley.surveys.queries.answering import Place, place_in, waves_answered_by
from parley.surveys.queries.waves import (
    Rate,
    facts_of,
    questions_of,
    rate_of,
    state_of,
    wave_seen,
    waves_newest_first,
    waves_waiting_for,
)
from parley.surveys.rules.answering import must_be_asked
from parley.surveys.rules.drafting import COARSE, is_whole, next_to_answer, rate_while_open
from parley.surveys.rules.planning import must_be_open
from parley.surveys.terms.waves import STEPS, TOP, Counted, Kind, WaveState
from parley.surveys.terms.waves import Asked as Question

if TYPE_CHECKING:
    from parley.people.terms import Viewer
    from parley.surveys.models import Wave

SIDES = {
    Side.PRODUCT: later("product side"),
    Side.BUSINESS: later("business side"),
    Side.NEITHER: later("neither side"),
}
UNSEEN = (WaveState.PLANNED, WaveState.WITHDRAWN)  # by who answers; those who plan have pages of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """A wave as it is for whoever is signed in, on this browser."""

    wave: "Wave"
    questions: tuple[Question, ...]
    draft: Draft
    place: Place
    closed: str  # why it takes no answers; empty while it does

    @property
    def sent(self) -> bool:
        """Whether answering is behind them, from whichever browser."""
        return self.place.sent or self.place.answered

    @property
    def goes_on_number(self) -> int | None:
        """The number of the first question that is not answered; None when all are, or were gone over."""
        return next_to_answer(self.questions, self.draft.answers)

    @property
    def goes_on_at(self) -> str:
        """The address of that question, or of the check."""
        number = self.goes_on_number
        return question_page(self.wave.pk, number) if number else reverse("survey_answers", args=[self.wave.pk])


def here_for(request: Asked, key: int) -> Here:
    """Gather that. Raises Http404 for a wave that is planned, withdrawn or none."""
    wave = found(wave_seen(request.viewer, key))
    if state_of(wave) in UNSEEN:
        raise Http404
    questions = questions_of(key)
    draft = draft_in(request, key, questions)
    place = place_in(wave, request.user.pk, draft.token)
    try:
        must_be_open(facts_of(wave), request.now)
    except Refused as refusal:
        return Here(wave=wave, questions=questions, draft=draft, place=place, closed=refusal.sentence)
    return Here(wave=wave, questions=questions, draft=draft, place=place, closed="")


def question_page(wave: int, number: int) -> str:
    """Give the address of a question by its number, from 1."""
    return reverse("survey_question", args=[wave, number])


def way_of(here: Here) -> str:
    """Name how the page of a wave greets somebody."""
    if here.sent:
        return "sent"
    if here.closed:
        return "closed"
    if not here.place.asked:
        return "others"
    if here.place.began:
        return "goes_on"
    return "moved" if here.draft.token else "begins"


def not_asked() -> str:
    """Say why somebody is not asked."""
    try:
        must_be_asked(None)
    except Refused as refusal:
        return refusal.sentence
    return ""


def counted_words(viewer: "Viewer", counted: Counted) -> str:
    """Say where somebody is counted: “Payments, business side, EMEA, Client services”; nothing for the whole alone."""
    if counted == Counted():
        return ""
    groups = {key: name for _pk, key, name in area_names(viewer)}
    regions = {each.key: each.name for each in every_region()}
    functions = {each.key: each.name for each in every_function()}
    words = (
        groups.get(counted.group, counted.group),
        str(SIDES[Side(counted.side)]) if counted.side else "",
        regions.get(counted.region, counted.region),
        functions.get(counted.function, counted.function),
    )
    return ", ".join(filter(None, words))


def rate_words(rate: Rate, *, closed: bool) -> str:
    """Say how many have answered, as coarse as R3 asks while it is open; nothing for few people."""
    if closed and not rate.invited:  # asked elsewhere, and taken in without that figure
        return _("%(answered)s answered; how many were asked is not known.") % {"answered": f"{rate.answered:,}"}
    if closed:
        return _("%(answered)s of %(invited)s answered.") % {
            "answered": f"{rate.answered:,}",
            "invited": f"{rate.invited:,}",
        }
    share = rate_while_open(rate.invited, rate.answered)
    if share is None:
        return ""
    words = {"invited": f"{rate.invited:,}", "share": share or COARSE}
    if not share:
        return _("It asks %(invited)s people; fewer than %(share)d%% have answered so far.") % words
    return _("It asks %(invited)s people; at least %(share)d%% have answered so far.") % words


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and the draft of its answer, as the check shows them."""

    number: int
    text: str
    kind: Kind
    lines: tuple[str, ...]  # empty for no answer
    lacks: bool  # fewer marks than a ranking takes
    change: str


def answered_in(here: Here) -> list[Answered]:
    """Give all questions with what is drafted."""
    back = "?then=check"
    return [
        Answered(
            number,
            each.text,
            each.kind,
            _lines(each, here.draft.answers),
            bool(here.draft.answers.get(each.key)) and not is_whole(each, here.draft.answers[each.key]),
            question_page(here.wave.pk, number) + back,
        )
        for number, each in enumerate(here.questions, 1)
    ]


def _lines(question: Question, draft: Mapping[str, Any]) -> tuple[str, ...]:
    given = draft.get(question.key)
    if not given:
        return ()
    if question.kind is Kind.AGREE:
        return (_(STEPS[given]),)
    if question.kind is Kind.RANK:
        labels = {item.key: item.label for item in question.items}
        return tuple(labels[each] for each in given if each in labels)
    return (str(given),)


def lacking(marked: Sequence[str]) -> str:
    """Say how a ranking stands, after each tap."""
    left = TOP - len(marked)
    if left == TOP:
        return _("Tap what you value most first.")
    return (_("One more to tap."), _("Two more to tap."))[left - 1] if left else _("That is your top three.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A wave in the list. `way` is waits, answered, others or over."""

    wave: "Wave"
    way: str
    note: str = ""


def listed_for(request: Asked) -> list[Listed]:
    """Give all waves that opened, those that wait for the viewer first. Three queries."""
    person, now = request.user.pk, request.now
    waiting = {each.key for each in waves_waiting_for(person, now)}
    answered = set(waves_answered_by(person))
    rows = []
    for wave in waves_newest_first(request.viewer):
        if state_of(wave) in UNSEEN:
            continue
        if state_of(wave) is not WaveState.OPEN or now >= wave.closes_at:
            note = rate_words(rate_of(wave), closed=True) if wave.answered is not None else ""
            rows.append(Listed(wave, "over", note))
        elif wave.pk in waiting:
            rows.append(Listed(wave, "waits"))
        else:
            rows.append(Listed(wave, "answered" if wave.pk in answered else "others"))
    return sorted(rows, key=lambda each: ("waits", "answered", "others", "over").index(each.way))
