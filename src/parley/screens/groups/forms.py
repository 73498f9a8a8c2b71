"""Forms of groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.screens.fields import PersonField


class GroupForm(forms.Form):
    """What a group is called, what it is for, and how soon it answers."""

    name = forms.CharField(label=_("Name"), max_length=120)
    charter = forms.CharField(
        label=_("What the group is for"), max_length=20_000, required=False, widget=forms.Textarea
    )
    answer_days = forms.IntegerField(label=_("Days within which a topic is answered"), min_value=1, max_value=90)
    legal_approves = forms.BooleanField(
        label=_("Words for clients wait for legal too, not only for product marketing"), required=False
    )
    transcript_days = forms.IntegerField(
        label=_("Days for which the transcript of a meeting is kept"), min_value=0, max_value=365, required=False,
        help_text=_("0: it is read once and not kept. Kept ones are seen by the group alone, then deleted."),
    )  # fmt: skip


class PlaceForm(forms.Form):
    """Give somebody a place in a group, or end it."""

    PLACES = (
        ("core", _("core member")),
        ("on_call", _("on call: invited only for an item that needs them")),
        ("facilitator", _("facilitator: runs the meetings")),
        ("product", _("product person: keeps the roadmap")),
        ("decider", _("decider: settles what competes")),
    )
    person = PersonField(label=_("Who"), help_text=_("A name or an e-mail."))
    place = forms.ChoiceField(label=_("As"), choices=PLACES, widget=forms.RadioSelect)
    end = forms.BooleanField(label=_("End this place"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse to leave an area without a decider by the way: somebody else is named instead."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("place") == "decider" and typed.get("end"):
            self.add_error("end", _("An area keeps its decider until another is named. Name the other one."))
        return typed


class TeamForm(forms.Form):
    """A team and its capacity."""

    name = forms.CharField(label=_("Name of the team"), max_length=120)
    capacity = forms.DecimalField(
        label=_("Team-weeks a quarter"), min_value=0, max_value=999, max_digits=5, decimal_places=1
    )
