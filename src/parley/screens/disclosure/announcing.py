"""Announcements: which clients are to hear that something is there, told many at once or one by one."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from parley.clients.queries import managers_by_client
from parley.disclosure.actions import Occasion, put_aside, tell_announced
from parley.disclosure.queries import now_of_each, people_assigned
from parley.disclosure.queries.announcements import (
    announcement_seen,
    announcements_assigned_to,
    announcements_listed,
    announcements_of,
    announcements_open_to,
    announcements_visible_to,
)
from parley.disclosure.queries.launching import days_of_launches
from parley.disclosure.terms import Means, Telling
from parley.kernel.spans import today_of
from parley.screens.addresses import key_of
from parley.screens.asking import Asked, found
from parley.screens.disclosure.forms import NotNeededForm
from parley.screens.disclosure.launch_forms import AnnouncedForm
from parley.screens.frame import page as framed
from parley.screens.frame import paged, say
from parley.screens.posting import attempt, managed, status_of
from parley.screens.returning import from_list, list_sent_from
from parley.screens.roadmap.views.one import seen

if TYPE_CHECKING:
    from parley.disclosure.models.launching import Announcement
    from parley.disclosure.queries import Now
    from parley.roadmap.models import Initiative

A_PAGE, MOST_CHOSEN = 60, 500
MEANS = {"call": Means.CALL, "copy": Means.COPY}


@dataclass(slots=True)
class Some:
    """Clients that hear the same words about one thing; without words, `nothing` says why and what to do."""

    key: str
    text: str
    nothing: str
    rows: "list[Announcement]" = field(default_factory=list)


@dataclass(slots=True)
class About:
    """What waits of one initiative, by the words."""

    initiative: int
    title: str
    seen: bool
    track: int | None
    some: list[Some] = field(default_factory=list)


def why(row: "Announcement") -> str:
    """Say why a client is to hear of it."""
    said = [
        text
        for text, is_so in (
            (_("asked for it"), row.asked), (_("was told of it"), row.told), (_("tested it"), row.tested),
        )
        if is_so
    ]  # fmt: skip
    return ", ".join(said)


@require_GET
def page(request: Asked) -> HttpResponse:
    """Clients to tell, by what they are to hear of."""
    return _page(request, AnnouncedForm(initial={"told_on": today_of(request.user, request.now)}), wrong="")


def _page(request: Asked, form: AnnouncedForm, *, wrong: str) -> HttpResponse:
    today = today_of(request.user, request.now)
    of, list_ = key_of(request.POST.get("of") or request.GET.get("of", "")) or 0, list_sent_from(request)
    here = {name: word for name, word in (("of", of), ("list", list_)) if word}
    rows = paged(request, Paginator(announcements_listed(request.viewer, today, of), A_PAGE))
    context = {
        "all": [] if not rows else _about(request, list(rows)),
        "pages": rows,
        "of": of,
        "list": list_,
        "page_href": f"{reverse('announcements')}?{urlencode(here | {'page': ''})}",
        "days": days_of_launches({each.initiative_id for each in rows}),
        "today": today,
        "form": form,
        "wrong": wrong,
        "why": why,
        "chosen": _chosen(request),
    }
    return framed(request, "disclosure/announcements.html", context, place="clients", status=status_of(form))


def _about(request: Asked, rows: "list[Announcement]") -> list[About]:
    """Group what waits by initiative and words."""
    nows = now_of_each({each.initiative_id: each.initiative for each in rows}.values(), on=request.now.date())
    all_: dict[int, About] = {}
    for row in rows:
        now = nows[row.initiative_id]
        about = all_.setdefault(row.initiative_id, _of(row, now))
        telling = now.telling_to(row.client_id, row.client.region_id)
        text = telling.words.text if telling and telling.words else ""
        _among(about.some, row, text, "" if text else nothing_of(now, row))
    return list(all_.values())


def _among(some: list[Some], row: "Announcement", text: str, nothing: str) -> None:
    """Put a client to those that hear the same."""
    same = next((each for each in some if (each.text, each.nothing) == (text, nothing)), None)
    if same is None:
        same = Some(f"{row.initiative_id}-{len(some)}", text, nothing)
        some.append(same)
    same.rows.append(row)


def _of(row: "Announcement", now: "Now") -> About:
    track = now.disclosed.track
    is_seen = bool(row.seen)  # type: ignore[attr-defined]  # an annotation
    title = now.row.title if is_seen or track is None else track.name
    return About(row.initiative_id, title, is_seen, track.key if track else None)


def nothing_of(now: "Now", row: "Announcement") -> str:
    """Say why nothing may be told to a client now, and what to do."""
    here: Telling = now.telling_in(row.client.region_id)
    if here.words:
        return _("This client is not among those named for it. Whoever drafts its words can name them.")
    ask = _("Ask %(name)s.") % {"name": now.row.owner.name} if now.row.owner else ""
    return " ".join(filter(None, (here.sentence, here.when, ask)))


@require_POST
def told(request: Asked) -> HttpResponse:
    """Log that the clients that were chosen were told that it is there."""
    form = AnnouncedForm(request.POST)
    today = today_of(request.user, request.now)
    of, chosen = key_of(request.POST.get("of", "")) or 0, _chosen(request)
    waiting = announcements_assigned_to(request.viewer, on=today).filter(initiative=of)
    first = waiting.select_related("initiative").first()
    if first is None:
        found(announcements_visible_to(request.viewer, on=today).filter(initiative=of, pk__in=chosen).first())
        say(request, _("None of these wait for you any more."), level="warn")
        return redirect(list_sent_from(request) or "announcements")
    if not chosen and form.is_valid():
        form.add_error(None, _("Nobody is chosen. Choose the clients that you have told."))
    if form.is_valid() and _logged(request, first.initiative, form):
        return redirect(_next(request, of))
    return _page(request, form, wrong=request.POST.get("group", ""))


def _logged(request: Asked, row: "Initiative", form: AnnouncedForm) -> bool:
    """Log it; whether that was done, or refused with the sentence put on the form."""
    given = form.cleaned_data
    means = MEANS.get(request.POST.get("means", ""), Means.CALL)
    how = Occasion(on=given["told_on"], to_whom=given["to_whom"], means=means)
    count = attempt(
        form,
        lambda: tell_announced(
            initiative=row, announcements=_chosen(request), how=how, seen_track=key_of(request.POST.get("track", "")),
            actor=request.user, at=request.now,
        ),
    )  # fmt: skip
    if count is None:
        return False
    number, left_out = count
    sentence = ngettext("Logged: %d client was told.", "Logged: %d clients were told.", number) % number
    if left_out:
        names = ", ".join(left_out[:8])
        sentence += " " + _("Nothing may be told to %(names)s yet, so they still wait.") % {"names": names}
    say(request, sentence)
    return True


def _next(request: Asked, of: int) -> str:
    """Give where one goes on: whoever came from a list, to whom else that is to be told, and then back to the list."""
    here, list_ = reverse("announcements"), list_sent_from(request)
    if not list_:
        return here
    waiting = announcements_assigned_to(request.viewer, on=today_of(request.user, request.now)).filter(initiative=of)
    return from_list(f"{here}?of={of}", list_) if waiting.exists() else list_


def _chosen(request: Asked) -> list[int]:
    return [key for text in request.POST.getlist("announcement")[:MOST_CHOSEN] if (key := key_of(text))]


@require_GET
def of_initiative(request: Asked, key: int) -> HttpResponse:
    """Who of the clients was told that it is there, for those who keep its roadmap or look after the clients."""
    row = seen(request, key)
    today, nobodys = today_of(request.user, request.now), request.GET.get("show") == "nobody"
    rows = paged(request, Paginator(announcements_of(request.viewer, today, key, nobodys=nobodys), A_PAGE))
    some = list(rows)
    context = {
        "initiative": row,
        "rows": some,
        "pages": rows,
        "nobodys": nobodys,
        "managers": managers_by_client([each.client_id for each in some]),
        "why": why,
    }
    return framed(request, "disclosure/announced.html", context, place="roadmap")


@require_GET
def one(request: Asked, key: int) -> HttpResponse:
    """One client to tell: why, the words, and putting it aside."""
    row = _found(request, key)
    return _one(request, row, NotNeededForm())


def _found(request: Asked, key: int) -> "Announcement":
    return found(announcement_seen(request.viewer, today_of(request.user, request.now), key))


def _one(request: Asked, row: "Announcement", not_needed: NotNeededForm) -> HttpResponse:
    today = today_of(request.user, request.now)
    now = now_of_each([row.initiative], on=request.now.date())[row.initiative_id]
    about = _of(row, now)
    telling = now.telling_to(row.client_id, row.client.region_id)
    context: dict[str, Any] = {
        "row": row,
        "about": about,
        "words": telling.words if telling else None,
        "nothing": "" if telling else nothing_of(now, row),
        "why": why(row),
        "people": people_assigned(row, at=request.now)[:6],
        "mine": row.closed_at is None and announcements_open_to(request.viewer, on=today).filter(pk=row.pk).exists(),
        "form": AnnouncedForm(initial={"told_on": today}),
        "not_needed": not_needed,
        "list": list_sent_from(request),
        "freely": from_list(
            reverse("client_told_freely", args=[row.client_id]) + f"?initiative={row.initiative_id}",
            list_sent_from(request),
        ),
    }
    return framed(request, "disclosure/announcement.html", context, place="clients", status=status_of(not_needed))


@require_POST
def end(request: Asked, key: int) -> HttpResponse:
    """Put it aside: this client need not hear it, because."""
    row = _found(request, key)
    form = NotNeededForm(request.POST)
    if form.is_valid() and managed(
        form,
        lambda: put_aside(announcement=row, because=form.cleaned_data["because"], actor=request.user, at=request.now),
    ):
        say(request, _("Put aside, and the reason stands beside it."))
        return redirect(_next(request, row.initiative_id))
    return _one(request, row, form)
