"""Noting what a client said, from any page in ten seconds, and linking it to initiatives."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.clients.queries import clients_listed, clients_visible_to, insight_seen
from parley.kernel.spans import today_of
from parley.kernel.words import plain
from parley.notifications.queries.addresses import forwarding_address
from parley.notifications.queries.letters import letter_to_place
from parley.roadmap.actions import link_insight, note_for, unlink_insight
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import Stance
from parley.screens.addresses import key_of, own_page
from parley.screens.asking import Asked, found
from parley.screens.clients.forms import LinkForm, NoteForm
from parley.screens.clients.merging import before_of, same_as
from parley.screens.clients.views import insight_page
from parley.screens.conversations.origins import taken_up
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt, status_of
from parley.screens.telling import linked

if TYPE_CHECKING:
    from parley.search.queries.conversations import SeenComment

OFFERED = 30  # the viewer's own clients, offered before anything is typed


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Note what a client said; then back to where one was."""
    looking = "look" in request.POST  # without JavaScript: look first, send later
    origin = taken_up(request)
    if request.method == "POST" and not looking:
        form = NoteForm(request.viewer, request.POST, today=today_of(request.user, request.now))
        if form.is_valid():
            given = form.cleaned_data
            facts = {name: given[name] for name in ("client", "text", "said_on", "initiative", "on_behalf_of")}
            insight = attempt(
                form,
                lambda: note_for(**facts, same_as=same_as(request), from_comment=origin.comment if origin else None,
                                 actor=request.user, at=request.now),
            )  # fmt: skip
            if insight:
                _thank(request, insight, new=insight.noted_at == request.now)
                return redirect(own_page(given["back"]) or reverse("client", args=[insight.client_id]))
    else:
        begun = request.POST.dict() if looking else _beginning(request, origin)
        form = NoteForm(request.viewer, initial=begun, today=today_of(request.user, request.now))
        form.fields["text" if form.initial.get("client") else "client"].widget.attrs["autofocus"] = True
    own = clients_listed(request.viewer, mine=True)[:OFFERED]
    back = own_page(str(form["back"].value() or "")) or reverse("insights")
    asked = {"form": form, "own": [each.name for each in own], "back": back, "send_to": request.get_full_path()}
    asked["forward"] = _forward(request)
    asked |= before_of(request, request.POST)
    return framed(request, "insights/new.html", asked, place="clients", status=status_of(form))


def _beginning(request: Asked, origin: "SeenComment | None") -> dict[str, Any]:
    """What the form holds already: today, and the client, initiative or comment one comes from."""
    begun: dict[str, Any] = {"said_on": timezone.localdate(request.now, timezone.get_current_timezone())}
    begun["back"] = _came_from(request)
    viewer = request.viewer
    if (key := key_of(request.GET.get("letter", ""))) and (kept := letter_to_place(viewer, key)):
        begun |= {"text": kept.words, "said_on": kept.said_on or begun["said_on"]}
    if origin:
        begun |= {"text": plain(origin.comment.text), "back": reverse("comment", args=[origin.comment.pk])}
        begun["said_on"] = timezone.localdate(origin.comment.said_at)
        begun["initiative"] = origin.talk.title if origin.talk.on.kind == "initiative" else ""
    if key := key_of(request.GET.get("client", "")):
        begun["client"] = clients_visible_to(viewer).filter(pk=key).values_list("name", flat=True).first()
        begun["back"] = reverse("client", args=[key]) if begun["client"] else begun["back"]
    if key := key_of(request.GET.get("initiative", "")):
        begun["initiative"] = initiatives_visible_to(viewer).filter(pk=key).values_list("title", flat=True).first()
        begun["back"] = reverse("initiative", args=[key]) if begun["initiative"] else begun["back"]
    return begun | ({"back": request.GET["back"]} if request.GET.get("back") else {})


def _forward(request: Asked) -> str:
    """The address to which the viewer can send on what clients write; nothing where nobody takes it."""
    if not settings.EMAIL_ANSWERED or not request.user.email:
        return ""
    return forwarding_address(request.user, replies=settings.EMAIL_REPLIES, at=request.now)


def _came_from(request: Asked) -> str:
    """The page of this site on which one chose to note something; nothing for the form itself."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # no address at all, as http://[x
        return ""
    if page.netloc != request.get_host() or page.path in {reverse("new_insight"), reverse("sign_in")}:
        return ""
    return page.path + (f"?{page.query}" if page.query else "")


def _thank(request: Asked, insight: Any, *, new: bool) -> None:
    sentence = (
        _("Noted what {client} said. {link}") if new else _("{client} was noted to have said this already. {link}")
    )
    link = linked(reverse("insight", args=[insight.pk]), _("See it"))
    say(request, format_html(sentence, client=insight.client.name, link=link))


@require_POST
def links(request: Asked, key: int) -> HttpResponse:
    """Link an insight to an initiative it speaks for or against."""
    insight = found(insight_seen(request.viewer, key))
    form = LinkForm(request.viewer, request.POST)
    if form.is_valid():
        initiative = form.cleaned_data["initiative"]
        link_insight(
            initiative=initiative, insight=insight, stance=Stance(form.cleaned_data["stance"]),
            actor=request.user, at=request.now,
        )  # fmt: skip
        say(request, _("Linked to “%s”. Its page counts this client now.") % initiative.title)
        return redirect("insight", key)
    return insight_page(request, key, form)


@require_POST
def unlink(request: Asked, key: int, initiative: int) -> HttpResponse:
    """Undo a link."""
    insight = found(insight_seen(request.viewer, key))
    of = get_object_or_404(initiatives_visible_to(request.viewer), pk=initiative)
    unlink_insight(initiative=of, insight=insight, actor=request.user, at=request.now)
    say(request, _("No longer linked to “%s”.") % of.title)
    return redirect("insight", key)
