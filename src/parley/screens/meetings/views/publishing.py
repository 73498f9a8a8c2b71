"""Publishing the minutes of a held meeting, adding to them later, and taking them away as a file."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parley.kernel.refusals import Stale
from parley.languages.reading import read_by
from parley.meetings.actions import add_to_minutes, publish_minutes
from parley.meetings.queries import contributions_used_in, meeting_facts, minutes_of, readers_of_minutes
from parley.meetings.queries.minutes import draft_mark
from parley.meetings.rules import may_write_minutes, must_add_to_minutes, must_publish_minutes
from parley.meetings.rules.minutes import mailed_by
from parley.meetings.terms import MeetingState
from parley.screens.asking import Asked
from parley.screens.decisions.given import gave
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.handing_out import MARKDOWN, PDF, as_file, company
from parley.screens.markdown import markdown_of
from parley.screens.meetings.documents import document, name_of, result_href, result_words, title_of
from parley.screens.meetings.publishing_forms import AdditionForm, PublicationForm
from parley.screens.meetings.shown import meeting_words
from parley.screens.meetings.views.meeting import find
from parley.screens.posting import managed, status_of
from parley.screens.rendering import absolute, clock
from parley.voices.terms import Given

if TYPE_CHECKING:
    from parley.decisions.queries import Giver
    from parley.meetings.models import Meeting
    from parley.meetings.queries import Minutes


@require_http_methods(["GET", "POST"])
def publication(request: Asked, key: int) -> HttpResponse:
    """Read the draft once more, say whom it credits, and publish it."""
    meeting = _to_write(request, key)
    if request.method == "GET" and (meeting.state is not MeetingState.HELD or meeting.minutes_published_at):
        return redirect("meeting", key)
    must_publish_minutes(request.viewer, meeting_facts(meeting))
    givers = contributions_used_in(request.viewer, meeting)
    form = _credits(givers, request.POST if request.method == "POST" else None)

    def publish() -> None:
        chosen = form.cleaned_data["credits"]
        gifts = [gift for each in givers if each.person.pk in chosen for gift in each.gifts]
        seen = request.POST.get("seen", "")
        publish_minutes(meeting=meeting, credits=gifts, seen=seen, actor=request.user, at=request.now)

    stale = False
    try:
        if form.is_bound and form.is_valid() and managed(form, publish):
            words = _("The minutes are published. They go by mail to those who may see them, by %(hour)s.")
            say(request, words % {"hour": clock(mailed_by(request.now), request.viewer.time_zone)})
            return redirect("meeting", key)
    except Stale as changed:  # said above the draft as it is now
        form.add_error(None, changed.sentence)
        stale = True
    minutes = minutes_of(request.viewer, meeting)
    context = {
        "meeting": meeting,
        "called": meeting_words(meeting),
        "minutes": minutes,
        "mark": draft_mark(minutes),
        "result_words": result_words,
        "result_href": result_href,
        "readers": readers_of_minutes(meeting).count(),
        "form": form,
    }
    place = f"group:{meeting.area.key}"
    return framed(request, "meetings/publication.html", context, place=place, status=409 if stale else status_of(form))


def _credits(givers: "list[Giver]", data: Any) -> PublicationForm:
    """Offer to credit who gave something; whoever brought a topic is, unless the writer says no."""
    names = [(each.person.pk, f"{each.person.name}: {gave(gift.kind for gift in each.gifts)}") for each in givers]
    brought = [each.person.pk for each in givers if any(gift.kind is Given.TOPIC for gift in each.gifts)]
    return PublicationForm(data, givers=names, initial={"credits": brought})


@require_http_methods(["GET", "POST"])
def additions(request: Asked, key: int) -> HttpResponse:
    """Add to published minutes, with the reason."""
    meeting = _to_write(request, key)
    if request.method == "GET" and meeting.minutes_published_at is None:
        return redirect("meeting", key)
    must_add_to_minutes(request.viewer, meeting_facts(meeting))
    items = {each.line.item.pk: each.line for each in minutes_of(request.viewer, meeting).items}
    titles = [(pk, line.title) for pk, line in items.items()]
    form = AdditionForm(request.POST or None, items=titles, initial={"item": request.GET.get("item")})

    def add() -> None:
        given = dict(form.cleaned_data)
        given["item"] = items[given["item"]].item if given["item"] else None
        add_to_minutes(meeting=meeting, **given, actor=request.user, at=request.now)

    if form.is_bound and form.is_valid() and managed(form, add):
        say(request, _("It is added to the minutes, with your name and the day."))
        return redirect("meeting", key)
    context = {"meeting": meeting, "called": meeting_words(meeting), "form": form}
    place = f"group:{meeting.area.key}"
    return framed(request, "meetings/addition.html", context, place=place, status=status_of(form))


def _to_write(request: Asked, key: int) -> "Meeting":
    """Give a meeting to somebody of its group. Raises Http404 for whoever is called in for an item alone."""
    meeting = find(request, key)
    facts = meeting_facts(meeting)
    if meeting.area_id not in request.viewer.inside and not may_write_minutes(request.viewer, facts):
        raise Http404
    return meeting


@require_GET
def pdf(request: Asked, key: int) -> HttpResponse:
    """Give the published minutes as PDF, as the reader may see them."""
    from parley.screens.document_paper import paper_of  # noqa: PLC0415 - 0.3 s that only PDFs need

    minutes = _published(request, key)
    whole = absolute("minutes_markdown", key)
    with read_by(request.viewer.time_zone, request.viewer.language):
        lines = list(document(minutes, reader_zone=request.viewer.time_zone, at=request.now))
        paper = paper_of(lines, title=title_of(minutes), author=company(), whole=whole)
    return as_file(paper, PDF, name_of(minutes))


@require_GET
def markdown(request: Asked, key: int) -> HttpResponse:
    """Give the published minutes as Markdown, as the reader may see them."""
    minutes = _published(request, key)
    with read_by(request.viewer.time_zone, request.viewer.language):
        text = markdown_of(document(minutes, reader_zone=request.viewer.time_zone, at=request.now))
    return as_file(text.encode(), MARKDOWN, name_of(minutes))


def _published(request: Asked, key: int) -> "Minutes":
    """Give published minutes. Raises Http404 before they are: a draft is on the meeting's page alone."""
    meeting = find(request, key)
    if meeting.minutes_published_at is None:
        raise Http404
    return minutes_of(request.viewer, meeting)
