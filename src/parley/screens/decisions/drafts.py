"""The form of a draft: a question, a few options, and what each would change on the roadmap."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from parley.decisions.queries import owner_named
from parley.decisions.rules import FEWEST, MOST
from parley.decisions.terms import EffectDraft, EffectField, OptionDraft
from parley.kernel.refusals import Refusals, Refused
from parley.screens.decisions.lent import LendingForm, as_typed_in, labels_to_lend
from parley.screens.decisions.showing_like import shows_like
from parley.screens.fields import DayField, PersonField
from parley.screens.posting import typed_in
from parley.screens.topics.forms import Choices, SeenForm

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

    from parley.decisions.models import Option
    from parley.roadmap.models import Initiative

Stages = Sequence[tuple[str, str]]
Start = tuple[dict[str, Any], list[dict[str, Any]]]  # what stands in an option at first, and in what it changes
MOST_CHANGES = 20  # initiatives that one option changes
TITLES = {"list": "initiative-titles", "autocomplete": "off"}
AS_IT_IS = ("", later("as it is"))
HORIZONS = [AS_IT_IS, ("now", later("now")), ("next", later("next")), ("later", later("later"))]
CONFIDENCES = [
    AS_IT_IS, ("high", later("high")), ("medium", later("medium")), ("low", later("low")),
    ("none", later("none given")),
]  # fmt: skip
AUDIENCES = [
    AS_IT_IS, ("product_team", later("its product team")), ("group", later("its group")),
    ("company", later("the whole company")),
]  # fmt: skip


class QuestionForm(SeenForm):
    """What has to be settled, by when, by whom."""

    question = forms.CharField(label=later("What has to be settled?"), max_length=240,
                               help_text=later("As a question with two or more answers."))  # fmt: skip
    context = forms.CharField(label=later("What led to it?"), max_length=10_000, required=False, widget=forms.Textarea)
    decide_by = DayField(label=later("Decide by"))
    decider = PersonField(label=later("Who decides?"), required=False)
    topics = forms.TypedMultipleChoiceField(label=later("Which topics does it settle?"), coerce=int, required=False,
                                            widget=forms.CheckboxSelectMultiple)  # fmt: skip
    initiatives = forms.TypedMultipleChoiceField(label=later("Which initiatives is it about?"), coerce=int,
                                                 required=False, widget=forms.CheckboxSelectMultiple)  # fmt: skip
    what_changed = forms.CharField(label=later("What changed since it was decided?"), max_length=2_000, required=False,
                                   widget=forms.Textarea, help_text=later("In a sentence or two. It stands between "
                                   "the old decision and this one, for whoever reads this one."))  # fmt: skip
    supersedes_nothing = forms.BooleanField(label=later("It takes no other decision’s place any more"), required=False)

    def __init__(self, *args: Any, topics: Choices, initiatives: Choices, like_at: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        if like_at:
            self.fields["question"].widget.attrs |= shows_like(like_at, "input delay:600ms")
        self.fields["topics"].choices = list(topics)  # type: ignore[attr-defined]  # a choice field
        self.fields["initiatives"].choices = list(initiatives)  # type: ignore[attr-defined]  # as above


class EffectForm(LendingForm):
    """What an option changes on one initiative."""

    initiative = forms.CharField(label=later("On the initiative"), max_length=240, required=False,
                                 widget=forms.TextInput(attrs=TITLES))  # fmt: skip
    horizon = forms.ChoiceField(label=later("horizon becomes"), choices=HORIZONS, required=False)
    window = forms.CharField(label=later("window becomes"), max_length=60, required=False,
                             widget=forms.TextInput(attrs={"placeholder": "Q3 2027"}))  # fmt: skip
    confidence = forms.ChoiceField(label=later("confidence becomes"), choices=CONFIDENCES, required=False)
    stage = forms.ChoiceField(label=later("stage becomes"), required=False)
    audience = forms.ChoiceField(label=later("seen by"), choices=AUDIENCES, required=False)
    assignment = PersonField(label=later("owner becomes"), required=False)
    first = ""  # key of the initiative that its option puts first: the one it is about where it names none

    def __init__(
        self, *args: Any, stages: Sequence[tuple[str, str]], seen: "Callable[[], QuerySet[Initiative]]", **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["stage"].choices = [AS_IT_IS, *stages]  # type: ignore[attr-defined]  # a choice field
        self.seen = seen

    def clean_initiative(self) -> "Initiative | None":
        """Find the initiative by its title, or by the number in brackets behind it."""
        text = " ".join(self.cleaned_data["initiative"].split())
        if not text:
            return self.seen().filter(pk=int(self.first)).first() if self.first and self.has_changed() else None
        number = re.search(r"\((\d{1,18})\)$", text)
        seen = self.seen()
        found = list(seen.filter(pk=int(number[1])) if number else seen.filter(title__iexact=text)[:5])
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{each.title} ({each.pk})" for each in found)
            raise forms.ValidationError(_("Several are called so: %s. Write yours with its number.") % several)
        raise forms.ValidationError(_("You see no initiative called “%s”. Write its title as on the roadmap.") % text)

    def clean(self) -> dict[str, Any]:
        """An initiative and what changes on it come together."""
        given: dict[str, Any] = self.cleaned_data
        given["shift"] = self.lending(given)
        changes = any(given.get(each) for each in EffectField)
        about = given.get("initiative")
        if about and not changes and not self.errors and str(about.pk) != self.first:
            self.add_error("initiative", _("Say what changes on it, or leave it out."))
        if changes and "initiative" in given and not given["initiative"]:
            self.add_error("initiative", _("Say on which initiative this changes."))
        return given

    def drafts(self) -> list[EffectDraft]:
        """Give the effects it says."""
        about = self.cleaned_data["initiative"]
        if about is None:
            return []
        owner = self.cleaned_data[EffectField.ASSIGNMENT]
        given = dict.fromkeys(EffectField, str(owner.pk) if owner else "")
        given |= {each: self.cleaned_data[each].strip() for each in EffectField if each is not EffectField.ASSIGNMENT}
        return [
            EffectDraft(about.pk, field, "" if word.lower() == "none" else word)
            for field, word in given.items()
            if word
        ]


class OptionForm(forms.Form):
    """One way to answer."""

    title = forms.CharField(label=later("What would be done"), max_length=200, required=False)
    why = forms.CharField(label=later("What speaks for it"), max_length=5_000, required=False, widget=forms.Textarea)

    initiative = forms.TypedChoiceField(label=later("Which initiative does it put first?"), coerce=int, required=False,
                                        empty_value=None)  # fmt: skip

    def __init__(
        self, *args: Any, effects: list[EffectForm], widened: bool, titles: Iterable[tuple[int, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["initiative"].choices = [("", later("None: it leaves them as they are")), *titles]  # type: ignore[attr-defined]
        self.effects = effects
        self.widened = widened  # room for another change was just asked for

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written into it."""
        return not self.has_changed() and not any(each.has_changed() for each in self.effects)

    @property
    def changes_something(self) -> bool:
        """Whether its part about the roadmap should be open."""
        return self.widened or any(
            (each.is_bound and (each.errors or each.has_changed())) or any(each.initial.values())
            for each in self.effects
        )

    def draft(self) -> OptionDraft:
        """Give the option it says."""
        effects = tuple(draft for each in self.effects for draft in each.drafts())
        return OptionDraft(
            self.cleaned_data["title"], self.cleaned_data["why"], effects, self.cleaned_data["initiative"]
        )


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
    return {"title": option.title, "why": option.why, "initiative": option.initiative_id}, list(rows.values())
