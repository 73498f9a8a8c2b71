"""What this company calls the stages."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parley.roadmap.actions import rename_stage
from parley.roadmap.queries import stage_labels
from parley.roadmap.terms import STAGE_LABELS, Stage
from parley.screens.asking import Asked
from parley.screens.company.changing import changing, settings_page
from parley.screens.company.forms import LabelForm


@require_GET
def page(request: Asked) -> HttpResponse:
    """Every stage with its label."""
    labels = stage_labels()
    stages = [(stage, STAGE_LABELS[stage], labels[stage]) for stage in Stage]
    return settings_page(request, "company/stages.html", {"stages": stages}, tab="company_stages")


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
