"""Clients, and what they said."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parley.clients.queries import (
    Known,
    accounts_of,
    client_with_people,
    clients_listed,
    insight_seen,
    insights_of,
    kept_of,
    managers_by_client,
    spoken_by_client,
    voices_behind,
)
from parley.clients.rules import may_add_client, may_keep_client, may_unmerge
from parley.clients.terms import insight_ref
from parley.exchange.rules.allowing import may_import
from parley.groups.queries import areas_by_name
from parley.groups.rules import may_keep_roadmap
from parley.people.queries import every_region
from parley.roadmap.queries import answer_to, insights_found
from parley.roadmap.rules import may_answer_insights
from parley.screens.asking import Asked, found
from parley.screens.clients.becoming import told_of
from parley.screens.clients.before import as_notes, before_calling
from parley.screens.clients.forms import LinkForm
from parley.screens.conversations.origins import origin_of
from parley.screens.frame import page as framed
from parley.screens.frame import paged, say_unknown
from parley.screens.posting import status_of
from parley.screens.rendering import day
from parley.screens.telling import told_in_sight
from parley.trials.queries.answers import answer_behind
from parley.trials.terms.feedback import SOURCE

if TYPE_CHECKING:
    from parley.screens.clients.becoming import Said

A_PAGE = 30
INSIGHTS_A_PAGE = 20  # each takes the room of three clients
VOICES_SHOWN = 50  # of those that say the same


@require_GET
def page(request: Asked) -> HttpResponse:
    """The clients, mine first."""
    asked = {"q": words_of(request), "region": request.GET.get("region", ""), "mine": request.GET.get("mine", "")}
    places = every_region()
    region = next((each for each in places if each.key == asked["region"]), None)
    accounts = accounts_of(request.viewer)
    rows = clients_listed(
        request.viewer, words=asked["q"], region=region.pk if region else None, mine=bool(asked["mine"])
    )

    say_unknown(request, (_("region"), asked["region"], region))
    clients = paged(request, Paginator(rows, A_PAGE))
    keys = [each.pk for each in clients]

    def with_(**other: str) -> str:
        return "?" + urlencode({name: value for name, value in (asked | other).items() if value})

    filters = [(_("All regions"), with_(region=""), region is None)]
    filters += [(each.name, with_(region=each.key), each == region) for each in places]
    whose = [(_("Everybody’s"), with_(mine=""), not asked["mine"]), (_("Mine"), with_(mine="yes"), bool(asked["mine"]))]
    return framed(
        request,
        "clients/page.html",
        {
            "clients": clients,
            "managers": managers_by_client(keys),
            "spoken": spoken_by_client(request.viewer, keys),
            "more": with_() + ("&" if with_() != "?" else "") + "page=",
            "asked": asked,
            "filters": filters,
            "whose": whose if accounts else [],
            "narrowed": any(asked.values()),
            "may_add": may_add_client(request.viewer, accounts),
        },
        place="clients",
    )


@require_GET
def client(request: Asked, key: int) -> HttpResponse:
    """One client: who they are, who looks after them, what they said and what became of it."""
    known = found(client_with_people(request.viewer, key))
    pages = Paginator(insights_of(request.viewer, key), INSIGHTS_A_PAGE)
    pages.count = known.said
    spoken = pages.get_page(request.GET.get("page"))
    became = told_of(request, spoken)
    before = before_calling(request, known, became.stage_labels)
    facts = _facts(known, became.said if spoken.number == 1 else [])
    return framed(
        request,
        "clients/client.html",
        {
            "client": known.client,
            "children": known.children,
            "managers": known.managers,
            "who": facts,
            "may_keep": may_keep_client(request.viewer, [each.pk for each in known.managers]),
            "spoken": spoken,
            "said": became.said,
            "stage_labels": became.stage_labels,
            "before": before,
            "notes": as_notes(known.client, before, became.said, facts),
        },
        place="clients",
    )


def _facts(known: Known, said: "list[Said]") -> str:
    """Who a client is, on one line."""
    client = known.client
    bits = [
        _("%(sum)s a year") % {"sum": known.revenue} if known.revenue else "",
        client.region.name if client.region else "",
        client.segment,
        _("looked after by %(people)s") % {"people": ", ".join(each.name for each in known.managers)}
        if known.managers
        else "",
        _("last spoke %(when)s") % {"when": day(said[0].insight.said_on)} if said else "",
    ]
    return " · ".join(filter(None, bits))


@require_GET
def insights(request: Asked) -> HttpResponse:
    """What clients said, newest first."""
    asked = {name: request.GET.get(name, "") for name in ("show", "region", "area")}
    places, areas = every_region(), areas_by_name(request.viewer)
    region = next((each for each in places if each.key == asked["region"]), None)
    area = next((each for each in areas if each.key == asked["area"]), None)
    rows = insights_found(
        request.viewer,
        mine=asked["show"] == "mine",
        region=region.pk if region else None,
        unlinked=asked["show"] == "unlinked",
        area=area.pk if area else None,
    )
    spoken = Paginator(rows, INSIGHTS_A_PAGE).get_page(request.GET.get("page"))
    became = told_of(request, spoken)

    def with_(**other: str) -> str:
        return "?" + urlencode({name: value for name, value in (asked | other).items() if value})

    shows = (("", _("All")), ("mine", _("Mine")), ("unlinked", _("Linked to nothing yet")))
    return framed(
        request,
        "insights/page.html",
        {
            "spoken": spoken,
            "more": with_() + ("&" if with_() != "?" else "") + "page=",
            "shows": [(text, with_(show=word), asked["show"] == word) for word, text in shows],
            "asked": asked,
            "regions": places,
            "areas": areas,
            "narrowed": any(asked.values()),
            "said": became.said,
            "stage_labels": became.stage_labels,
            "may_import": may_import(request.viewer),
        },
        place="clients",
    )


@require_GET
def insight(request: Asked, key: int) -> HttpResponse:
    """One thing a client said, what it speaks for, and what became of it."""
    return insight_page(request, key, LinkForm(request.viewer))


def insight_page(request: Asked, key: int, form: LinkForm) -> HttpResponse:
    """Show an insight with the form that links it, perhaps with what was refused; of a merged one the one kept."""
    row = insight_seen(request.viewer, key)
    if row is None:
        kept = found(kept_of(request.viewer, key))
        return redirect(reverse("insight", args=[kept]) + f"#voice-{key}")
    became = told_of(request, [row])
    links = became.said[0].links
    behind = voices_behind(request.viewer, key)
    voices = behind[: VOICES_SHOWN + 1]
    return framed(
        request,
        "insights/insight.html",
        {
            "said": became.said,
            "stage_labels": became.stage_labels,
            "insight": row,
            "origin": origin_of(request, insight_ref(row.pk)),
            "form": form,
            "tried": answer_behind(request.viewer, row.pk) if row.source == SOURCE else None,
            "keeps": lambda link: (
                link.linked_by_id == request.viewer.person or may_keep_roadmap(request.viewer, link.initiative.area_id)
            ),
            "voices": voices[:VOICES_SHOWN],
            "voice_count": len(voices) if len(voices) <= VOICES_SHOWN else len(behind),
            "answer": None if row.waits or links else answer_to(request.viewer, key),
            "may_answer": may_answer_insights(request.viewer),
            "may_part": lambda voice: may_unmerge(request.viewer, voice.merged_by_id),
            "told": told_in_sight(request, insight_ref(row.pk), limit=50, whole=True),
        },
        place="clients",
        status=status_of(form),
    )


def words_of(request: Asked) -> str:
    """What was typed into a list's own search, as far as a database can be asked for it."""
    return request.GET.get("q", "").replace("\x00", " ").strip()[:200]
