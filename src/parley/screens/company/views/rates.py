"""What other currencies are worth in the company's own."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.clients.actions import keep_rate, take_back_rate
from parley.clients.queries.rates import rate_written, rates_listed, rates_now
from parley.kernel.spans import today_of
from parley.people.rules import must_administer
from parley.screens.asking import Asked, found
from parley.screens.company.changing import changing, settings_page
from parley.screens.company.forms import RateForm
from parley.screens.frame import say


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
        lead=_(
            "Say what one unit of another currency is worth in your own. The newest rate of each currency counts; "
            "earlier ones stay to be read, and one written by mistake can be taken back."
        ),
    )


@require_POST
def end(request: Asked, key: int) -> HttpResponse:
    """Take back a rate that was written down by mistake."""
    must_administer(request.viewer)
    take_back_rate(rate=found(rate_written(key)), actor=request.user, at=request.now)
    say(request, _("The rate is taken back. Who asks is counted anew without it."))
    return redirect("company_rates")
