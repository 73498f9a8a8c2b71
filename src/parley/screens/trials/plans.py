"""A plan of a trial as one form: what it is, its questions, and of whom at least."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from parley.kernel.refusals import Refusals, Refused
from parley.people.queries import every_region
from parley.screens.posting import typed_in
from parley.screens.trials.forms import PlanForm, QuestionForm, WantedForm
from parley.trials.rules.planning import MOST_QUESTIONS
from parley.trials.terms import TrialKind, TrialPlan
from parley.trials.terms.candidates import Dimension, Size

if TYPE_CHECKING:
    from django.http import QueryDict

SPARE = 2  # rows offered beside those that are written
MOST_WANTED = 12
SIZES = {
    Size.SMALL: later("small clients"),
    Size.MIDDLE: later("middle-sized clients"),
    Size.LARGE: later("large clients"),
}
PLAIN = tuple(name for name in PlanForm.base_fields if name not in {"version", "kind"})


class Plan:
    """All forms of a plan: what was typed into them (`data`), else the plan `now`, else nothing but `begun`."""

    def __init__(
        self, data: "QueryDict | None", *, segments: Iterable[str], now: TrialPlan | None = None, **begun: Any
    ) -> None:
        regions = [(str(each.pk), each.name) for each in every_region()]
        whats: list[tuple[str, Any]] = [
            *((f"{Dimension.REGION}:{key}", name) for key, name in regions),
            *((f"{Dimension.SEGMENT}:{each}", each) for each in segments),
            *((f"{Dimension.SIZE}:{size}", words) for size, words in SIZES.items()),
        ]
        facts = {name: getattr(now, name) for name in PLAIN} if now else {}
        self.plain = PlanForm(data, initial=begun | facts)
        asked = [_as_asked(each) for each in now.questions] if now else []
        self.questions = [
            QuestionForm(data, prefix=f"question-{n}", regions=regions, initial=asked[n] if n < len(asked) else None)
            for n in range(_rows(data, "question-{}-asks", len(asked), MOST_QUESTIONS))
        ]
        least = [{"least": each.least, "what": f"{each.over}:{each.value}"} for each in now.wanted] if now else []
        self.wanted = [
            WantedForm(data, prefix=f"wanted-{n}", whats=whats, initial=least[n] if n < len(least) else None)
            for n in range(_rows(data, "wanted-{}-what", len(least), MOST_WANTED))
        ]

    def is_valid(self) -> bool:
        """Whether every part is in order by itself."""
        return all([each.is_valid() for each in self._parts])  # noqa: C419 - all of them, so that each shows its own errors

    @property
    def is_refused(self) -> bool:
        """Whether anything that was sent is wrong."""
        return any(each.is_bound and each.errors for each in self._parts)

    @property
    def _parts(self) -> list[forms.Form]:
        return [self.plain, *self.questions, *self.wanted]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Give all that was typed, under the labels it was typed under; of a question with its number."""
        found = typed_in(self.plain)
        for n, each in enumerate(self.questions, 1):
            found += [
                (_("Question %(n)s: %(label)s") % {"n": n, "label": label}, text) for label, text in typed_in(each)
            ]
        return found

    @property
    def wrong(self) -> list[tuple[Any, str, str]]:
        """Give what is wrong with questions and the spread: the field, what it is called, and the sentence."""
        found = []
        named: list[tuple[str, Sequence[forms.Form]]] = [
            (_("Question %(n)s: %(label)s"), self.questions),
            (_("Spread %(n)s: %(label)s"), self.wanted),
        ]
        for words, rows in named:
            for n, form in enumerate(rows, 1):
                for name, sentences in form.errors.items() if form.is_bound else ():
                    label = words % {"n": n, "label": form[name].label}
                    found += [(form[name], label, str(sentence)) for sentence in sentences]
        return found

    def plan(self) -> TrialPlan:
        """Give the plan that was typed."""
        return self.plain.plan(self.questions, self.wanted)

    @property
    def kind(self) -> TrialKind:
        """Give the kind of trial that was chosen."""
        return TrialKind(self.plain.cleaned_data["kind"])

    def put(self, refusal: Refused) -> None:
        """Put a refusal beside the field it concerns: last_day, question-0-asks of those written, or above them all."""
        if isinstance(refusal, Refusals):
            for each in refusal.each:
                self.put(each)
            return
        place = re.fullmatch(r"question-(\d+)-([a-z_]+)", refusal.field)
        if place:
            written = [each for each in self.questions if not each.is_empty] or self.questions
            written[int(place[1])].add_error(place[2], refusal.sentence)
        elif refusal.field == "wanted":
            (next((each for each in self.wanted if not each.is_empty), self.wanted[0])).add_error(
                "least", refusal.sentence
            )
        else:
            self.plain.add_error(refusal.field if refusal.field in self.plain.fields else None, refusal.sentence)


def _rows(data: "QueryDict | None", name: str, written: int, most: int) -> int:
    """Say how many rows there are: those that were sent, else those there are and a few beside."""
    sent = max((n + 1 for n in range(most) if data and name.format(n) in data), default=0)
    return min(sent or max(written + SPARE, SPARE + 1), most)


def _as_asked(question: Any) -> dict[str, Any]:
    return {"asks": question.asks, "changes_mind": question.changes_mind, "kind": question.kind,
            "region": str(question.region or ""), "segment": question.segment}  # fmt: skip
