"""What people type and choose into is drawn as Django's own templates draw it, and everything in it is escaped."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.forms.renderers import Jinja2
from django.utils.safestring import mark_safe

from parley.screens.drawing import Widgets

NASTY = "<b>\"'&</b>\n two"
GROUPS = [("", "none"), ("a <group>", [("x", "an & b"), (NASTY, NASTY)]), (3, "three")]


class Everything(forms.Form):
    words = forms.CharField(required=False, widget=forms.TextInput(attrs={"list": NASTY, "autofocus": True}))
    text = forms.CharField(widget=forms.Textarea)
    mail = forms.EmailField(max_length=99)
    number = forms.IntegerField(min_value=1)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    secret = forms.CharField(widget=forms.PasswordInput)
    hour = forms.TimeField()
    link = forms.URLField(assume_scheme="https")
    kept = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField()
    one = forms.ChoiceField(choices=GROUPS)
    several = forms.MultipleChoiceField(choices=GROUPS, widget=forms.SelectMultiple)
    radio = forms.ChoiceField(choices=[("x", NASTY), ("y", "Y")], widget=forms.RadioSelect)
    boxes = forms.MultipleChoiceField(choices=[("x", NASTY), ("y", "Y")], widget=forms.CheckboxSelectMultiple)
    file = forms.FileField()


class Tags(HTMLParser):
    """The tags of a page with their attributes in any order, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(data.strip())


INITIAL = {
    "words": NASTY, "text": NASTY, "number": 7, "agreed": True, "one": NASTY, "several": ["x", 3], "radio": "x",
    "boxes": ["y"], "kept": NASTY,
}  # fmt: skip


@pytest.mark.parametrize("field", Everything.base_fields)
@pytest.mark.parametrize("initial", [{}, INITIAL], ids=["empty", "filled"])
def test_a_widget_is_drawn_as_by_django(field: str, initial: dict[str, Any]) -> None:
    attrs: Any = {"aria-describedby": False, "data-x": 0}
    ours, djangos = (
        Everything(initial=initial, renderer=renderer)[field].as_widget(attrs=attrs)
        for renderer in (Widgets(), Jinja2())
    )
    assert Tags(ours).found == Tags(djangos).found


@pytest.mark.parametrize("field", ["radio", "boxes"])
def test_each_of_several_boxes_is_drawn_as_by_django(field: str) -> None:
    ours, djangos = (
        [each.tag() for each in Everything(initial=INITIAL, renderer=renderer)[field].subwidgets]
        for renderer in (Widgets(), Jinja2())
    )
    assert [Tags(each).found for each in ours] == [Tags(each).found for each in djangos]


def test_a_label_that_is_markup_stays_markup_and_a_box_can_bring_its_label() -> None:
    class Safe(forms.Form):
        one = forms.ChoiceField(choices=[("x", mark_safe("A &amp; B"))])
        radio = forms.ChoiceField(choices=[("x", "A & B")], widget=forms.RadioSelect)

    form = Safe(renderer=Widgets())
    assert ">A &amp; B</option>" in form["one"].as_widget()
    assert str(next(iter(form["radio"].subwidgets))).endswith("A &amp; B</label>")
