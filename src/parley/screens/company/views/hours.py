"""What each hour of the day costs whoever meets then, and the holidays of regions."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.meetings.actions import drop_holiday, keep_holiday, keep_hour_costs, take_in_holidays
from parley.meetings.queries import holidays_listed, hour_costs
from parley.meetings.queries.hours import hour_costs_key
from parley.meetings.rules.holiday_files import holidays_in
from parley.people.rules import must_administer
from parley.screens.asking import Asked
from parley.screens.company.changing import changing, settings_page
from parley.screens.frame import paged, say
from parley.screens.meetings.hours_forms import HolidayFileForm, HolidayForm, HourCostsForm
from parley.screens.posting import managed, status_of

LARGEST = 1_000_000  # bytes of a file of holidays
A_PAGE = 100


@require_http_methods(["GET", "POST"])
def costs(request: Asked) -> HttpResponse:
    """The table of inconvenience, to be read and changed."""
    form = HourCostsForm(request.POST or None, table=hour_costs(), initial={"seen_version": hour_costs_key()})
    if request.method == "POST" and form.is_valid():
        given = {"halves": form.halves(), "weekend": form.cleaned_data["weekend"]}
        given["seen"] = form.cleaned_data["seen_version"]
        if managed(form, lambda: keep_hour_costs(**given, actor=request.user, at=request.now)):
            say(request, _("Hours are proposed by this table from now on."))
            return redirect("company_hours")
    fields = form.visible_fields()
    context = {"form": form, "pairs": list(zip(fields[0:48:2], fields[1:48:2], strict=True)), "weekend": fields[48]}
    return settings_page(request, "company/hours.html", context, tab="company_hours", status=status_of(form))


@require_GET
def holidays(request: Asked) -> HttpResponse:
    """Holidays from today on."""
    must_administer(request.viewer)
    rows = paged(request, Paginator(holidays_listed(today_of(request.user, request.now)), A_PAGE))
    return settings_page(request, "company/holidays.html", {"holidays": rows}, tab="company_holidays")


@require_http_methods(["GET", "POST"])
def new_holiday(request: Asked) -> HttpResponse:
    """Write a holiday down."""
    return changing(
        request,
        HolidayForm(request.POST or None),
        lambda typed: keep_holiday(**typed, actor=request.user, at=request.now),
        title=_("Write a holiday down"),
        submit=_("Keep this holiday"),
        done=_("The holiday is kept. Series that meet on it say so to their facilitators."),
        back="company_holidays",
    )


@require_http_methods(["GET", "POST"])
def holiday_file(request: Asked) -> HttpResponse:
    """Take holidays in from a file."""
    posted = request.method == "POST"
    form = HolidayFileForm(request.POST if posted else None, request.FILES if posted else None)

    def take() -> tuple[int, int]:
        content = form.cleaned_data["file"].read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Refused(_("This file is larger than 1 MB. Bring fewer years at once."), field="file")
        rows = holidays_in(content.decode("utf-8-sig", errors="replace"), today_of(request.user, request.now))
        return take_in_holidays(rows=rows, region=form.cleaned_data["region"], actor=request.user, at=request.now)

    return changing(
        request,
        form,
        lambda typed: take(),
        title=_("Bring holidays in a file"),
        submit=_("Take them in"),
        done=_("The holidays are here. Those that were there already stayed as they were."),
        back="company_holidays",
        files=True,
    )


@require_POST
def holiday_end(request: Asked, key: int) -> HttpResponse:
    """Take a holiday back."""
    row = get_object_or_404(holidays_listed(today_of(request.user, request.now)), pk=key)
    drop_holiday(holiday=row, actor=request.user, at=request.now)
    say(request, _("It is a day like others again."))
    return redirect("company_holidays")
