"""An invitation behind its link: a client reads what it is asked, and answers without signing in."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from parley.disclosure.queries import promise_of
from parley.kernel.refusals import Refused
from parley.kernel.spans import spoken, spoken_day
from parley.ledger.terms import MACHINE
from parley.screens.alone import GONE, NOTHING, alone
from parley.screens.asking import Asked
from parley.screens.disclosure.cards import company_name
from parley.screens.trials.opened import may_send, opened
from parley.trials.actions import answer_invitation
from parley.trials.queries.links import invitation_holds
from parley.trials.terms import LinkFor, PlaceState, Reply

if TYPE_CHECKING:
    from parley.trials.models import TrialLink


@csrf_exempt  # nobody is signed in here: the link itself is what a form from elsewhere would have to know
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])  # what looks at links before their reader often asks with HEAD
def page(request: Asked, token: str) -> HttpResponse:
    """Show an invitation, and take the answer. Opening it changes nothing: mail scanners open links too.

    A link that was never given, was ended or is over answers as one that is not there.
    """
    link = opened(request, token, LinkFor.INVITATION)
    if link is None:
        return alone(request, "shared/nothing.html", {}, status=NOTHING)
    if not invitation_holds(link, on=request.now.date()):
        return alone(request, "trials/invitation_gone.html", {"company": company_name()}, status=GONE)
    if request.method == "POST":
        return _answer(request, link, token)
    return _shown(request, link, token)


def _answer(request: Asked, link: "TrialLink", token: str) -> HttpResponse:
    if request.user.is_authenticated:
        words = _("You are signed in, so this would not be the client’s answer. Note it in Parley instead.")
        return _shown(request, link, token, refusal=words, status=422)
    word = request.POST.get("reply", "")
    if word not in set(Reply):
        return _shown(request, link, token, refusal=_("Choose one of the answers."), status=422)
    if link.place.trial.agreement and word == Reply.YES and not request.POST.get("agreed"):
        return _shown(request, link, token, refusal=_("To take part, please agree to what stands above the answers."),
                      status=422)  # fmt: skip
    if not may_send(request, link):
        return _shown(request, link, token, refusal=_("This was answered often just now. Try again in an hour."),
                      status=429)  # fmt: skip
    try:
        state = answer_invitation(link=link, reply=Reply(word), actor=MACHINE, at=request.now)
    except Refused as refusal:
        return _shown(request, link, token, refusal=refusal.sentence, status=422)
    return alone(request, "trials/invitation_answered.html",
                 {"company": company_name(), "state": state, "states": PlaceState, "token": token})  # fmt: skip


def _shown(request: Asked, link: "TrialLink", token: str, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """Show the invitation as it was sent: the words of the statement, and what a client needs to know to answer.

    That it was answered is said, and not what: whoever was forwarded the link opens it too.
    """
    statement, place, trial = link.statement, link.place, link.place.trial
    replied = place.replied_at if place.state is not PlaceState.INVITED else None
    promised = promise_of(statement).window if statement else None
    context = {
        "company": company_name(),
        "name": statement.name if statement else "",
        "words": statement.text if statement else "",
        "window": spoken(promised) if promised else "",
        "days": _("%(first)s to %(last)s")
        % {"first": spoken_day(trial.first_day), "last": spoken_day(trial.last_day)},
        "requirements": trial.requirements,
        "agreement": trial.agreement,
        "until": spoken_day(link.expires_on),
        "replies": [(Reply.YES, _("Yes, we take part")), (Reply.NOT_NOW, _("Not this time")),
                    (Reply.NOT_FOR_US, _("This is not for us"))],
        "replied": spoken_day(replied.date()) if replied else "",
        "chosen": request.POST.get("reply", ""),
        "agreed": bool(request.POST.get("agreed")),
        "refusal": refusal,
        "token": token,
    }  # fmt: skip
    return alone(request, "trials/invitation.html", context, status=status)
