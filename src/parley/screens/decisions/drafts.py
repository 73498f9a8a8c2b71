"""A draft as one form: a question, a few options, and what each would change on the roadmap."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from parley.decisions.queries import owner_named
from parley.decisions.rules import FEWEST, MOST
from parley.decisions.terms import EffectField
from parley.kernel.refusals import Refusals, Refused
from parley.screens.decisions.lent import as_typed_in, labels_to_lend
from parley.screens.posting import typed_in

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

    from parley.decisions.models import Option
    from parley.roadmap.models import Initiative
from parley.screens.decisions.draft_forms import EffectForm, OptionForm, QuestionForm

Stages = Sequence[tuple[str, str]]
Start = tuple[dict[str, Any], list[dict[str, Any]]]  # what stands in an option at first, and in what it changes
MOST_CHANGES = 20  # initiatives that one option changes


class Draft:
    """The question with its options, as one form."""

    def __init__(self, question: QuestionForm, options: list[OptionForm], titles: list[tuple[int, str]]) -> None:
        self.question = question
        self.options = options
        self.titles = titles  # suggested while typing

    @cached_property
    def teams(self) -> list[str]:
        """The teams that can be lent, suggested while typing."""
        return labels_to_lend()

    @cached_property
    def written(self) -> list[OptionForm]:
        """The options that something was written into."""
        return [each for each in self.options if not each.is_empty]

    def is_valid(self) -> bool:
        """Whether every part is in order by itself."""
        parts = [self.question, *self.written, *(effect for each in self.written for effect in each.effects)]
        return all([part.is_valid() for part in parts])  # noqa: C419 - all of them, so that each shows its own errors

    def as_typed(self) -> None:
        """Show everything as it was typed, unchecked."""
        for part in [self.question, *self.options, *(effect for each in self.options for effect in each.effects)]:
            as_typed(part)

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Give all that was typed, under the labels it was typed under; of an option with its number."""
        found = typed_in(self.question)
        for n, option in enumerate(self.written, start=1):
            parts = [*typed_in(option), *(each for effect in option.effects for each in typed_in(effect))]
            found += [(_("Option %(n)s: %(label)s") % {"n": n, "label": label}, text) for label, text in parts]
        return found

    @property
    def wrong(self) -> list[tuple[Any, str, str]]:
        """Give what is wrong with the options: the field, what it is called on the page, and the sentence."""
        found = []
        for n, option in enumerate(self.options, start=1):
            for part in [option, *option.effects] if option.is_bound else []:
                for name, sentences in part.errors.items():
                    label = _("Option %(n)s: %(label)s") % {"n": n, "label": part[name].label}
                    found += [(part[name], label, str(sentence)) for sentence in sentences]
        return found

    @property
    def has_room(self) -> bool:
        """Whether another option may be added."""
        return len(self.options) < MOST

    @property
    def is_refused(self) -> bool:
        """Whether anything that was sent is wrong."""
        parts = [self.question, *self.options, *(effect for each in self.options for effect in each.effects)]
        return any(part.is_bound and part.errors for part in parts)

    def put(self, refusal: Refused) -> None:
        """Put a refusal beside the field it concerns: decide_by, option-0-why, option-0-window-12 of initiative 12."""
        if isinstance(refusal, Refusals):
            for each in refusal.each:
                self.put(each)
            return
        place = re.fullmatch(r"option-(\d)-([a-z]+)(?:-(\d+))?", refusal.field)
        if place is None:
            known = refusal.field in self.question.fields
            self.question.add_error(refusal.field if known else None, refusal.sentence)
            return
        rows = self.written if int(place[1]) < len(self.written) else self.options
        form: forms.Form = rows[int(place[1])]
        for effect in rows[int(place[1])].effects:
            about = getattr(effect, "cleaned_data", {}).get("initiative")  # also beside another refusal
            form = effect if about and str(about.pk) == place[3] else form
        form.add_error(place[2] if place[2] in form.fields else "why", refusal.sentence)


def option_forms(
    data: "QueryDict | None",
    written: "Iterable[Option | Start]",
    titles: dict[int, str],
    stages: Stages,
    seen: "Callable[[], QuerySet[Initiative]]",
    *,
    more: str = "",
) -> list[OptionForm]:
    """Make the options' forms: as they were sent, else as they stand; `more` asks for room: “option”, “change-0”."""
    initial = [each if isinstance(each, tuple) else _initial(each, titles) for each in written]
    slots = _sent(data, "option-{}-title", MOST) if data is not None else len(initial)
    slots = min(max(slots, FEWEST) + (more == "option"), MOST)
    made = []
    for n in range(slots):
        start, effects = initial[n] if n < len(initial) and data is None else ({}, [])
        rows = _sent(data, f"option-{n}-effect-{{}}-initiative", MOST_CHANGES) if data is not None else len(effects)
        widened, looks = more == f"change-{n}", more == f"now-{n}"
        forms_ = [
            EffectForm(data, prefix=f"option-{n}-effect-{r}", stages=stages, seen=seen,
                       initial=effects[r] if r < len(effects) else None)
            for r in range(min(max(rows, 1) + widened, MOST_CHANGES))
        ]  # fmt: skip
        form = OptionForm(data, prefix=f"option-{n}", effects=forms_, initial=start, widened=widened or looks,
                          titles=titles.items())  # fmt: skip
        for each in forms_:
            first = standing_in(form, "initiative")
            each.first = first if first.isdecimal() and int(first) in titles else ""
        for name in ("title", "why"):
            form.fields[name].required = n < FEWEST
        made.append(form)
    return made


def _sent(data: "QueryDict", name: str, most: int) -> int:
    """Say how many of the numbered fields of a name were sent."""
    return max((n + 1 for n in range(most) if name.format(n) in data), default=0)


def standing_in(form: forms.Form, name: str) -> str:
    """Give what stands in a field: as it was sent, else as it begins."""
    found = form.data.get(form.add_prefix(name)) if form.is_bound else form.initial.get(name)
    return str(found or "").strip()


def as_typed(form: forms.Form) -> None:
    """Turn a form that was sent into one that shows what was typed and does not say yet what is wrong with it."""
    form.initial = {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }
    form.is_bound = False


def again(options: Iterable["Option"]) -> list[Start]:
    """Give options of an older decision to be written anew: what they changed on the roadmap has been done or not."""
    return [({"title": each.title, "why": each.why, "initiative": each.initiative_id}, []) for each in options]


def _initial(option: "Option", titles: dict[int, str]) -> Start:
    rows: dict[int, dict[str, Any]] = {}
    for effect in option.effects.all():
        name = f"{titles.get(effect.initiative_id, '')} ({effect.initiative_id})"
        row = rows.setdefault(effect.initiative_id, {"initiative": name})
        if effect.field is EffectField.SHIFT:
            row |= as_typed_in(effect.new)
            continue
        row[effect.field] = owner_named(effect.new) if effect.field is EffectField.ASSIGNMENT else effect.new or "none"
    start = {"key": option.pk, "title": option.title, "why": option.why, "initiative": option.initiative_id}
    return start, list(rows.values())
