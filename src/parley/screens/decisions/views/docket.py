"""The docket across all areas, and putting two initiatives against each other."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parley.decisions.actions import put_against
from parley.decisions.queries import docket as docket_of
from parley.decisions.queries import docket_counts, docket_seen, whys_asked_of
from parley.decisions.rules import may_put_against
from parley.groups.queries import area_seen, areas_by_name
from parley.roadmap.queries import competing_in, initiatives_visible_to
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.decisions.audiences import choices_of
from parley.screens.decisions.docketed import Column, columns_of, state_asked, totals_of
from parley.screens.decisions.drafts import as_typed
from parley.screens.decisions.forms import AgainstForm
from parley.screens.decisions.like import like_both
from parley.screens.decisions.shown import listed
from parley.screens.frame import page, say, say_unknown
from parley.screens.posting import attempt, status_of

PAGE = 30
USUALLY = timedelta(days=14)  # until two initiatives that compete are settled, unless somebody says otherwise


@require_GET
def docket(request: Asked) -> HttpResponse:
    """Every area's decisions, by how far they are; what is late is counted for everybody."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    counts = docket_counts(viewer, on=today)
    area = next((each for each in counts if each.key == request.GET.get("group")), None)
    state = state_asked(request)
    say_unknown(request, (_("state"), request.GET.get("state"), state), (_("group"), request.GET.get("group"), area))
    rows = docket_of(viewer, area=area.area if area else 0, state=state)
    pages = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    seen = docket_seen(viewer, area=area.area if area else 0)
    columns: list[Column] = columns_of([area] if area else counts, state, seen)
    context = {
        "busy": [each for each in counts if each.states],
        "quiet": [each for each in counts if not each.states],
        "totals": totals_of(counts),
        "columns": columns,
        "area": area,
        "state": state,
        "pages": pages,
        "decisions": listed(pages.object_list, today, viewer),
        "whys": whys_asked_of(viewer),
        "audiences": choices_of(viewer, area.area if area else 0),
        "may_put": bool(viewer.inside) or viewer.operations,
    }
    return page(request, "decisions/docket.html", context, place="decisions")


@require_http_methods(["GET", "POST"])
def against(request: Asked) -> HttpResponse:
    """Ask which of two initiatives goes first; without a group, choose one first."""
    viewer = request.viewer
    seen = initiatives_visible_to(viewer)
    about = seen.filter(pk=key_of(request.GET.get("initiative", "")) or 0).first()
    wanted = request.GET.get("group") or (about.area.key if about else "")
    area = area_seen(viewer, wanted) if wanted else None
    if area is None or not may_put_against(viewer, area.pk):
        mine = [each for each in areas_by_name(viewer) if may_put_against(viewer, each.pk)]
        return page(request, "decisions/against_where.html", {"areas": mine}, place="decisions")
    titles = _titles(competing_in(viewer, area.pk), area.pk)
    left_out = about is not None and about.pk not in dict(titles)
    initial = {"initiative": about.pk if about else None, "decide_by": timezone.localdate(request.now) + USUALLY}
    form = AgainstForm(request.POST or None, titles=titles, like_at=reverse("decisions_like"), initial=initial)
    looks = "look" in request.POST  # without JavaScript: look first, send later
    if looks:
        as_typed(form)
    if request.method == "POST" and not looks and form.is_valid():
        given = form.cleaned_data

        def do() -> Any:
            both = seen.in_bulk([given["initiative"], given["other"]])
            return put_against(
                initiative=both[given["initiative"]], other=both[given["other"]], area=area,
                decide_by=given["decide_by"], decider=given["decider"], actor=request.user, at=request.now,
            )  # fmt: skip

        if made := attempt(form, do):
            say(
                request,
                _("Asked. Read the whys beside each other, and say what you see. %s decides.") % made.decider.name,
            )
            return redirect("decision_options", made.pk)
    keys = [key_of(str(form[name].value() or "")) or 0 for name in ("initiative", "other")]
    before = like_both(request, list(seen.filter(pk__in=keys).order_by("pk"))) if any(keys) else []
    context = {"form": form, "area": area, "before": before, "send_to": request.get_full_path(),
               "left_out": about if left_out else None}  # fmt: skip
    return page(request, "decisions/against.html", context, place="decisions", status=status_of(form))


def _titles(competing: Iterable[tuple[int, str, str, int]], area: int) -> list[tuple[int, str]]:
    """Give the choices: an initiative of another area with the area’s name behind it."""
    return [(key, title if of == area else f"{title} ({name})") for key, title, name, of in competing]
