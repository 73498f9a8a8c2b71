"""Who runs which meeting of a group: the rota, asking another, and answering with one tap."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.kernel.refusals import Refused
from parley.meetings.actions import answer_ask, ask_to_run, pass_on_run, take_run
from parley.meetings.queries import (
    asks_of,
    exchangeable_with,
    meeting_facts,
    next_meetings_in,
    people_to_ask,
    ran_before,
    runners_of,
)
from parley.meetings.rules.rota import must_hand_on
from parley.meetings.terms.rota import RUN_LOOKED_BACK
from parley.screens.asking import Asked
from parley.screens.frame import WayBack, say
from parley.screens.frame import page as framed
from parley.screens.groups.heading import heading
from parley.screens.meetings.rota_forms import AskToRunForm
from parley.screens.meetings.running import running_of
from parley.screens.meetings.shown import meeting_rows, meeting_words, when_words
from parley.screens.meetings.views.meeting import find
from parley.screens.posting import attempt, status_of
from parley.screens.rendering import day
from parley.screens.returning import list_sent_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.meetings.models import Meeting
    from parley.meetings.terms.rota import Ran, Runner

SHOWN = 12


@require_GET
def page(request: Asked, key: str) -> HttpResponse:
    """Who runs the next meetings of a group, and by which rule; for its people."""
    context = heading(request, key, "meetings")
    if not (context["inside"] or request.viewer.operations):
        raise Http404
    area = context["area"].pk
    coming = next_meetings_in(request.viewer, area, request.now)[:SHOWN]
    runners, ran = runners_of(area), ran_before(area, request.now)
    context |= {
        "rows": meeting_rows(request, coming),
        "facilitators": [_line(each, ran, coming) for each in runners],
        "counted": len(ran),
        "looked_back": RUN_LOOKED_BACK,
    }
    return framed(request, "meetings/rota.html", context, place=f"group:{key}")


def _line(who: "Runner", ran: "Iterable[Ran]", coming: "Iterable[Meeting]") -> list[str]:
    """Give a facilitator's line of the table: name, how many they ran, which is their next, when they are away."""
    mine = [each.starts_at for each in ran if each.person == who.person]
    following = next((each.starts_at for each in coming if each.run_by_id == who.person), None)
    away = who.away_from and who.away_until
    return [
        who.name,
        str(len(mine)),
        day(following) if following else "–",
        _("%(first)s to %(last)s") % {"first": day(who.away_from), "last": day(who.away_until)} if away else "–",
    ]


@require_http_methods(["GET", "POST"])
def running(request: Asked, key: int) -> HttpResponse:
    """Ask somebody to run a meeting; say that one takes it over, or cannot."""
    meeting = _find(request, key)
    form = _form(request, meeting)
    if request.method == "POST" and form.is_valid():
        person = get_object_or_404(people_to_ask(meeting.area_id), pk=form.cleaned_data["person"])
        other = form.cleaned_data.get("in_return")
        in_return = find(request, other) if other else None
        if attempt(
            form,
            lambda: ask_to_run(meeting=meeting, person=person, in_return=in_return, actor=request.user, at=request.now),
        ):
            say(request, _("%s is asked, and answers with one tap. Until then it stays as it is.") % person.name)
            return redirect("meeting", key)
    context = {
        "meeting": meeting,
        "when": when_words(request, meeting),
        "run": running_of(request.viewer, meeting, request.now),
        "form": form,
    }
    place = f"group:{meeting.area.key}"
    return framed(request, "meetings/running.html", context, place=place, status=status_of(form))


def _find(request: Asked, key: int) -> "Meeting":
    """Give a meeting that the viewer may hand on. Raises Http404 outside its group, and Refused."""
    meeting = find(request, key)
    if meeting.area_id not in request.viewer.inside and not request.viewer.operations:
        raise Http404
    must_hand_on(request.viewer, meeting_facts(meeting), request.now)
    return meeting


def _form(request: Asked, meeting: "Meeting") -> AskToRunForm:
    facilitating = {each.person for each in runners_of(meeting.area_id)}
    others = [
        each
        for each in people_to_ask(meeting.area_id)
        if each.pk not in {request.viewer.person, meeting.run_by_id}
    ]  # fmt: skip
    mine = meeting.run_by_id == request.viewer.person and request.viewer.person in facilitating
    exchanges = exchangeable_with(meeting, request.now) if mine else []
    return AskToRunForm(
        request.POST or None,
        facilitating=[each for each in others if each.pk in facilitating],
        standing_in=[each for each in others if each.pk not in facilitating],
        exchanges=[(each.pk, f"{each.run_by.name}: {when_words(request, each)}") for each in exchanges if each.run_by],
    )


@require_POST
def taking(request: Asked, key: int) -> HttpResponse:
    """Take a meeting over."""
    take_run(meeting=find(request, key), actor=request.user, at=request.now)
    say(request, _("You run this meeting. Whoever would have is told."))
    return redirect("meeting", key)


@require_POST
def passing(request: Asked, key: int) -> HttpResponse:
    """Say that one cannot run a meeting."""
    meeting = find(request, key)
    pass_on_run(meeting=meeting, actor=request.user, at=request.now)
    after = find(request, key).run_by
    if after:
        say(request, _("It is %s’s turn now, and they are told.") % after.name)
    else:
        say(
            request,
            _("Every other facilitator is away that day or cannot, or there is none. Ask somebody of the group."),
        )
    return redirect("meeting", key)


@require_GET
def asked(request: Asked, key: int) -> HttpResponse:
    """Go to the meeting that one is asked to run."""
    ask = get_object_or_404(asks_of(request.viewer), pk=key)
    return redirect("meeting", ask.meeting_id)


@require_POST
def answer(request: Asked, key: int) -> HttpResponse:
    """Say yes or no to running a meeting."""
    ask = get_object_or_404(asks_of(request.viewer), pk=key)
    said = request.POST.get("answer", "")
    if said not in {"yes", "no"}:
        raise Refused(_("Parley could not tell whether you said yes or no. Press one of the two buttons."))
    answer_ask(ask=ask, accepted=said == "yes", actor=request.user, at=request.now)
    name = ask.by.name
    if said == "yes":
        say(
            request,
            _("You run %(meeting)s. %(name)s is told.") % {"meeting": meeting_words(ask.meeting), "name": name},
            back=WayBack(_("Ask another"), reverse("meeting_running", args=[ask.meeting_id]), sends=False),
        )
        return redirect(list_sent_from(request) or reverse("meeting", args=[ask.meeting_id]))
    say(request, _("%s is told that you cannot, and asks somebody else.") % name)
    return redirect(list_sent_from(request) or "today")
