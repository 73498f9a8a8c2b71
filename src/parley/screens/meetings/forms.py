"""Forms of meetings."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from parley.meetings.queries.seats import is_of_group
from parley.meetings.rules import LONGEST_NOTES, LONGEST_TEXT
from parley.meetings.terms import WEEKDAYS, Frequency, Presence, Purpose, Waiting
from parley.people.rules import must_name_a_zone
from parley.screens.fields import DayField, ruled

if TYPE_CHECKING:
    from parley.people.models import Person

FREQUENCIES = (
    (Frequency.WEEKLY, _("every week")),
    (Frequency.FORTNIGHTLY, _("every other week")),
    (Frequency.FOUR_WEEKLY, _("every four weeks")),
    (Frequency.FIRST, _("once a month: the first")),
    (Frequency.SECOND, _("once a month: the second")),
    (Frequency.THIRD, _("once a month: the third")),
    (Frequency.FOURTH, _("once a month: the fourth")),
    (Frequency.LAST, _("once a month: the last")),
)
PURPOSES = (
    (Purpose.HEAR, _("to hear: people say what they know and think")),
    (Purpose.DECIDE, _("to decide: a question is settled")),
    (Purpose.INFORM, _("to inform: people learn something")),
)
PRESENCES = (
    ("", _("not noted")),
    (Presence.PRESENT, _("here")),
    (Presence.APOLOGIES, _("apologies")),
    (Presence.ABSENT, _("not here")),
)
AS_IS = "as_is"


def hour_field() -> forms.TimeField:
    """Make a field for an hour."""
    return forms.TimeField(label=_("At"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class TypedZoneField(forms.CharField):
    """A time zone by its name. What is none is said with everything else that is wrong."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("In the time zone of"), max_length=60, **options)

    def clean(self, value: Any) -> str:
        """Read the zone. Raises ValidationError for a text that is none."""
        text: str = super().clean(value)
        return ruled(lambda: must_name_a_zone(text)) if text else ""


def zone_field() -> forms.CharField:
    """Make a field for a time zone."""
    return TypedZoneField(help_text=_("Like Europe/London. The hour stays the same there when clocks change."))


class SeriesForm(forms.Form):
    """When a group meets."""

    title = forms.CharField(label=_("What the meeting is called"), max_length=200)
    frequency = forms.ChoiceField(label=_("How often"), choices=FREQUENCIES)
    weekday = forms.TypedChoiceField(label=_("On a"), choices=tuple(enumerate(WEEKDAYS)), coerce=int)
    local_time = hour_field()
    time_zone = zone_field()
    minutes = forms.IntegerField(label=_("For how many minutes"), min_value=5, max_value=480)
    starts_on = DayField(
        label=_("From which day on"),
        required=False,
        help_text=_("For every other week and every four weeks: the first day. Leave it empty if you don’t know yet."),
    )

    def keep_as_is(self, words: str) -> None:
        """Offer to leave a rhythm that the form has no choice for."""
        field = self.fields["frequency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - says so to the type checker
        field.choices = ((AS_IS, words), *FREQUENCIES)


class FirstWeekForm(forms.Form):
    """In which week a series starts."""

    day = DayField(label=_("First meeting"), error_messages={"required": _("Choose a day.")})


class OneMeetingForm(forms.Form):
    """A meeting of its own."""

    title = forms.CharField(label=_("What the meeting is called"), max_length=200)
    day = DayField(label=_("On"))
    hour = hour_field()
    time_zone = zone_field()
    minutes = forms.IntegerField(label=_("For how many minutes"), min_value=5, max_value=480, initial=60)


class MoveForm(forms.Form):
    """Another moment for a meeting."""

    day = DayField(label=_("On"))
    hour = hour_field()
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea)


class ReasonForm(forms.Form):
    """A sentence that says why."""

    reason = forms.CharField(label=_("Why"), max_length=LONGEST_TEXT, widget=forms.Textarea)


class ChangeItemForm(forms.Form):
    """What an item is for, how long it takes, who leads it, and why it is on the agenda."""

    title = forms.CharField(label=_("What it is about"), max_length=240, required=False)
    purpose = forms.ChoiceField(label=_("What it is for"), choices=PURPOSES, widget=forms.RadioSelect)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240)
    lead = forms.TypedChoiceField(label=_("Who leads it"), required=False, coerce=int, empty_value=None)
    why = forms.CharField(
        label=_("Why now"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea,
        help_text=_("What the group should know before the meeting, in a sentence or two."),
    )  # fmt: skip
    seen = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: "Iterable[Person]", nobody: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "lead", [("", nobody or now_("nobody yet")), *((each.pk, _lead(each)) for each in people)])


def _lead(person: "Person") -> str:
    """Name somebody who may lead an item, and say it of whoever is not of the group."""
    return person.name if is_of_group(person) else now_("%s, product operations, not of the group") % person.name


class ItemForm(ChangeItemForm):
    """Something to put on an agenda: of what waits, or a line of one’s own."""

    thing = forms.ChoiceField(
        label=_("What waits"), required=False,
        error_messages={"invalid_choice": _("That is not on the list any more. Choose again.")},
    )  # fmt: skip
    field_order = ("thing", "title", "purpose", "minutes", "lead", "why")

    def __init__(self, *args: Any, waiting: Iterable[Waiting], **options: Any) -> None:
        super().__init__(*args, nobody=now_("whoever brought, owns or decides it"), **options)
        del self.fields["seen"]  # nobody has seen what is not there yet
        groups: dict[str, list[tuple[str, str]]] = {}
        for each in waiting:
            groups.setdefault(_group(each), []).append((str(each.ref), f"{each.title} · {each.note}"))
        own = ("", now_("something else: a line of your own, below"))
        _choose(self, "thing", [own, *groups.items()])


def _group(waiting: Waiting) -> str:
    if waiting.late:
        return now_("Late, or not reached last time")
    return {"topic": now_("Topics"), "decision": now_("To be decided")}.get(waiting.ref.kind, now_("On the roadmap"))


def _choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - says so to the type checker
    field.choices = choices


class PersonForm(forms.Form):
    """Somebody of a short list, perhaps chosen while minutes are written."""

    person = forms.TypedChoiceField(
        label=_("Who"),
        coerce=int,
        error_messages={"invalid_choice": _("That person is not on the list. Choose again.")},
    )

    def __init__(self, *args: Any, people: "Iterable[Person]", writing: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "person", [(each.pk, each.name) for each in people])
        if writing:
            tie(self)


def tie(form: forms.Form) -> None:
    """Tie each field to the one form of the minutes, wherever on the page it stands."""
    for field in form.fields.values():
        field.widget.attrs["form"] = "minutes"


class MinutesForm(forms.Form):
    """A part of the one form of a meeting's minutes: whichever button is pressed, all of its parts are sent."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        tie(self)


class NotesForm(MinutesForm):
    """The minutes of one item. It brings along what stood there, so that what nobody touched is no change."""

    notes = forms.CharField(
        label=_("What was said"), max_length=LONGEST_NOTES, required=False, widget=forms.Textarea,
        show_hidden_initial=True,
    )  # fmt: skip
    seen_version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)


class AttendanceForm(MinutesForm):
    """Who came."""

    def __init__(self, *args: Any, people: "Iterable[Person]", there: dict[int, Presence], **options: Any) -> None:
        super().__init__(*args, **options)
        for each in people:
            self.fields[f"person_{each.pk}"] = forms.ChoiceField(
                label=each.name, choices=PRESENCES, required=False, initial=there.get(each.pk), show_hidden_initial=True
            )
        tie(self)

    def presences(self) -> dict[int, Presence]:
        """Give what was chosen, by people's keys."""
        chosen = self.cleaned_data.items()
        return {int(name.removeprefix("person_")): Presence(value) for name, value in chosen if value}


class PromiseForm(MinutesForm):
    """What somebody promised."""

    text = forms.CharField(label=_("What"), max_length=LONGEST_TEXT, widget=forms.Textarea)
    owner = forms.TypedChoiceField(label=_("Who"), coerce=int)
    due_on = DayField(label=_("By"))
    item = forms.TypedChoiceField(label=_("About"), required=False, coerce=int, empty_value=None)

    def __init__(
        self, *args: Any, people: "Iterable[Person]", items: Iterable[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        _choose(self, "owner", [("", now_("choose")), *((each.pk, each.name) for each in people)])
        _choose(self, "item", [("", now_("the meeting as a whole")), *items])
