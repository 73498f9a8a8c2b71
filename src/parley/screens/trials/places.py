"""A client in a trial: nominated, agreed to, invited, and what it answered."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.clients.queries import carers_of
from parley.disclosure.queries import now_of
from parley.kernel.spans import today_of
from parley.roadmap.queries import initiatives_visible_to
from parley.screens.addresses import key_of
from parley.screens.asking import Asked, found
from parley.screens.frame import WayBack, say
from parley.screens.frame import page as framed
from parley.screens.posting import attempt, status_of
from parley.screens.rendering import absolute
from parley.screens.returning import list_sent_from
from parley.screens.trials.page import KINDS, PLACES
from parley.screens.trials.page_forms import InviteForm, ReasonForm, ReplyForm
from parley.trials.actions import (
    agree,
    end_trial_link,
    hold_back,
    invite_client,
    nominate_client,
    note_reply,
    take_out,
)
from parley.trials.queries.choosing import client_to_nominate, own_to_nominate
from parley.trials.queries.fatigue import refusals_of
from parley.trials.queries.links import link_of_place, links_in_force
from parley.trials.queries.seeing import place_seen, sees_to, speaks_for, trial_seen
from parley.trials.rules.planning import must_be_open
from parley.trials.terms import CAN_BE_INVITED, SAID_NO, PlaceState, Reply, TrialState

ASKED_IN_WORDS = {PlaceState.PROPOSED, *CAN_BE_INVITED, PlaceState.INVITED}

if TYPE_CHECKING:
    from parley.disclosure.terms import Telling
    from parley.trials.models import TrialPlace


@require_http_methods(["GET", "POST"])
def nominations(request: Asked, key: int) -> HttpResponse:
    """One's own clients, those that asked for it first; one more tap nominates one."""
    trial = found(trial_seen(request.viewer, key))
    today = today_of(request.user, request.now)
    if request.method == "POST":
        client = found(client_to_nominate(request.viewer, key_of(request.POST.get("client", "")) or 0, on=today))
        place = nominate_client(
            trial=trial, client=client, because=request.POST.get("because", ""), actor=request.user, at=request.now
        )
        words = _("%(client)s is nominated: it may be invited. Nobody has asked it yet.")
        say(request, words % {"client": client.name})
        return redirect("trial_place", place.pk)
    must_be_open(trial.state)
    own = own_to_nominate(request.viewer, trial, on=today)
    return framed(request, "trials/nominations.html", {"trial": trial, "own": own, "standings": PLACES}, place="trials")


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """One client in a trial."""
    return _page(request, _place(request, key))


@require_POST
def agreement(request: Asked, key: int) -> HttpResponse:
    """Say that the client may be invited."""
    place = _place(request, key)
    agree(place=place, actor=request.user, at=request.now)
    sent_from, there = list_sent_from(request), reverse("trial_place", args=[key])
    back = WayBack(_("Hold them back after all"), there, sends=False) if sent_from else None
    say(request, _("%(client)s may be invited.") % {"client": place.client.name}, back=back)
    return redirect(sent_from or there)


@require_POST
def holding_back(request: Asked, key: int) -> HttpResponse:
    """Say that the client should not be invited, and why."""
    place, form = _place(request, key), ReasonForm(request.POST)
    return _done(
        request, place, ("hold_back", form),
        lambda: hold_back(place=place, because=form.cleaned_data["because"], actor=request.user, at=request.now),
        _("Held back. Who plans the trial reads why, and asks somebody else."),
    )  # fmt: skip


@require_POST
def taking_out(request: Asked, key: int) -> HttpResponse:
    """Take the client out."""
    place, form = _place(request, key), ReasonForm(request.POST)
    return _done(
        request, place, ("take_out", form),
        lambda: take_out(place=place, because=form.cleaned_data["because"], actor=request.user, at=request.now),
        _("Taken out. Its links open nothing any more."),
    )  # fmt: skip


@require_POST
def reply(request: Asked, key: int) -> HttpResponse:
    """Note what the client answered."""
    place, form = _place(request, key), ReplyForm(request.POST)
    return _done(
        request, place, ("reply", form),
        lambda: note_reply(
            place=place, reply=Reply(form.cleaned_data["reply"]), actor=request.user, at=request.now
        ),
        _("Noted."),
    )  # fmt: skip


@require_POST
def invitation(request: Asked, key: int) -> HttpResponse:
    """Invite the client: its link is shown once, because only its hash is kept."""
    place, form = _place(request, key), InviteForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        given = attempt(
            form,
            lambda: invite_client(
                place=place, to_whom=typed["to_whom"], seen_track=typed["track"], actor=request.user, at=request.now
            ),
        )
        if given and given.link.statement:
            return _page(request, _place(request, key), given=absolute("trial_invited", given.token),
                         words=given.link.statement.text)  # fmt: skip
    return _page(request, place, typed={"invite": form})


@require_POST
def link_end(request: Asked, key: int, link: int) -> HttpResponse:
    """Take a link back."""
    place = _place(request, key)
    end_trial_link(link=found(link_of_place(place.pk, link)), actor=request.user, at=request.now)
    say(request, _("The link is ended. Whoever opens it from now on learns nothing."))
    return redirect("trial_place", key)


def _place(request: Asked, key: int) -> "TrialPlace":
    return found(place_seen(request.viewer, key, today_of(request.user, request.now)))


def _done(
    request: Asked, place: "TrialPlace", form: tuple[str, forms.Form], do: Callable[[], object], sentence: str
) -> HttpResponse:
    """Call an action with what was typed: on to the page with the sentence, or the page with what was refused."""
    name, typed = form
    if typed.is_valid():
        attempt(typed, do)
        if not typed.errors:
            say(request, sentence)
            return redirect("trial_place", place.pk)
    return _page(request, place, typed={name: typed})


def _page(
    request: Asked,
    place: "TrialPlace",
    *,
    given: str = "",
    words: str = "",
    typed: Mapping[str, forms.Form] = MappingProxyType({}),
) -> HttpResponse:
    """Show a client in a trial, with a link that was just made, or a form that was refused."""
    viewer, trial = request.viewer, place.trial
    today = today_of(request.user, request.now)
    can = speaks_for(viewer, place, cares=sees_to(viewer, place, today))
    sees = initiatives_visible_to(viewer).filter(pk=trial.initiative_id).exists()
    open_ = trial.state is TrialState.OPEN
    telling, track, refusal = _telling(request, place) if open_ and place.state in ASKED_IN_WORDS else (None, None, "")
    context: dict[str, Any] = {
        "place": place,
        "trial": trial,
        "kind": KINDS[trial.kind],
        "state": PLACES[place.state],
        "sees": sees,
        "can": can,
        "open": open_,
        "reads_why": can.client or can.plans,
        "telling": telling,
        "refusal": refusal,
        "links": list(links_in_force(place.pk, on=today)) if can.client or can.plans else [],
        "given": given,
        "words": words,
        "replies": place.state in {PlaceState.INVITED, PlaceState.WAITING, *SAID_NO},
        "waits": place.state in {PlaceState.PROPOSED, PlaceState.AGREED, PlaceState.HELD_BACK},
        "carers": carers_of(place.client_id, request.now),
        "invite": typed.get("invite") or InviteForm(initial={"track": track}),
        "hold_back": typed.get("hold_back") or ReasonForm(auto_id="hold_%s"),
        "take_out": typed.get("take_out") or ReasonForm(auto_id="out_%s"),
        "reply": typed.get("reply") or ReplyForm(),
    }
    status = max((status_of(each) for each in typed.values()), default=200)
    return framed(request, "trials/place.html", context, place="trials", status=status)


def _telling(request: Asked, place: "TrialPlace") -> "tuple[Telling | None, int | None, str]":
    """Give the words in which the client is invited with the key of their talk track, else why it cannot be."""
    today = today_of(request.user, request.now)
    for day in (today, max(today, place.trial.first_day)):
        if sentence := refusals_of(place.trial, [place.client_id], on=day)[place.client_id]:
            return None, None, sentence
    now = now_of(place.trial.initiative, on=request.now.date())
    telling = now.telling_to(place.client_id, place.client.region_id)
    if telling and telling.words:
        return telling, now.disclosed.track.key if now.disclosed.track else None, ""
    here = now.telling_in(place.client.region_id)
    if here.words:
        return None, None, _("The words in force name other clients. Product marketing adds this one to them.")
    return None, None, _("No words are in force for it yet: %(why)s") % {"why": here.sentence}
