"""Forms on the pages of a trial and of a client in it."""

from django import forms
from django.utils.translation import gettext_lazy as later

from parley.clients.terms import Sensitive
from parley.screens.fields import DayField
from parley.trials.terms import Reply

REPLIES = [
    (Reply.YES, later("Yes, they take part")),
    (Reply.NOT_NOW, later("Not this time")),
    (Reply.NOT_FOR_US, later("Not something for them")),
]


class ReasonForm(forms.Form):
    """Why."""

    because = forms.CharField(label=later("Why?"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))


class SpareForm(forms.Form):
    """Until when a client is asked for nothing extra."""

    what = forms.ChoiceField(label=later("Because of"), choices=[(Sensitive.RENEWAL, later("a renewal")),
                             (Sensitive.ESCALATION, later("an escalation"))], widget=forms.RadioSelect)  # fmt: skip
    until = DayField(label=later("Until"))
    because = forms.CharField(label=later("What is it about?"), required=False, max_length=2_000,
                              widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip


class GiveUpForm(forms.Form):
    """Why a trial is given up."""

    reason = forms.CharField(label=later("What came in between, and what does it mean for its clients?"),
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip


class ExtendForm(forms.Form):
    """A later last day, or more places."""

    last_day = DayField(label=later("Last day"))
    places = forms.IntegerField(label=later("Places"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    reason = forms.CharField(label=later("What is still to be learnt, or who waits?"),
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip


class InviteForm(forms.Form):
    """To whom an invitation goes; the words are those in force."""

    track = forms.IntegerField(widget=forms.HiddenInput)
    to_whom = forms.CharField(label=later("To whom there?"), max_length=200, required=False)


class ReplyForm(forms.Form):
    """What a client answered in a call or a mail."""

    reply = forms.ChoiceField(label=later("What did they answer?"), choices=REPLIES, widget=forms.RadioSelect)
