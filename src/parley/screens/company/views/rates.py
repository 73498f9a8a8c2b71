"""What other currencies are worth in the company's own."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parley.clients.actions import keep_rate
from parley.clients.queries.rates import rates_listed, rates_now
from parley.kernel.spans import today_of
from parley.screens.asking import Asked
from parley.screens.company.changing import changing, settings_page
from parley.screens.company.forms import RateForm


@require_GET
def page(request: Asked) -> HttpResponse:
    """Every rate with the day from which it holds; the newest of each currency is the one that counts."""
    rows = list(rates_listed())
    newest = {row.currency: row.pk for row in reversed(rows)}
    context = {"rates": rows, "newest": set(newest.values()), "base": rates_now().base}
    return settings_page(request, "company/rates.html", context, tab="company_rates")


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Write a rate down."""
    begun = {"base": rates_now().base, "since": today_of(request.user, request.now)}
    return changing(
        request,
        RateForm(request.POST or None, initial=begun),
        lambda typed: keep_rate(**typed, actor=request.user, at=request.now),
        title=_("Write a rate down"),
        submit=_("Keep this rate"),
        done=_("The rate is kept. Who asks is counted anew with it."),
        back="company_rates",
        lead=_("What clients bring in other currencies is compared by the newest rate of each. Earlier rates stay."),
    )
