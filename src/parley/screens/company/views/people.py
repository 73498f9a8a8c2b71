"""Who administers Parley; adding people and changing facts about them."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.meetings.queries.holding import left_and_holding
from parley.people.actions import add_person, change_person, give_operations
from parley.people.queries import administrators, person_seen
from parley.screens.asking import Asked, found
from parley.screens.company.changing import changing, settings_page
from parley.screens.company.forms import AdministratorForm, NewPersonForm, PersonForm
from parley.screens.frame import say
from parley.screens.posting import managed, status_of

MOST_LEFT = 30  # people who left and still hold something that are listed at once


@require_GET
def page(request: Asked) -> HttpResponse:
    """Who administers Parley, and where people are added."""
    return _page(request, AdministratorForm())


def _page(request: Asked, form: AdministratorForm) -> HttpResponse:
    left = list(left_and_holding().select_related("function")[: MOST_LEFT + 1])
    context = {
        "administrators": list(administrators().select_related("function").order_by("name")),
        "form": form,
        "left": left[:MOST_LEFT],
        "more_left": len(left) > MOST_LEFT,
    }
    return settings_page(request, "company/people.html", context, tab="company_people", status=status_of(form))


@require_POST
def administrators_given(request: Asked) -> HttpResponse:
    """Let somebody administer Parley too."""
    form = AdministratorForm(request.POST)
    if form.is_valid():
        person = form.cleaned_data["person"]
        if managed(form, lambda: give_operations(person=person, given=True, actor=request.user, at=request.now)):
            say(request, _("%s administers Parley too.") % person.name)
            return redirect("company_people")
    return _page(request, form)


@require_POST
def administrator_end(request: Asked, key: int) -> HttpResponse:
    """Let somebody no longer administer Parley."""
    person = found(person_seen(request.viewer, key))
    give_operations(person=person, given=False, actor=request.user, at=request.now)
    say(request, _("%s no longer administers Parley.") % person.name)
    return redirect("today" if person.pk == request.user.pk else "company_people")


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Add somebody to the company."""
    return changing(
        request,
        NewPersonForm(request.POST or None),
        lambda typed: add_person(**typed, actor=request.user, at=request.now),
        title=_("Add somebody"),
        submit=_("Add them"),
        done=_(
            "They are in the company now. No mail was sent: tell them to open Parley and ask for a link to sign in."
        ),
        page_of=lambda person: reverse("person", args=[person.pk]),
        back="company_people",
        lead=_("Many at once come from a file: parley import."),
    )


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: int) -> HttpResponse:
    """Change facts about somebody."""
    person = found(person_seen(request.viewer, key))
    fields = ("name", "email", "function", "region", "time_zone", "language")
    return changing(
        request,
        PersonForm(request.POST or None, initial={field: getattr(person, field) for field in fields}),
        lambda typed: change_person(person=person, **typed, actor=request.user, at=request.now),
        title=_("Change %s") % person.name,
        submit=_("Keep this"),
        done=_("%s is changed.") % person.name,
        back="company_people",
    )
