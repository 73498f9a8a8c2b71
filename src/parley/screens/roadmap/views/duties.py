"""What the stages of an initiative ask for: all of it, and saying that something is done."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parley.roadmap.actions import tick_duty
from parley.roadmap.queries import around, stage_before, stop_of
from parley.roadmap.queries.duties import duty_owed
from parley.roadmap.rules import must_tick
from parley.roadmap.terms import Stage
from parley.screens.asking import Asked, found
from parley.screens.duties import duty_words
from parley.screens.frame import page as framed
from parley.screens.roadmap.forms import TickForm
from parley.screens.roadmap.owing import duties_of, track_of
from parley.screens.roadmap.views.asked import asked, done
from parley.screens.roadmap.views.one import seen


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """All of it: what is missing, what was met, and what it went on without."""
    row = seen(request, key)
    labels = around(row).labels
    before = stage_before(stop_of(row.pk)) if row.stage is Stage.STOPPED else row.stage
    duties = duties_of(request, row, labels)
    context = {"initiative": row, "duties": duties, "track": track_of(row.stage, labels, before, duties)}
    return framed(request, "roadmap/duties_page.html", context, place="roadmap")


@require_http_methods(["GET", "POST"])
def tick(request: Asked, key: int, duty: int) -> HttpResponse:
    """Say that something is done which nothing in Parley shows, with a note for whoever comes after."""
    row = seen(request, key)
    owed = found(duty_owed(row.pk, duty))
    line = owed.duty
    function = line.function if line else None
    must_tick(
        request.viewer, area=row.area_id, function=function.pk if function else None, kind=owed.kind,
        whose=function.name if function else "",
    )  # fmt: skip
    what = duty_words((line.label if line else "") or owed.kind)
    form = TickForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if done(
            request, form, lambda: tick_duty(owed=owed, note=note, actor=request.user, at=request.now),
            _("It is noted, with your name."),
        ):  # fmt: skip
            return redirect("initiative", key)
    heading = _("Done: %(what)s") % {"what": what}
    return asked(request, row, form, heading=heading, button=_("It is done"),
                 note=_("Your name stands beside it on its page."))  # fmt: skip
