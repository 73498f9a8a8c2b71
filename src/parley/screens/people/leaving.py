"""Somebody leaves: what they hold goes to others first; and somebody comes back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from parley.ledger.terms import Ref
from parley.meetings.actions import hand_over_everything
from parley.meetings.queries import holdings_of
from parley.meetings.terms import Held, Holding
from parley.people.actions import note_return
from parley.people.queries import person_seen
from parley.people.rules import must_administer
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.people.forms import LeavingForm, held_words
from parley.screens.posting import managed, status_of
from parley.screens.telling import titles_for

if TYPE_CHECKING:
    from parley.people.models import Person

SHOWN = 30  # things of a kind that are listed by name


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody holds of one kind, with the fields that say who takes it over."""

    held: Held
    words: str
    titles: list[Markup]
    more: int
    alone: int
    heir: BoundField
    empty: BoundField | None


@require_http_methods(["GET", "POST"])
def page(request: Asked, key: int) -> HttpResponse:
    """Say who takes over what somebody holds, and that they have left."""
    must_administer(request.viewer)
    person = found(person_seen(request.viewer, key))
    holdings = holdings_of(person)
    start = {"on": person.left_on or timezone.localdate(request.now)}
    form = LeavingForm(request.POST or None, holdings=holdings, initial=start)
    if request.method == "POST" and form.is_valid() and managed(form, lambda: _hand_over(request, person, form)):
        say(request, _("%s has left. What they held is with others, and what they wrote stays.") % person.name)
        return redirect("person", key)
    context = {"person": person, "form": form, "kept": _kept(request, form, holdings)}
    return framed(request, "people/leaving.html", context, place="people", status=status_of(form))


def _hand_over(request: Asked, person: "Person", form: LeavingForm) -> None:
    hand_over_everything(
        leaver=person,
        heirs=form.heirs(),
        emptied=form.emptied(),
        on=form.cleaned_data["on"],
        actor=request.user,
        at=request.now,
    )


def _kept(request: Asked, form: LeavingForm, holdings: list[Holding]) -> list[Kept]:
    shown = {each.held: each.things[:SHOWN] for each in holdings}
    titles: dict[Ref, Markup] = titles_for(request, [ref for refs in shown.values() for ref in refs])
    words = held_words()
    return [
        Kept(
            each.held,
            words[each.held],
            [titles[ref] for ref in shown[each.held] if ref in titles],
            max(0, len(each.things) - SHOWN),
            each.alone,
            form[f"heir_{each.held}"],
            form[f"empty_{each.held}"] if f"empty_{each.held}" in form.fields else None,
        )
        for each in holdings
        if each.things
    ]


@require_POST
def back(request: Asked, key: int) -> HttpResponse:
    """Note that somebody who had left is back."""
    person = found(person_seen(request.viewer, key))
    note_return(person=person, actor=request.user, at=request.now)
    say(request, _("%s is back, and signs in by a link sent by mail. Give them their places again.") % person.name)
    return redirect("person", key)
