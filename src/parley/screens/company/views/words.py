"""Functions with their sides, and regions."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parley.people.actions import keep_function, keep_region
from parley.people.queries import functions, functions_with_people, regions, regions_with_people
from parley.screens.asking import Asked
from parley.screens.company.changing import changing, settings_page
from parley.screens.company.forms import FunctionForm, RegionForm


@require_GET
def page(request: Asked) -> HttpResponse:
    """What people do, which side each function speaks for, and where they are."""
    context = {"functions": list(functions_with_people()), "regions": list(regions_with_people())}
    return settings_page(request, "company/words.html", context, tab="company")


@require_http_methods(["GET", "POST"])
def function(request: Asked, key: int | None = None) -> HttpResponse:
    """Add a function, or change one."""
    row = get_object_or_404(functions(), pk=key) if key else None
    return changing(
        request,
        FunctionForm(
            request.POST or None, initial={"name": row.name, "side": row.side, "duty": row.duty} if row else {}
        ),
        lambda typed: keep_function(function=row, **typed, actor=request.user, at=request.now),
        title=_("Change %s") % row.name if row else _("Add a function"),
        submit=_("Keep this function"),
        done=_("The function is kept."),
        back="company",
        lead=_("The side says for whom somebody speaks in a meeting; the balance of a group is counted by it."),
    )


@require_http_methods(["GET", "POST"])
def region(request: Asked, key: int | None = None) -> HttpResponse:
    """Add a region, or rename one."""
    row = get_object_or_404(regions(), pk=key) if key else None
    return changing(
        request,
        RegionForm(request.POST or None, initial={"name": row.name} if row else {}),
        lambda typed: keep_region(region=row, **typed, actor=request.user, at=request.now),
        title=_("Rename %s") % row.name if row else _("Add a region"),
        submit=_("Keep this region"),
        done=_("The region is kept."),
        back="company",
    )
