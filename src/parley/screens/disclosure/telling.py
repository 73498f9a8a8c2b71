"""A client was told: in two taps with the words in force, or in the words that were really used."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.clients.queries import client_with_people
from parley.disclosure.actions import Occasion, tell_client, tell_freely
from parley.disclosure.queries import disclosed_of, initiatives_to_tell
from parley.kernel.spans import today_of
from parley.roadmap.queries import initiatives_visible_to
from parley.screens.addresses import key_of
from parley.screens.asking import Asked, found
from parley.screens.clients.forms import InitiativeField
from parley.screens.disclosure.forms import FreeForm
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt, status_of
from parley.screens.returning import list_sent_from
from parley.screens.telling import linked


@require_POST
def told(request: Asked, key: int) -> HttpResponse:
    """Log that the client was told the words in force, today."""
    client = found(client_with_people(request.viewer, key)).client
    today = today_of(request.user, request.now)
    may_tell = initiatives_to_tell(request.viewer, client.pk, on=today)
    row = get_object_or_404(may_tell, pk=key_of(request.POST.get("initiative", "")) or 0)
    statement = tell_client(
        initiative=row,
        client=client,
        how=Occasion(on=today),
        seen_track=key_of(request.POST.get("track", "")),
        actor=request.user,
        at=request.now,
    )
    other = linked(reverse("client_told_freely", args=[key]) + f"?initiative={row.pk}", _("Say it as it was"))
    say(
        request,
        format_html(
            _("Logged: {client} was told about “{name}” today. Other words, or another day? {link}"),
            client=client.name, name=statement.name, link=other,
        ),
    )  # fmt: skip
    return redirect("client", key)


@require_http_methods(["GET", "POST"])
def freely(request: Asked, key: int) -> HttpResponse:
    """Log what was really said, without blame."""
    client = found(client_with_people(request.viewer, key)).client
    today = today_of(request.user, request.now)
    about = key_of(request.GET.get("initiative", ""))
    offered = initiatives_to_tell(request.viewer, client.pk, on=today)
    row = offered.filter(pk=about).first() if about else None
    track = disclosed_of(row.pk, on=today).track if row else None
    known = track.name if track else ""
    title = row.title if row and initiatives_visible_to(request.viewer).filter(pk=row.pk).exists() else known
    form = FreeForm(request.POST or None, initial={"told_on": today, "name": known})
    if row is None:
        form.fields["initiative"] = InitiativeField(request.viewer, label=_("About what"))
        form.order_fields(FreeForm.field_order)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        of = row or given["initiative"]
        how = Occasion(on=given["told_on"], to_whom=given["to_whom"])
        if attempt(
            form,
            lambda: tell_freely(
                initiative=of,
                client=client,
                name=given["name"],
                words=form.words,
                how=how,
                actor=request.user,
                at=request.now,
            ),
        ):
            say(request, _("Logged as it was said. If it does not hold, the words to correct it wait for you now."))
            return redirect(list_sent_from(request) or reverse("client", args=[key]))
    context = {"client": client, "about": title, "form": form, "list": list_sent_from(request)}
    return framed(request, "disclosure/freely.html", context, place="clients", status=status_of(form))
