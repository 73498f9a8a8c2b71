"""The company's list of duties: what each stage asks for before the next."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.roadmap.actions import change_duty, list_duty, take_off_duty
from parley.roadmap.queries import stage_labels
from parley.roadmap.queries.duties import areas_of_duties, duties_listed
from parley.screens.asking import Asked
from parley.screens.company.changing import changing
from parley.screens.company.duty_forms import DutyForm, NewDutyForm
from parley.screens.duties import duty_heading
from parley.screens.frame import say

if TYPE_CHECKING:
    from parley.roadmap.models.duties import StageDuty


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Put something on the list."""
    form = NewDutyForm(request.POST or None, viewer=request.viewer, labels=stage_labels())
    return changing(
        request,
        form,
        lambda _typed: list_duty(**form.facts(), actor=request.user, at=request.now),
        title=_("Ask for something at a stage"),
        submit=_("Put it on the list"),
        done=_("It is on the list. Initiatives that reach the stage from now on owe it."),
        back="company_stages",
        lead=_("Initiatives that are at the stage already do not owe it: they were there before."),
    )


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: int) -> HttpResponse:
    """Change who owes something, by when and where."""
    row: StageDuty = get_object_or_404(duties_listed(), pk=key)
    areas = areas_of_duties().get(row.pk, frozenset())
    begun = {
        "label": row.label, "function": row.function_id, "days": row.days, "number": row.number,
        "where": "everywhere" if row.everywhere else "areas", "areas": [str(each) for each in areas],
    }  # fmt: skip
    form = DutyForm(request.POST or None, viewer=request.viewer, initial=begun)
    return changing(
        request,
        form,
        lambda _typed: change_duty(duty=row, **form.facts(), actor=request.user, at=request.now),
        title=_("%(what)s, at %(stage)s") % {"what": duty_heading(row.label or row.kind),
                                             "stage": stage_labels()[row.stage]},
        submit=_("Keep this"),
        done=_("The list is changed."),
        back="company_stages",
        lead=_("What you call it and who owes it change for all at once; days, regions and areas for initiatives "
               "that reach the stage from now on."),
    )  # fmt: skip


@require_POST
def end(request: Asked, key: int) -> HttpResponse:
    """Take something off the list."""
    row: StageDuty = get_object_or_404(duties_listed(), pk=key)
    take_off_duty(duty=row, actor=request.user, at=request.now)
    say(request, _("It is off the list, and no initiative owes it any more."))
    return redirect("company_stages")
