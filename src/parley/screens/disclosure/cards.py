"""A share card of a client: read, and handed over as text, as PDF or by a link; handing it over is the statement."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from parley.clients.queries import client_with_people
from parley.disclosure.actions import Occasion, give_link, hand_over
from parley.disclosure.queries import Tellable, cares_for, tellable_to
from parley.disclosure.rules import card_items, file_name_of, lines_of, text_of_card, text_of_items
from parley.disclosure.terms import Card, CardItem, Means
from parley.kernel.refusals import Stale
from parley.people.queries import sample_is_loaded
from parley.people.terms import SAMPLE_COMPANY
from parley.roadmap.queries import stage_labels
from parley.screens.addresses import key_of
from parley.screens.asking import Asked, found
from parley.screens.disclosure.forms import HandOverForm
from parley.screens.frame import page as framed
from parley.screens.posting import attempt, status_of
from parley.screens.rendering import absolute

if TYPE_CHECKING:
    from parley.clients.models import Client

T = TypeVar("T")


def company_name() -> str:
    """Give the company's name, as clients read it."""
    return SAMPLE_COMPANY if settings.SAMPLE_ALLOWED and sample_is_loaded() else settings.COMPANY


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """What may be said to a client now, as a card; only of the initiatives asked for, if any are."""
    return _page(request, _client(request, key), request.GET.getlist("initiative"))


@require_POST
def text(request: Asked, key: int) -> HttpResponse:
    """Copy a card as text for a mail or a chat."""
    client = _client(request, key)
    form = HandOverForm(request.POST)
    items = _attempt(request, client, form, Means.COPY, hand_over)
    if items is None:
        return _page(request, client, request.POST.getlist("initiative"), form)
    return _handed(request, client, items, text=text_of_card(_card(request, items)))


@require_POST
def pdf(request: Asked, key: int) -> HttpResponse:
    """Download a card as PDF."""
    from parley.screens.disclosure.paper import must_be_printable, pdf_of  # noqa: PLC0415 - 0.3 s that only PDFs need

    client = _client(request, key)
    form = HandOverForm(request.POST)
    card = _card(request, card_items(each.telling for each in _asked_for(request, client)))
    # Letters that cannot be printed are found before anything is logged.
    attempt(form, lambda: must_be_printable(card))
    items = None if form.errors else _attempt(request, client, form, Means.CARD, hand_over)
    if items is None:
        return _page(request, client, request.POST.getlist("initiative"), form)
    given = _card(request, items)
    disposition = content_disposition_header(as_attachment=True, filename=f"{file_name_of(given)}.pdf") or ""
    headers = {"Content-Disposition": disposition}
    return HttpResponse(pdf_of(given), content_type="application/pdf", headers=headers)


def give(request: Asked, key: int) -> HttpResponse:
    """Make a link to a card; its address is shown once, because only its hash is kept."""
    client = _client(request, key)
    form = HandOverForm(request.POST)
    given = _attempt(request, client, form, Means.LINK, give_link)
    if given is None:
        return _page(request, client, request.POST.getlist("initiative"), form)
    link, token = given
    address = absolute("shared_card", token)
    return _handed(request, client, (), text=address, link=link)


def _client(request: Asked, key: int) -> "Client":
    return found(client_with_people(request.viewer, key)).client


def _today(request: Asked) -> Any:
    return timezone.localdate(request.now, timezone.get_current_timezone())


def _card(request: Asked, items: Sequence[CardItem]) -> Card:
    return Card(company_name(), _today(request), tuple(items))


def _tellable(request: Asked, client: "Client") -> list[Tellable]:
    on = request.now.date()  # the day as the action counts it
    cares = cares_for(request.viewer, client.pk, on=on)
    return tellable_to(request.viewer, client.pk, client.region_id, cares=cares, labels=stage_labels(), on=on)


def _asked_for(request: Asked, client: "Client") -> list[Tellable]:
    """Give what may be told of the initiatives that a form names."""
    wanted = {key_of(each) for each in request.POST.getlist("initiative")}
    return [each for each in _tellable(request, client) if each.initiative in wanted]


def _attempt(request: Asked, client: "Client", form: HandOverForm, means: Means, do: Callable[..., T]) -> T | None:
    """Hand over what was read; None when that is refused, with the sentence on the form."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    how = Occasion(on=given["told_on"] or _today(request), to_whom=given["to_whom"], means=means)
    initiatives = [each.initiative for each in _asked_for(request, client)]
    try:
        return attempt(
            form,
            lambda: do(client=client, initiatives=initiatives, how=how, seen=given["seen"], actor=request.user,
                       at=request.now),
        )  # fmt: skip
    except Stale as stale:
        form.add_error(None, stale.sentence)
        form.stale = stale  # type: ignore[attr-defined]  # the page shows what was read beside what holds now
    return None


def _page(request: Asked, client: "Client", asked: Sequence[str], form: HandOverForm | None = None) -> HttpResponse:
    """Show the card, with a form that hands it over, perhaps with what was refused."""
    told = sorted(_tellable(request, client), key=lambda each: each.telling.name.casefold())
    wanted = {key for each in asked if (key := key_of(each))}
    chosen = [each for each in told if each.initiative in wanted] if asked else told
    card = _card(request, card_items(each.telling for each in chosen))
    seen = text_of_items(card.items)
    if form is None:
        form = HandOverForm(initial={"told_on": _today(request)})
    stale = getattr(form, "stale", None)
    return framed(
        request,
        "disclosure/card.html",
        {
            "client": client,
            "card": card,
            "lines_of": lines_of,
            "text": text_of_card(card),
            "seen": seen,
            "form": form,
            "stale": stale,
            "told": told,
            "chosen": [each.initiative for each in chosen],
            "whole": len(chosen) == len(told),
        },
        place="clients",
        status=409 if stale else status_of(form),
    )


def _handed(request: Asked, client: "Client", items: Sequence[CardItem], **given: Any) -> HttpResponse:
    """Show what was handed over, to be copied where no script copied it."""
    shown = {"client": client, "items": items, "link": None} | given
    return framed(request, "disclosure/handed.html", shown, place="clients")
