"""What this company calls the stages, and what each asks for before the next."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parley.groups.queries import areas_by_name
from parley.languages.joining import names_listed
from parley.roadmap.actions import rename_stage
from parley.roadmap.queries import stage_labels
from parley.roadmap.queries.duties import areas_of_duties, duties_listed
from parley.roadmap.terms import STAGE_LABELS, Stage
from parley.screens.asking import Asked
from parley.screens.company.changing import changing, settings_page
from parley.screens.company.forms import LabelForm
from parley.screens.duties import duty_heading


@require_GET
def page(request: Asked) -> HttpResponse:
    """Every stage with its label, and what it asks for."""
    labels = stage_labels()
    stages = [(stage, STAGE_LABELS[stage], labels[stage]) for stage in Stage]
    context = {"stages": stages, "duties": _duties(request, labels)}
    return settings_page(request, "company/stages.html", context, tab="company_stages")


def _duties(request: Asked, labels: dict[Stage, str]) -> list[dict[str, Any]]:
    """Say each line of the list, in the order of the stages. Three queries at most."""
    rows = sorted(duties_listed(), key=lambda each: (list(Stage).index(each.stage), each.pk))
    limited = areas_of_duties() if any(not each.everywhere for each in rows) else {}
    names = {area.pk: area.name for area in areas_by_name(request.viewer)} if limited else {}
    return [
        {
            "key": each.pk,
            "stage": labels[each.stage],
            "what": duty_heading(each.label or each.kind),
            "number": each.number,
            "function": each.function.name if each.function else "",
            "days": each.days,
            "areas": _where(each.everywhere, [names[area] for area in limited.get(each.pk, ()) if area in names]),
        }
        for each in rows
    ]


def _where(everywhere: bool, areas: list[str]) -> str:  # noqa: FBT001 - a column
    if everywhere:
        return _("everywhere")
    return names_listed(sorted(areas)) or _("nowhere yet: no area asks for it")


@require_http_methods(["GET", "POST"])
def stage(request: Asked, key: str) -> HttpResponse:
    """Rename a stage."""
    if key not in set(Stage):
        raise Http404
    kind = Stage(key)
    return changing(
        request,
        LabelForm(request.POST or None, initial={"label": stage_labels()[kind]}),
        lambda typed: rename_stage(stage=kind, **typed, actor=request.user, at=request.now),
        title=_("What do you call “%s”?") % STAGE_LABELS[kind],
        submit=_("Call it so"),
        done=_("The stage is renamed everywhere."),
        back="company_stages",
        lead=_("The name is yours. What may be told to clients at this stage stays the same."),
    )
