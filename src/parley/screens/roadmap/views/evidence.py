"""The insights behind an initiative: linking them, taking them off, and answering for what one client asks."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.clients.queries import clients_visible_to, insights_visible_to
from parley.kernel.refusals import Refused
from parley.roadmap.actions import accept_concentration, end_acceptance, link_insight, unlink_insight
from parley.roadmap.queries import (
    Said,
    SoughtLinks,
    evidence_of,
    links_listed,
    links_of,
    regions_and_labels,
    said_elsewhere,
    said_in,
)
from parley.roadmap.rules import must_accept, must_be_one_client, verdict_of
from parley.roadmap.terms import Stance
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.frame import page, paged, say, say_unknown
from parley.screens.roadmap.forms import AcceptForm, LinkForm
from parley.screens.roadmap.views.asked import asked, done
from parley.screens.roadmap.views.one import seen
from parley.screens.roadmap.who_asks import grounds_in_words
from parley.search.queries.linking import held_elsewhere

PAGE, OTHERS = 20, 10
FILTERS = ("stance", "client", "region", "segment")


@require_http_methods(["GET", "POST"])
def insights(request: Asked, key: int) -> HttpResponse:
    """What clients said that speaks for or against it, and what else might."""
    row = seen(request, key)
    if request.method == "POST":
        form = LinkForm(request.POST)
        if form.is_valid():
            said = get_object_or_404(insights_visible_to(request.viewer), pk=form.cleaned_data["insight"])
            stance = Stance(form.cleaned_data["stance"])
            link_insight(initiative=row, insight=said, stance=stance, actor=request.user, at=request.now)
            say(request, _("What %s said is linked.") % said.client.name)
            return redirect("initiative_insights", key)
        say(request, _("Choose an insight, and whether it speaks for or against."), level="bad")
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    sought, narrowed = _sought(request)
    linked = paged(request, Paginator(links_listed(row.pk, sought), PAGE))
    context = {
        "initiative": row,
        "linked": linked,
        "lines": [Said(*each) for each in linked.object_list],
        "narrowed": narrowed,
        "page_href": "?"
        + urlencode({name: request.GET[name] for name in FILTERS if request.GET.get(name)} | {"page": ""}),
        "others": _others(request, row.pk, words),
        "words": words,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "roadmap/insights.html", context, place="roadmap", status=status)


def _others(request: Asked, key: int, words: str) -> list[Said]:
    """Give what could be linked too: what was noted last, or holds the words."""
    if not words:
        return said_elsewhere(request.viewer, key, most=OTHERS)
    return said_in(request.viewer, held_elsewhere(request.viewer, key, words, most=OTHERS))[:OTHERS]


def _sought(request: Asked) -> tuple[SoughtLinks, list[str]]:
    """Read which insights an address asks for, and say it in words; what is not there asks for nothing."""
    asked_for = request.GET
    stance = next((each for each in Stance if each.value == asked_for.get("stance")), None)
    regions = regions_and_labels()[0] if asked_for.get("region") else []
    region = next((each for each in regions if each.key == asked_for["region"]), None)
    key = key_of(asked_for.get("client", ""))
    client = clients_visible_to(request.viewer).filter(pk=key).first() if key else None
    segment = " ".join(asked_for.get("segment", "").replace("\0", "").split())[:80]
    say_unknown(
        request,
        (_("stance"), asked_for.get("stance"), stance),
        (_("region"), asked_for.get("region"), region),
        (_("client"), asked_for.get("client"), client),
    )
    speaks = {Stance.SUPPORTS: _("speaks for it"), Stance.CONTRADICTS: _("speaks against it")}
    words = [client.name if client else "", region.name if region else "", segment, speaks[stance] if stance else ""]
    sought = SoughtLinks(
        stance=stance, client=client.pk if client else None, region=region.pk if region else None, segment=segment
    )
    return sought, [each for each in words if each]


@require_POST
def removal(request: Asked, key: int, insight: int) -> HttpResponse:
    """Take an insight off."""
    row = seen(request, key)
    link = get_object_or_404(links_of(row.pk), insight__pk=insight)
    unlink_insight(initiative=row, insight=link.insight, actor=request.user, at=request.now)
    say(request, _("What %s said is no longer linked here.") % link.insight.client.name)
    return redirect("initiative_insights", key)


@require_http_methods(["GET", "POST"])
def acceptance(request: Asked, key: int) -> HttpResponse:
    """Accept that one client asks, with the reason."""
    row = seen(request, key)
    must_accept(request.viewer, row.area_id)
    found = evidence_of([row.pk])[row.pk]
    try:
        must_be_one_client(verdict_of(found))
    except Refused as refusal:
        if request.method == "POST":
            raise
        say(request, refusal.sentence, level="warn")
        return redirect("initiative", key)
    form = AcceptForm(request.POST or None)

    def accept() -> None:
        accept_concentration(initiative=row, reason=form.cleaned_data["reason"], actor=request.user, at=request.now)

    told = _("It is accepted that one client asks. The reason stands beside the verdict.")
    if request.method == "POST" and form.is_valid() and done(request, form, accept, told):
        return redirect("initiative", key)
    note = _("What the verdict rests on: %s.") % "; ".join(grounds_in_words(found))
    return asked(request, row, form, heading=_("Accept that one client asks"), button=_("Accept it"), note=note)


@require_POST
def acceptance_end(request: Asked, key: int) -> HttpResponse:
    """End it: the verdict stands alone again."""
    end_acceptance(initiative=seen(request, key), actor=request.user, at=request.now)
    say(request, _("It is no longer accepted that one client asks."))
    return redirect("initiative", key)
