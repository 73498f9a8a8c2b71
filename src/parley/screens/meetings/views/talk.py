"""How talk was shared in a meeting that was held: figures stay, the transcript only where the charter keeps it."""

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.groups.queries import group_of
from parley.kernel.refusals import Refused
from parley.meetings.actions.talk import count_talk, forget_own_share, forget_talk
from parley.meetings.queries import meeting_facts
from parley.meetings.queries.talk import came_to, could_speak_in, earlier_reports, own_share, talk_of, transcript_seen
from parley.meetings.rules import may_arrange
from parley.meetings.rules.balance import FEWEST_TURNS, floor_turns, shares_of
from parley.meetings.rules.talk import MOST_SPEAKERS, MOST_UPLOADED, Heard, must_count_talk, proposed
from parley.meetings.rules.transcripts import Transcript, chatters_of, read_transcripts, text_of_file
from parley.meetings.terms import MeetingState
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.shown import when_words
from parley.screens.meetings.talking import MOST_SEALED, AsWritten, SpeakersForm, TranscriptForm
from parley.screens.meetings.views.meeting import find
from parley.screens.posting import attempt, managed, status_of

if TYPE_CHECKING:
    from parley.meetings.models import Meeting

SALT = "parley.meetings.talk"
AN_HOUR = 3600
FEWEST_BEFORE = 3


@require_http_methods(["GET", "POST"])
def page(request: Asked, key: int) -> HttpResponse:
    """Show the report; facilitators bring a transcript here and are asked who each speaker is."""
    meeting = _find(request, key)
    sent = request.method == "POST"
    form = TranscriptForm(request.POST, request.FILES) if sent else TranscriptForm()
    if sent:
        keeps = bool(group_of(meeting.area).transcript_days)
        if (
            form.is_valid()
            and _may_bring(request, meeting, form)
            and (sealed := attempt(form, lambda: _sealed(meeting, _read(form.cleaned_data, keeps=keeps))))
        ):
            read = sealed.read
            people = could_speak_in(meeting)
            names = {pk: each.name for pk, each in people.items()}
            start: dict[str, Any] = {f"who-{place}": pk for place, pk in proposed(read["speakers"], names).items()}
            start["read"] = sealed.text
            asked = SpeakersForm(speakers=read["speakers"], people=people.values(), initial=start)
            return _asked(request, meeting, asked)
    return _shown(request, meeting, form)


@require_POST
def speakers(request: Asked, key: int) -> HttpResponse:
    """Count how talk was shared, now that each speaker is known."""
    meeting = _find(request, key)
    try:
        where, read = signing.loads(request.POST.get("read", ""), salt=SALT, serializer=AsWritten, max_age=AN_HOUR)
    except signing.BadSignature:
        where, read = None, {}
    if where != meeting.pk:
        raise Refused(_("The transcript was read too long ago, or for another meeting. Bring it once more."))
    form = SpeakersForm(request.POST, speakers=read["speakers"], people=could_speak_in(meeting).values())
    heard = Heard(tuple(read["order"]), tuple(read["seconds"]), read["chat"])
    if form.is_valid() and managed(
        form,
        lambda: count_talk(
            meeting=meeting, heard=heard, people=form.people(), text=read.get("text", ""),
            actor=request.user, at=request.now,
        ),
    ):  # fmt: skip
        kept = transcript_seen(request.viewer, meeting, request.now, words=False)
        say(request, _("Counted. The group alone can read the transcript.") if kept else
            _("Counted. The transcript is not kept."))  # fmt: skip
        return redirect("meeting_talk", key)
    return _asked(request, meeting, form)


@require_POST
def removal(request: Asked, key: int) -> HttpResponse:
    """Let go of the figures."""
    forget_talk(meeting=_find(request, key), actor=request.user, at=request.now)
    say(request, _("Nothing is kept of this meeting’s talk any more."))
    return redirect("meeting_talk", key)


@require_POST
def own_removal(request: Asked, key: int) -> HttpResponse:
    """Delete what the viewer themselves had of it."""
    forget_own_share(meeting=_find(request, key), actor=request.user, at=request.now)
    say(request, _("What was kept of you is deleted."))
    return redirect("meeting_talk", key)


def _find(request: Asked, key: int) -> "Meeting":
    """Give a meeting of the viewer’s groups. Raises Http404."""
    meeting = find(request, key)
    if meeting.area_id not in request.viewer.inside and not request.viewer.operations:
        raise Http404
    return meeting


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was read, and the same sealed, so that the browser keeps it until each speaker is known."""

    read: dict[str, Any]
    text: str


def _sealed(meeting: "Meeting", read: dict[str, Any]) -> Sealed:
    """Seal what was read. Raises Refused when the words that are to be kept are too many for a form."""
    text = signing.dumps([meeting.pk, read], salt=SALT, serializer=AsWritten, compress=True)
    if len(text) > MOST_SEALED:
        raise Refused(
            _("This transcript is too long to be kept. Export it as .vtt or .txt, with the words alone."), field="file"
        )
    return Sealed(read, text)


def _read(given: dict[str, Any], *, keeps: bool) -> dict[str, Any]:
    """Read who spoke when; what they said only where the charter `keeps` it. Raises Refused."""
    file = given["file"]
    raw, name = (file.read(), file.name) if file else (given["text"].encode(), _("What you pasted"))
    try:
        talk = _one_talk(raw, name)
    except Refused as refused:
        raise Refused(refused.sentence, field="file" if file else "text") from None
    order = floor_turns(talk.said)
    places = {speaker: place for place, speaker in enumerate(talk.labels)}
    shares = shares_of(talk.said, order)
    chat = None
    if given["chat"]:
        try:
            writers = chatters_of(given["chat"].read(), given["chat"].name, most=MOST_UPLOADED)
        except Refused as refused:
            raise Refused(refused.sentence, field="chat") from None
        chat = len(writers.keys() - talk.labels.keys())
    return {
        "speakers": list(talk.labels.values()),
        "order": [places[speaker] for speaker in order],
        "seconds": [shares[speaker].seconds for speaker in talk.labels],
        "chat": chat,
    } | ({"text": text_of_file(raw, name, most=MOST_UPLOADED)} if keeps else {})


def _one_talk(raw: bytes, name: str) -> Transcript:
    """Read the talk of one meeting. Raises Refused."""
    found = read_transcripts(raw, name, most=MOST_UPLOADED)
    if len(found) > 1:
        raise Refused(_("This file holds several meetings. Give the transcript of this one alone."))
    if found[0].chat:
        raise Refused(_("This is the chat of a call. Give its transcript, and the chat below it."))
    if len(found[0].labels) > MOST_SPEAKERS:
        raise Refused(_("This names more than 100 speakers. Export it with the names of people."))
    return found[0]


def _asked(request: Asked, meeting: "Meeting", form: SpeakersForm) -> HttpResponse:
    fields = [form[name] for name in form.fields if name.startswith("who-")]
    keeps = bool(group_of(meeting.area).transcript_days)
    context = {"meeting": meeting, "when": when_words(request, meeting), "form": form, "fields": fields, "keeps": keeps}
    place = f"group:{meeting.area.key}"
    return framed(request, "meetings/speakers.html", context, place=place, status=status_of(form))


def _brings(request: Asked, meeting: "Meeting") -> bool:
    """Whether the page has the form of a transcript for the viewer."""
    return meeting.state is MeetingState.HELD and may_arrange(request.viewer, meeting.area_id)


def _may_bring(request: Asked, meeting: "Meeting", form: TranscriptForm) -> bool:
    """Whether a transcript may be counted; if not, the form says why. Raises Refused where the page has no form."""
    came = len(came_to(meeting))
    if not _brings(request, meeting):
        must_count_talk(request.viewer, meeting_facts(meeting), came)
    return managed(form, lambda: must_count_talk(request.viewer, meeting_facts(meeting), came))


def _shown(request: Asked, meeting: "Meeting", form: TranscriptForm) -> HttpResponse:
    talk = talk_of(request.viewer, meeting.pk)
    report = talk.report if talk else None
    before = [each["evenness"] for each in earlier_reports(meeting) if "evenness" in each] if report else []
    context = {
        "meeting": meeting,
        "when": when_words(request, meeting),
        "report": report,
        "fewest": FEWEST_TURNS,
        "usual": round(median(before), 2) if len(before) >= FEWEST_BEFORE else None,
        "mine": own_share(request.viewer, talk, request.now) if talk and talk.report["turns"] >= FEWEST_TURNS else None,
        "kept": transcript_seen(request.viewer, meeting, request.now, words=False) if talk else None,
        "days": group_of(meeting.area).transcript_days,
        "form": form,
        "brings": _brings(request, meeting),
        "kinds": (("side", _("Share of sides")), ("function", _("Share of functions")),
                  ("region", _("Share of regions"))),
    }  # fmt: skip
    place = f"group:{meeting.area.key}"
    return framed(request, "meetings/talk.html", context, place=place, status=status_of(form))
