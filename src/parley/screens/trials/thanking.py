"""A client that took part is thanked, and told what came of it as far as that may be said."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parley.decisions.queries import decision_seen
from parley.disclosure.queries import now_of
from parley.disclosure.terms import Means
from parley.kernel.spans import today_of
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import managed, must_be_shown, status_of
from parley.screens.returning import list_sent_from
from parley.screens.trials.feedback import here
from parley.screens.trials.feedback_forms import ThanksForm
from parley.trials.actions import Thanks, thank_client
from parley.trials.queries.answers import latest_answers, name_for, who_invited

if TYPE_CHECKING:
    from parley.trials.models import TrialPlace


@require_http_methods(["GET", "POST"])
def page(request: Asked, key: int) -> HttpResponse:
    """The words for it, and a form that says they were heard; what is sent here says so."""
    at = here(request, key)
    track, words = _words(request, at.row)
    form = ThanksForm(request.POST or None, initial={
        "told_on": today_of(request.user, request.now), "to_whom": who_invited(at.row.pk), "track": track,
    })  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        copied = "copied" in request.POST
        thanks = Thanks(on=given["told_on"], to_whom=given["to_whom"], means=Means.COPY if copied else Means.CALL,
                        track=None if "without" in request.POST else given["track"])  # fmt: skip
        if managed(form, lambda: thank_client(place=at.row, thanks=thanks, actor=request.user, at=request.now)):
            say(request, _("%(client)s is thanked.") % {"client": at.row.client.name})
            return redirect(list_sent_from(request) or reverse("place_thanks", args=[key]))
    due = at.row.trial.ended_on is not None and at.row.thanked_at is None
    must_be_shown(form, shown=at.acts and due)
    decision = at.row.trial.decision_id
    context = {
        "here": at,
        "decision": decision_seen(request.viewer, decision) if decision else None,
        "ended": at.row.trial.ended_on is not None,
        "draft": _draft(at.row, words),
        "words": words,
        "form": form,
    }
    return framed(request, "trials/thanks.html", context, place="trials", status=status_of(form))


def _words(request: Asked, row: "TrialPlace") -> tuple[int | None, str]:
    """Give the words in force that this client may hear, with the key of their track; none when nothing may be said."""
    now = now_of(row.trial.initiative, on=request.now.date())
    telling = now.telling_to(row.client_id, row.client.region_id)
    track = now.disclosed.track
    return (track.key, telling.words.text) if telling and telling.words and track else (None, "")


def _draft(row: "TrialPlace", words: str) -> str:
    """Write what can be said: thanks, and the words that may be said. Why it was decided so is not for clients."""
    facts = {"name": name_for(row.pk) or _("something new")}
    helped = _("What you told us was part of how we decided to go on.") if latest_answers(row.pk) else ""
    said = [_("Thank you for trying “%(name)s” with us.") % facts, helped, words]
    return "\n\n".join(filter(None, said))
