"""Forms of decisions: settling one, disagreeing with one, handing one over. Drafting has its own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from parley.decisions.terms import Outcome
from parley.screens.decisions.readers import ONCE_PUBLISHED, STAYS
from parley.screens.decisions.showing_like import shows_like
from parley.screens.fields import DayField, PersonField
from parley.screens.topics.forms import SeenForm

Choices = Iterable[tuple[int, Any]]


class SettleForm(SeenForm):
    """Settle a question: one option, one reason."""

    option = forms.TypedChoiceField(
        label=_("Which option?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the options first.")},
    )
    reason = forms.CharField(
        label=_("Your reason"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=format_lazy("{} {}", _("What weighed most, and what is given up."), ONCE_PUBLISHED),
        error_messages={"required": _("A decision needs its reason. Write what weighed most, and what is given up.")},
    )
    review_on = DayField(
        label=_("Look at it again on"), required=False, help_text=_("Else it is a quarter after it is published.")
    )

    def __init__(self, *args: Any, options: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["option"].choices = list(options)  # type: ignore[attr-defined]  # a choice field


class DecideForm(forms.Form):
    """Settle a question on one page: one option, one reason, of the brief as it was read."""

    option = SettleForm.base_fields["option"]
    reason = SettleForm.base_fields["reason"]
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, options: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["option"].choices = list(options)  # type: ignore[attr-defined]  # a choice field


class DeputyForm(forms.Form):
    """Who decides for one, and from when to when."""

    person = PersonField(label=_("Who decides for you"))
    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))


class PublishForm(SeenForm):
    """Publish what was settled: whom to credit, and where names were found, that somebody looked at them."""

    credits = forms.TypedMultipleChoiceField(
        label=_("Whose contributions does it rest on?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are told what became of what they gave."),
    )
    names_read = forms.BooleanField(
        label=_("I have looked at these names: whoever reads this may read them"),
        error_messages={"required": _("Look at the names above first. If one should not be read, send it back.")},
    )

    def __init__(self, *args: Any, givers: Choices, warned: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not warned:
            del self.fields["names_read"]
        self.fields["credits"].choices = list(givers)  # type: ignore[attr-defined]  # a choice field


class SendBackForm(SeenForm):
    """Ask the decider to look again before it is published."""

    reason = forms.CharField(
        label=_("What should be looked at again?"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=_("Only those who may read what is settled read this."),
    )


class EscalateForm(forms.Form):
    """The group did not agree."""

    reason = forms.CharField(
        label=_("What could the group not agree on?"), max_length=5_000, widget=forms.Textarea, help_text=STAYS
    )


class AgreeForm(SettleForm):
    """What the group agreed on."""

    option = forms.TypedChoiceField(
        label=_("On which option?"), coerce=int, error_messages={"required": _("Choose one of the options first.")}
    )
    reason = forms.CharField(
        label=_("With which reason?"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=format_lazy("{} {}", _("The decider reads it, and confirms it or decides otherwise."), STAYS),
    )
    review_on = None  # type: ignore[assignment]  # the decider's to say

    def __init__(self, *args: Any, options: Choices, **more: Any) -> None:
        super().__init__(*args, options=options, **more)
        self.fields["option"].choices = [("", _("Choose one")), *options]  # type: ignore[attr-defined]  # as above


class DissentForm(forms.Form):
    """Disagree, with a name or without one."""

    text = forms.CharField(
        label=_("What speaks against it?"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=_(
            "It is kept with the decision, whatever is decided, and read again beside what happened. Once the decision "
            "is published, whoever may read it reads this too."
        ),
    )
    named = forms.ChoiceField(
        label=_("Does your name stand beside it?"),
        choices=[("yes", _("With my name")), ("no", _("Without a name"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say first whether your name stands beside it.")},
    )


class DeciderForm(forms.Form):
    """Ask somebody else to decide."""

    person = PersonField(label=_("Who decides instead?"))


class ReviewForm(SeenForm):
    """What became of a decision."""

    outcome = forms.ChoiceField(
        label=_("Did what you expected come true?"),
        choices=[
            (Outcome.CAME_TRUE.value, _("It came true")),
            (Outcome.PARTLY.value, _("In part")),
            (Outcome.NOT.value, _("It did not")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say first whether it came true, in part, or not.")},
    )
    reason = forms.CharField(
        label=_("What happened, in your words"),
        max_length=5_000,
        widget=forms.Textarea,
        help_text=_("What you looked at. It stands beside who disagreed, and whoever did so by name is told."),
    )
    review_on = DayField(label=_("Look again on"), required=False)


class WithdrawForm(forms.Form):
    """Let a decision drop."""

    reason = forms.CharField(label=_("Why need it not be settled any more?"), max_length=5_000, widget=forms.Textarea)


class AgainstForm(forms.Form):
    """Two initiatives compete."""

    initiative = forms.TypedChoiceField(label=_("This"), coerce=int)
    other = forms.TypedChoiceField(label=_("or that"), coerce=int)
    decide_by = DayField(label=_("Decide by"))
    decider = PersonField(label=_("Who decides?"), required=False)

    def __init__(self, *args: Any, titles: Choices, like_at: str, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", _("Choose one")), *titles]
        for name in ("initiative", "other"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field
            both = {"hx-include": "[name='initiative'], [name='other']"}
            self.fields[name].widget.attrs |= shows_like(like_at, "change") | both


class WhyForm(forms.Form):
    """The why of an option, by whoever owns it."""

    why = forms.CharField(label=_("What speaks for it"), max_length=5_000, widget=forms.Textarea)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)  # the sign of the why that was read


class LeanForm(forms.Form):
    """To which option somebody leans, and what would change their mind."""

    option = forms.TypedChoiceField(
        label=_("I lean to"), coerce=int, error_messages={"required": _("Choose to which option you lean.")}
    )
    would_change = forms.CharField(
        label=_("What would change my mind"),
        max_length=2_000,
        widget=forms.Textarea,
        help_text=format_lazy(
            "{} {}", _("It stands under your name. Nobody counts it: what matters is who sees what, and why."), STAYS
        ),
    )

    def __init__(self, *args: Any, options: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["option"].choices = [("", _("Choose one")), *options]  # type: ignore[attr-defined]  # a choice field


class PrivateNoteForm(forms.Form):
    """What only whoever decides reads."""

    to = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)  # who decided as it was written
    text = forms.CharField(
        label=_("For whoever decides, alone"),
        max_length=5_000,
        widget=forms.Textarea,
    )
