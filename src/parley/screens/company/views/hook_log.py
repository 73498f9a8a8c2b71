"""What a web hook has sent: the list, one message with its tries, and sending again."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from parley.kernel.spans import today_of
from parley.notifications.actions.hooks import replay, replay_failed
from parley.notifications.queries.hooks import deliveries_of, delivery_seen, pauses_until, tries_of
from parley.notifications.terms.hooks import BODY_DAYS, DeliveryState
from parley.screens.asking import Asked, found
from parley.screens.company.changing import settings_page
from parley.screens.company.hook_forms import ReplayForm
from parley.screens.company.hook_words import delivery_words, kind_words, kinds_said, standing_of
from parley.screens.company.views.hooks import hook_of
from parley.screens.frame import paged, say, say_unknown
from parley.screens.posting import attempt

A_PAGE = 50


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """A web hook, how it fares, and what it was to send, newest first."""
    return _shown(request, key, ReplayForm(initial={"since": today_of(request.user, request.now)}))


def _shown(request: Asked, key: int, form: ReplayForm) -> HttpResponse:
    hook = hook_of(request, key)
    asked = request.GET.get("state", "")
    state = DeliveryState(asked) if asked in set(DeliveryState) else None
    say_unknown(request, (_("kind of message"), asked, state))
    rows = paged(request, Paginator(deliveries_of(hook.pk, state), A_PAGE))
    context = {
        "hook": hook,
        "standing": standing_of(hook, request.now),
        "pauses_until": pauses_until(hook, request.now),
        "kinds": kinds_said(hook.kinds),
        "log": rows,
        "words": delivery_words(),
        "kind_words": kind_words(),
        "state": state,
        "form": form,
    }
    return settings_page(request, "company/hook.html", context, tab="company_hooks", status=422 if form.errors else 200)


@require_POST
def again_since(request: Asked, key: int) -> HttpResponse:
    """Send again what failed since a moment."""
    hook = hook_of(request, key)
    form = ReplayForm(request.POST)
    if form.is_valid():
        since = form.moment(request.user.time_zone)
        count = attempt(form, lambda: replay_failed(hook=hook, since=since, actor=request.user, at=request.now))
        if count:
            text = ngettext("%(num)d message is sent again.", "%(num)d messages are sent again.", count)
            say(request, text % {"num": count})
            return redirect("company_hook", key)
    return _shown(request, key, form)


@require_GET
def delivery(request: Asked, key: int, delivery: int) -> HttpResponse:
    """One message: what was sent last, and every try with its answer."""
    hook = hook_of(request, key)
    row = found(delivery_seen(hook.pk, delivery))
    context = {"hook": hook, "delivery": row, "log": list(tries_of(row.pk)), "words": delivery_words()}
    context |= {"body_days": BODY_DAYS, "kind": ", ".join(kinds_said([row.kind]))}
    return settings_page(request, "company/hook_delivery.html", context, tab="company_hooks")


@require_POST
def again(request: Asked, key: int, delivery: int) -> HttpResponse:
    """Send one message again."""
    row = found(delivery_seen(hook_of(request, key).pk, delivery))
    replay(delivery=row, actor=request.user, at=request.now)
    say(request, _("It is sent again now, under the name it had. Look at this page again in some seconds."))
    return redirect("hook_delivery", key, delivery)
