"""A form with every kind of field, to look at."""

from django import forms

from parley.screens.fields import DayField


class EveryField(forms.Form):
    """One field of each kind that pages use."""

    title = forms.CharField(label="What is the question?", help_text="As you would ask it aloud.")
    why = forms.CharField(label="Why does it matter?", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label="What is it?", choices=[("question", "A question"), ("problem", "A problem")])
    when = DayField(label="Answer needed by", required=False)
    weeks = forms.IntegerField(label="Team-weeks", required=False)
    audience = forms.ChoiceField(
        label="Who should see it?",
        widget=forms.RadioSelect,
        choices=[("group", "The group"), ("company", "The whole company")],
    )
    regions = forms.MultipleChoiceField(
        label="Which regions does it touch?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("emea", "EMEA"), ("apac", "APAC"), ("amer", "AMER")],
        required=False,
        help_text="None means all.",
    )
    by_mail = forms.BooleanField(label="Tell me by mail when it is answered", required=False)
    ref = forms.CharField(widget=forms.HiddenInput, required=False, initial="12")
