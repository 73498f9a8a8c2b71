"""What is proposed for an agenda: seen by whoever arranges it, taken over whole or one by one."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from parley.groups.queries import on_call_of
from parley.kernel.refusals import Refused
from parley.ledger.terms import Ref, ref_of
from parley.meetings.actions import take_proposed
from parley.meetings.queries import AGENDA_ITEM, meeting_facts, proposed_agenda
from parley.meetings.rules import may_run
from parley.meetings.terms import STILL_TO_COME
from parley.meetings.terms.agenda import AgendaProposal
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.documents import purpose_words
from parley.screens.meetings.shown import thing_href, when_words
from parley.screens.meetings.views.meeting import find

KINDS = ("topic", "initiative", "decision", AGENDA_ITEM)


@require_http_methods(["GET", "POST"])
def page(request: Asked, key: int) -> HttpResponse:
    """See what is proposed, and put it on the agenda: all that was shown, or one thing (`take=topic:3`)."""
    meeting = find(request, key)
    if not may_run(request.viewer, meeting_facts(meeting)):
        raise Http404
    if request.method == "POST":
        things = _things(request)
        taken = take_proposed(meeting=meeting, things=things, actor=request.user, at=request.now)
        words = ngettext("%d item is on the agenda now. Change what you like.",
                         "%d items are on the agenda now. Change what you like.", len(taken))  # fmt: skip
        say(request, words % len(taken))
        return redirect("meeting", key)
    proposal = proposed_agenda(request.viewer, meeting, request.now) if meeting.state in STILL_TO_COME else None
    context = {
        "meeting": meeting,
        "when": when_words(request, meeting),
        "proposal": proposal,
        "calls": _calls(meeting.area_id, proposal),
        "words": purpose_words,
        "href": _href,
    }
    return framed(request, "meetings/proposal.html", context, place=f"group:{meeting.area.key}")


def _calls(area: int, proposal: AgendaProposal | None) -> dict[Ref, str]:
    """Say who comes along with what is proposed: those on call whose function it needs. One query, or none."""
    needing = [each.candidate for each in proposal.items if each.candidate.needs] if proposal else []
    people = list(on_call_of(area)) if needing else []
    return {each.ref: ", ".join(one.name for one in people if one.function_id in each.needs) for each in needing}


def _things(request: Asked) -> list[Ref]:
    """Give what was chosen. Raises Refused for what is nothing that waits."""
    given = request.POST.getlist("shown") if request.POST.get("take") == "all" else [request.POST.get("take", "")]
    for each in given:
        kind, _colon, key = each.partition(":")
        if kind not in KINDS or not key_of(key):
            raise Refused(_("Choose what to put on the agenda from the list."))
    return [ref_of(each) for each in given]


def _href(thing: Ref) -> str:
    return "" if thing.kind == AGENDA_ITEM else thing_href(thing)
