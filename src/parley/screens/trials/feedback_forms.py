"""Forms of what clients answer in a trial, of how its questions were answered, and of what follows."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from parley.clients.rules import said_on_of
from parley.roadmap.terms import Stage, Stance
from parley.screens.attaching import AttachmentField
from parley.screens.fields import DayField
from parley.screens.posting import checked
from parley.screens.roadmap.forms.whys import MayWaitField, Versioned, long
from parley.trials.rules.outcome import FOLLOWS, STAGES
from parley.trials.terms import AnswerKind, Follows, Tap, Verdict
from parley.trials.terms.feedback import Answer, Judged, WayOn

if TYPE_CHECKING:
    from parley.trials.models import TrialQuestion

TAPS = ((Tap.YES, _("Yes")), (Tap.PARTLY, _("Partly")), (Tap.NO, _("No")), (Tap.CANNOT_SAY, _("Cannot say")))
VERDICTS = ((Verdict.YES, _("Yes")), (Verdict.NO, _("No")), (Verdict.UNCLEAR, _("Unclear")))
WAYS = (
    (Follows.GO, _("Go on")),
    (Follows.CHANGE, _("Change it")),
    (Follows.STOP, _("Stop")),
    (Follows.EXTEND, _("Extend the trial")),
)
STANCES = (
    ("", _("Leave that open: somebody looks at it in the inbox")),
    (Stance.SUPPORTS, _("What they wrote speaks for it")),
    (Stance.CONTRADICTS, _("What they wrote speaks against it")),
)
LONGEST_TITLE, LONGEST_WHY = 200, 5_000
MOST_AT_ONCE = 2  # files: each is read by a process of its own, while its sender waits
OF_A_DAY = len(" until 30 September 2027")  # is added to what extending is called


class WordsField(forms.CharField):
    """A client’s own words, in which a new line counts as one character; how long they may be is for the rule."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Give the words with plain ends of lines."""
        return str(super().to_python(str(value or "").replace("\r\n", "\n").replace("\0", " ")) or "")


class AnswersForm(forms.Form):
    """What a client says to each question it is asked: one tap, or a few words."""

    def __init__(self, *given: Any, asked: "Sequence[TrialQuestion]", **options: Any) -> None:
        super().__init__(*given, **options)
        self.asked = asked
        self.sent = len(self.files)
        if self.sent > MOST_AT_ONCE:
            self.files = MultiValueDict()  # none of so many is read
        for each in asked:
            if each.kind is AnswerKind.TAP:
                self.fields[f"tap-{each.pk}"] = forms.ChoiceField(
                    label=each.asks, choices=TAPS, required=False, widget=forms.RadioSelect
                )
            label = _("In a few words") if each.kind is AnswerKind.TAP else each.asks
            self.fields[f"text-{each.pk}"] = WordsField(label=label, required=False)
            self.fields[f"file-{each.pk}"] = AttachmentField(label=_("A screenshot"), required=False)

    def clean(self) -> dict[str, Any] | None:
        """Refuse more files than are read at once."""
        if self.sent > MOST_AT_ONCE:
            self.add_error(None, _("Send two screenshots at once at most, and the others with another answer."))
        return super().clean()

    @property
    def answers(self) -> list[Answer]:
        """What was answered, once the form is valid."""
        given = self.cleaned_data
        return [
            Answer(
                each.pk,
                Tap(tap) if (tap := given.get(f"tap-{each.pk}")) else None,
                given[f"text-{each.pk}"],
                next(iter(given[f"file-{each.pk}"]), None),
            )
            for each in self.asked
        ]

    @property
    def rows(self) -> list[tuple["TrialQuestion", Any, Any, Any]]:
        """Each question with its field to tap, if it has one, and its fields of words and of a screenshot."""
        return [
            (
                each,
                self[f"tap-{each.pk}"] if f"tap-{each.pk}" in self.fields else None,
                self[f"text-{each.pk}"],
                self[f"file-{each.pk}"],
            )
            for each in self.asked
        ]


class NotedForm(AnswersForm):
    """The same, as somebody heard it in a call."""

    def __init__(self, *given: Any, asked: "Sequence[TrialQuestion]", today: date, **options: Any) -> None:
        super().__init__(*given, asked=asked, **options)
        self.today = today
        self.fields["said_on"] = DayField(label=_("When they said it"))
        self.fields["stance"] = forms.ChoiceField(
            label=_("Does it speak for what is tried?"), choices=STANCES, required=False, widget=forms.RadioSelect
        )

    def clean(self) -> dict[str, Any]:
        """Ask the rule of the day already, so that everything that is wrong is said at once."""
        given: dict[str, Any] = super().clean() or {}
        if day := given.get("said_on"):
            checked(self, lambda: said_on_of(day, self.today))
        return given


class LinkForm(forms.Form):
    """For whom at the client a link is."""

    to_whom = forms.CharField(label=_("For whom there"), max_length=200, required=False)


class OpenChoiceField(forms.ChoiceField):
    """One of some words, which may be left open for now: so it is not called a matter of liking."""

    def validate(self, value: str) -> None:
        """Accept nothing: the rules say what is still missing."""
        if value:
            super().validate(value)


class JudgedForm(Versioned):
    """How each question of a trial was answered, and on what that rests."""

    use_required_attribute = False

    def __init__(self, *given: Any, asked: "Sequence[TrialQuestion]", **options: Any) -> None:
        super().__init__(*given, **options)
        self.asked = asked
        for n, each in enumerate(asked, start=1):
            self.fields[f"verdict-{each.pk}"] = OpenChoiceField(
                label=_("The answer to question %(n)s") % {"n": n},
                choices=VERDICTS,
                widget=forms.RadioSelect,
                initial=each.verdict,
            )
            self.fields[f"evidence-{each.pk}"] = MayWaitField(
                label=_("What answer %(n)s rests on") % {"n": n},
                help_text=_("Who said or did what, and how many of them."),
                initial=each.evidence,
            )

    @property
    def judged(self) -> list[Judged]:
        """What was said, once the form is valid."""
        given = self.cleaned_data
        return [
            Judged(
                each.pk, Verdict(word) if (word := given[f"verdict-{each.pk}"]) else None, given[f"evidence-{each.pk}"]
            )
            for each in self.asked
        ]

    @property
    def rows(self) -> list[tuple["TrialQuestion", Any, Any]]:
        """Each question with its two fields."""
        return [(each, self[f"verdict-{each.pk}"], self[f"evidence-{each.pk}"]) for each in self.asked]


class FollowsForm(forms.Form):
    """What can follow from a trial: the question for the decider, and four ways to go on, each with its why."""

    question = forms.CharField(label=_("The question"), max_length=240)
    context = long(
        _("What led to it"), help_text=_("How the questions were answered stands here already."), most=10_000
    )
    decide_by = DayField(label=_("To be decided by"))

    def __init__(self, *given: Any, labels: dict[Stage, str], **options: Any) -> None:
        super().__init__(*given, **options)
        stages = [("", _("Leave the stage as it is")), *((each, labels[each]) for each in STAGES)]
        ways = dict(WAYS)
        for place, word in enumerate(FOLLOWS):
            most = LONGEST_TITLE - (OF_A_DAY if word is Follows.EXTEND else 0)
            self.fields[f"option-{place}-title"] = forms.CharField(label=_("What is done"), max_length=most)
            self.fields[f"option-{place}-why"] = long(
                _("What speaks for it: %(way)s") % {"way": ways[word]}, required=True, most=LONGEST_WHY,
                help_text=_("Also if you would not take it."),
            )  # fmt: skip
            if word in {Follows.GO, Follows.CHANGE}:
                self.fields[f"stage-{word}"] = forms.ChoiceField(
                    label=_("Stage from then on"), choices=stages, required=False
                )
        self.fields["until-extend"] = DayField(
            label=_("Until which day"), help_text=_("The decider reads it beside what is done.")
        )

    @property
    def ways(self) -> list[WayOn]:
        """The four ways, once the form is valid."""
        given = self.cleaned_data
        return [
            WayOn(
                follows=word, title=given[f"option-{place}-title"], why=given[f"option-{place}-why"],
                stage=Stage(stage) if (stage := given.get(f"stage-{word}")) else None,
                until=given["until-extend"] if word is Follows.EXTEND else None,
            )
            for place, word in enumerate(FOLLOWS)
        ]  # fmt: skip

    @property
    def rows(self) -> list[tuple[Any, list[Any]]]:
        """Each way with its fields."""
        names = dict(WAYS)
        return [
            (names[word], [self[name] for name in (f"option-{place}-title", f"option-{place}-why", f"stage-{word}",
                                                   f"until-{word}") if name in self.fields])
            for place, word in enumerate(FOLLOWS)
        ]  # fmt: skip


class MeansForm(forms.Form):
    """What a decision means for a trial, where its options do not say so."""

    follows = forms.ChoiceField(label=_("What follows"), choices=WAYS, widget=forms.RadioSelect)
    until = DayField(label=_("Until which day, if it goes on"), required=False)


class ThanksForm(forms.Form):
    """How a client was thanked: when, whom there, and in which words."""

    told_on = DayField(label=_("On which day"))
    to_whom = forms.CharField(label=_("Whom at the client"), max_length=200, required=False)
    track = forms.IntegerField(required=False, widget=forms.HiddenInput)
