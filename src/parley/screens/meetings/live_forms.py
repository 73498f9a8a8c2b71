"""Forms of the live room: a note, a question for a round, a line of the minutes, and all that takes one line."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.meetings.rules.live import LONGEST_LINE, LONGEST_QUESTION
from parley.meetings.terms.live import Captured
from parley.screens.clients.forms import ClientField
from parley.screens.fields import DayField, PersonField
from parley.screens.sealing import SealedNoteForm

if TYPE_CHECKING:
    from parley.people.terms import Viewer


def _line(label: Any) -> forms.CharField:
    needed = {"required": _("Write it first, in a sentence.")}
    return forms.CharField(label=label, max_length=LONGEST_LINE, error_messages=needed)


class RoundForm(forms.Form):
    """What a round asks of everybody."""

    question = forms.CharField(label=_("What to ask, if it is not the usual question"), max_length=LONGEST_QUESTION,
                               required=False)  # fmt: skip


class FloorForm(forms.Form):
    """Somebody who is given the floor, by name."""

    person = PersonField(label=_("Somebody else"))


class LineForm(forms.Form):
    """A line: of the minutes, or a decision, as the button says that sends it."""

    words = _line(_("What was said"))


class PromiseLineForm(forms.Form):
    """What somebody promised."""

    words = _line(_("What is promised"))
    owner = PersonField(label=_("Who"))
    due_on = DayField(label=_("By"))


class CorrectionForm(forms.Form):
    """What was decided, in other words."""

    words = forms.CharField(label=_("What was decided"), max_length=LONGEST_LINE, widget=forms.Textarea)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class TopicLineForm(forms.Form):
    """Something left for later."""

    words = _line(_("What to come back to: the whole group sees it"))
    who = PersonField(label=_("Who raised it, if not you"), required=False)


class InsightLineForm(forms.Form):
    """What a client said."""

    words = _line(_("What they said: everybody in the company may read it"))
    who = PersonField(label=_("Who told it, if not you"), required=False)
    field_order = ("client", "words", "who")

    def __init__(self, viewer: "Viewer", *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["client"] = ClientField(viewer, label=_("Client"))
        self.order_fields(self.field_order)


FORMS: dict[str, type[forms.Form]] = {
    "note": SealedNoteForm,
    "round": RoundForm,
    "floor": FloorForm,
    "line": LineForm,
    Captured.ACTION: PromiseLineForm,
    Captured.PARKED: TopicLineForm,
}


def form_of(name: str, viewer: "Viewer", typed: Any = None, **initial: Any) -> forms.Form:
    """Make a form by its name, which is the prefix of its fields; raises KeyError for one that is not there."""
    if name == Captured.INSIGHT:
        return InsightLineForm(viewer, typed, prefix=name)
    return FORMS[name](typed, prefix=name, initial=initial)
