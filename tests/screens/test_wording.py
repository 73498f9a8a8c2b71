"""Every field of every form speaks our words: sentences that say what to do, and none of Django's own."""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from django import forms

import parley.screens
from parley.meetings.queries.seats import people_to_lead
from parley.meetings.terms.hours import Inconvenience
from parley.roadmap.queries import initiatives_visible_to, stage_labels
from parley.roadmap.terms import Horizon, Plan
from parley.trials.models import TrialQuestion
from parley.trials.terms import AnswerKind
from tests.cast import Cast
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db

DJANGOS = re.compile(
    r"This field|Enter |Select a valid|Ensure |Null characters|is not (one of|a valid)|Submit |---|This value|No file"
)


def subclasses(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    each: type[forms.BaseForm]
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def all_forms() -> list[type[forms.BaseForm]]:
    for module in walk_packages(parley.screens.__path__, "parley.screens."):
        import_module(module.name)
    found = [each for each in subclasses(forms.BaseForm) if each.__module__.startswith("parley.")]
    return sorted(dict.fromkeys(found), key=lambda each: (each.__module__, each.__qualname__))


def parts_of(cast: Cast) -> dict[str, Any]:
    """Give what forms are made with, by the name they ask for it."""
    choices = [(1, "one"), (2, "two")]
    viewer = cast.viewer(cast.noor)
    return {
        "viewer": viewer, "area": cast.identity, "holdings": [], "initiatives": choices, "regions": choices,
        "functions": choices, "similar_at": "/", "topics": choices, "options": choices, "givers": choices,
        "others": choices, "teams": choices, "lent_to": choices,
        "stages": [("beta", "Beta")], "seen": lambda: initiatives_visible_to(viewer), "effects": [],
        "widened": False, "begun": True, "warned": True, "people": people_to_lead(cast.identity.pk),
        "waiting": [], "there": {}, "items": choices, "labels": stage_labels(),
        "of": initiative(cast), "before": Plan(horizon=Horizon.NOW, window=None, confidence=None),
        "today": cast.at.date(), "answer_days": 14, "areas": [cast.identity], "places": [cast.emea],
        "headers": ["Client", "When"], "table": Inconvenience(),
        "near": [["Acme Inc.", "Acme", 2]], "speakers": ["Ada"], "operations": True,
        "titles": choices, "like_at": "/", "facilitating": [cast.femi], "standing_in": [cast.sam], "exchanges": choices,
        "whats": choices,
        "missing": lambda _stage: [],
        "asked": [TrialQuestion(pk=1, asks="Does it help?", kind=AnswerKind.TAP),
                  TrialQuestion(pk=2, asks="What is missing?", kind=AnswerKind.TEXT)],
        "guesses": [["clean", "crm:clean", "Private clean rooms", 2]],
    }  # fmt: skip


def asked_for(form: type[forms.BaseForm]) -> set[str]:
    """Name what a form and those it extends ask for beside what Django gives every form."""
    names: set[str] = set()
    for kind in form.__mro__:
        if kind.__module__.startswith("parley.") and "__init__" in vars(kind):
            names |= {
                name
                for name, each in inspect.signature(vars(kind)["__init__"]).parameters.items()
                if each.kind in {each.KEYWORD_ONLY, each.POSITIONAL_OR_KEYWORD} and each.default is each.empty
            }
    return names - {"self"}


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_every_field_speaks_our_words(cast: Cast, form: type[forms.BaseForm]) -> None:
    parts = parts_of(cast)
    given = {name: parts[name] for name in asked_for(form)}
    empty = form(**given)
    assert "---" not in str(empty)
    for field in empty.fields.values():
        assert [str(words) for words in field.error_messages.values() if DJANGOS.match(str(words))] == []
    for typed in ("", "x", "x\0", "x" * 100_000, "-1", "99999999999"):
        bound = form(data=dict.fromkeys(empty.fields, typed), **given)
        said = [sentence for sentences in bound.errors.values() for sentence in sentences]
        assert [sentence for sentence in said if DJANGOS.match(sentence)] == []
