"""Forms of what is planned, of who sees it, and of what people say about it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.kernel.spans import Window
from parley.people.queries import every_region
from parley.roadmap.rules import (
    MOVED,
    must_be_a_reason,
    must_be_showable,
    must_be_to_come,
    must_mean_to_skip,
    must_say_why_without,
)
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Showing, Stage, Stance
from parley.roadmap.terms.duties import Missing
from parley.screens.fields import PersonField, WindowField, ruled, set_choices
from parley.screens.posting import checked
from parley.screens.roadmap.forms.whys import Versioned, WhyForm, long

if TYPE_CHECKING:
    from parley.people.models import Region
    from parley.roadmap.models import Initiative
    from parley.screens.disclosure.breaking import Forewarning

HORIZONS = ((Horizon.NOW, _("Now")), (Horizon.NEXT, _("Next")), (Horizon.LATER, _("Later")))
SURE = (
    ("", _("Not given")),
    (Confidence.HIGH, _("High: 80% or more")),
    (Confidence.MEDIUM, _("Medium: 60 to 80%")),
    (Confidence.LOW, _("Low: below 60%")),
)
AUDIENCES = (
    (Audience.PRODUCT_TEAM, _("Its product team only")),
    (Audience.GROUP, _("Its group")),
    (Audience.COMPANY, _("The whole company")),
)


class PlanFields(forms.Form):
    """When, and how sure that is."""

    horizon = forms.ChoiceField(label=_("When"), choices=HORIZONS, widget=forms.RadioSelect)
    window = WindowField(label=_("Window"), required=False, help_text=_("Like Q2 2027, H1 2027, Mar 2027"))
    confidence = forms.ChoiceField(label=_("Confidence in the window"), choices=SURE, required=False)

    @property
    def plan(self) -> Plan:
        """The plan, once the form is valid."""
        given = self.cleaned_data
        sure = Confidence(given["confidence"]) if given["confidence"] else None
        return Plan(horizon=Horizon(given["horizon"]), window=given["window"], confidence=sure)

    @staticmethod
    def start(plan: Plan) -> dict[str, Any]:
        """What the fields hold before anything is typed."""
        return {"horizon": plan.horizon, "window": str(plan.window or ""), "confidence": plan.confidence or ""}


class Reasoned(forms.Form):
    """A change of one initiative with its reason, which the same rule reads as the action asks."""

    def __init__(self, *given: Any, of: "Initiative", **options: Any) -> None:
        super().__init__(*given, **options)
        self.of = of
        self.warning: Forewarning | None = None  # what it would break, until that is confirmed

    def clean_reason(self) -> str:
        """Give the reason. Raises ValidationError when it says nothing."""
        return ruled(lambda: must_be_a_reason(self.cleaned_data["reason"], title=self.of.title, say=MOVED))


class PlanForm(Reasoned, PlanFields, Versioned):
    """Another plan, with its reason."""

    reason = long(
        _("Why it moves"), required=True, help_text=_("Everybody who sees the initiative reads this beside the change.")
    )

    def __init__(self, *given: Any, before: Plan, today: date, **options: Any) -> None:
        super().__init__(*given, **options)
        self.before = before
        self.today = today

    def clean_window(self) -> Window | None:
        """Give the window. Raises ValidationError when it is another one and has passed."""
        window: Window | None = self.cleaned_data["window"]
        was = self.before.window
        ruled(lambda: must_be_to_come(window, before=was, stage=self.of.stage, on=self.today))
        return window


class RegionPlanForm(PlanForm):
    """A plan for one region alone."""

    field_order = ("version", "horizon", "window", "confidence", "same", "reason")
    same = forms.BooleanField(label=_("As everywhere else again"), required=False)
    reason = long(_("Why this region differs"), required=True)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        if self.data.get("same"):
            self.fields["horizon"].required = False

    def clean_window(self) -> Window | None:
        """Give the window; any when the region is planned as everywhere else again."""
        return None if self.data.get("same") else super().clean_window()


class RegionsField(forms.MultipleChoiceField):
    """Some regions, or none for all of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **options)
        self.known: dict[str, Region] = {}

    def ask(self, known: Sequence["Region"]) -> None:
        """Offer these regions."""
        self.known = {str(region.pk): region for region in known}
        self.choices = [(key, region.name) for key, region in self.known.items()]

    def clean(self, value: Any) -> list["Region"]:
        """Give the regions chosen; none when all are, since both mean everywhere."""
        chosen = [self.known[key] for key in dict.fromkeys(super().clean(value))]
        return [] if len(chosen) == len(self.known) else chosen


class WithRegions(forms.Form):
    """A form that asks for regions."""

    regions = RegionsField(label=_("Applies to"), help_text=_("Choose none when it applies everywhere."))

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["regions"]
        if isinstance(field, RegionsField):
            field.ask(every_region())


class RegionsForm(Reasoned, WithRegions, Versioned):
    """Where an initiative applies, with the reason."""

    reason = long(_("Why that changes"), required=True)


def stages_of(labels: dict[Stage, str]) -> list[tuple[str, str]]:
    """The stages at which an initiative is under way."""
    return [(stage.value, label) for stage, label in labels.items() if stage is not Stage.STOPPED]


class Skipping(Reasoned, Versioned):
    """Another stage. Leaving stages out, or what a stage asks for, is asked about once it would happen."""

    stage = forms.ChoiceField(widget=forms.RadioSelect)
    skipping = forms.BooleanField(label=_("Leave them out: it is meant"), required=False)
    without = long(
        _("Why it goes on without what is missing"),
        help_text=_("Only when it moves on before that is done. Your name and this reason are shown on its page."),
    )

    def __init__(self, *given: Any, labels: dict[Stage, str], **options: Any) -> None:
        super().__init__(*given, **options)
        self.labels = labels
        set_choices(self, "stage", stages_of(labels))

    @property
    def skips(self) -> bool:
        """Whether the question about leaving stages out is to be shown."""
        return bool(self["skipping"].errors or self["skipping"].value())

    @property
    def misses(self) -> bool:
        """Whether the question why it goes on without something is to be shown."""
        return bool(self["without"].errors or self["without"].value())


class StageForm(Skipping):
    """Another stage, with what was learned."""

    field_order = ("version", "stage", "skipping", "reason", "without")
    stage = forms.ChoiceField(label=_("Move it to"), widget=forms.RadioSelect)
    reason = long(_("What was learned, or what happened"), required=True)

    def __init__(self, *given: Any, missing: Callable[[Stage], Sequence[Missing]], **options: Any) -> None:
        super().__init__(*given, **options)
        self.missing = missing

    def clean(self) -> dict[str, Any]:
        """Ask whether leaving stages out is meant, and why it goes on without what is missing."""
        given: dict[str, Any] = super().clean() or {}
        if "stage" in given:
            to, meant = Stage(given["stage"]), bool(given.get("skipping"))
            checked(self, lambda: must_mean_to_skip(self.of.stage, to, labels=self.labels, skipping=meant))
            missing, without = self.missing(to), given.get("without", "")
            checked(
                self,
                lambda: must_say_why_without(missing, without, title=self.of.title, to=self.labels[to]),
            )
        return given


class TakeUpForm(Skipping):
    """A stopped initiative goes on: where, and why now."""

    field_order = ("version", "stage", "skipping", "reason", "without")
    stage = forms.ChoiceField(label=_("It goes on at"), widget=forms.RadioSelect)
    reason = long(_("Why it is taken up again"), required=True, help_text=_("What has changed since it stopped."))


class TickForm(forms.Form):
    """What was done, and where it can be read."""

    note = long(_("What was done, and where it can be read"), help_text=_("An address, a date, who looked at it."))


class StopForm(Reasoned, Versioned):
    """The reason for stopping."""

    reason = long(_("Why it stops"), required=True, help_text=_("Those who asked for it read this."))


class AcceptForm(forms.Form):
    """Why it goes on although one client asks."""

    reason = long(
        _("Accepted concentration, because"),
        required=True,
        help_text=_("Your name and this reason stand beside the verdict, for everybody who sees the initiative."),
    )


class AudienceForm(Versioned):
    """Who in the company sees it, and the override that may need."""

    audience = forms.ChoiceField(label=_("Who sees it"), choices=AUDIENCES, widget=forms.RadioSelect)
    override_reason = long(
        _("Reason for going further than its stage allows"),
        help_text=_("Only needed then. Your name and this reason are shown on the page."),
    )


class TitleForm(Versioned):
    """What it is called, and who owns it."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("What changes for whom."))


class OwnerForm(forms.Form):
    """Who owns it."""

    owner = PersonField(label=_("Owner"), required=False, help_text=_("A name or an e-mail; empty for nobody."))


class NewForm(WithRegions, PlanFields, WhyForm):
    """A new initiative."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("What changes for whom."))
    stage = forms.ChoiceField(label=_("Stage"))
    audience = forms.ChoiceField(
        label=_("Who sees it"), choices=AUDIENCES, widget=forms.RadioSelect, initial=Audience.PRODUCT_TEAM,
        help_text=_("Nobody beyond the product team until the why is complete."),
    )  # fmt: skip

    def __init__(self, *given: Any, labels: dict[Stage, str], today: date, **options: Any) -> None:
        super().__init__(*given, **options)
        self.labels = labels
        self.today = today
        set_choices(self, "stage", stages_of(labels))

    def clean(self) -> dict[str, Any]:
        """Ask the rules of the action already, so that everything that is wrong is said at once."""
        given: dict[str, Any] = super().clean() or {}
        title, why, stage = given.get("title", ""), self.why, Stage(given.get("stage") or Stage.GATHER)
        checked(self, lambda: must_be_to_come(given.get("window"), before=None, stage=stage, on=self.today))
        if "audience" in given and "title" in given and "stage" in given:
            audience, label = Audience(given["audience"]), self.labels[stage]
            asked = Showing(title=title, audience=audience, stage=stage, label=label, why=why)
            checked(self, lambda: must_be_showable(asked))
        return given


class LinkForm(forms.Form):
    """An insight, and whether it speaks for or against."""

    insight = forms.IntegerField(widget=forms.HiddenInput)
    stance = forms.ChoiceField(
        choices=((Stance.SUPPORTS, _("speaks for it")), (Stance.CONTRADICTS, _("speaks against it")))
    )
