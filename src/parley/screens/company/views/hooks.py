"""Web hooks: which there are and how they fare, making and changing one, its secret, and turning it on and off."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.notifications.actions.hooks import change_hook, end_hook, make_hook, rotate_secret, try_hook, turn_hook
from parley.notifications.queries.hooks import hook_seen, hooks_listed
from parley.people.rules import must_administer
from parley.screens.asking import Asked, found
from parley.screens.company.changing import changing, settings_page
from parley.screens.company.hook_forms import HookForm
from parley.screens.company.hook_words import standing_of
from parley.screens.frame import say
from parley.screens.posting import attempt

if TYPE_CHECKING:
    from parley.notifications.models.hooks import Hook


def hook_of(request: Asked, key: int) -> "Hook":
    """Give a web hook to product operations. Raises Refused for others, Http404 when there is none."""
    must_administer(request.viewer)
    return found(hook_seen(key))


@require_GET
def page(request: Asked) -> HttpResponse:
    """Every web hook with what it owes and how it fares."""
    hooks = [(each, standing_of(each, request.now)) for each in hooks_listed()]
    return settings_page(request, "company/hooks.html", {"hooks": hooks}, tab="company_hooks")


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Make a web hook; its secret is on the page that answers, and nowhere else."""
    must_administer(request.viewer)
    form = HookForm(request.POST or None, initial={"owner": request.user.email or request.user.name})
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: make_hook(**form.cleaned_data, actor=request.user, at=request.now))
        if made:
            return _told_once(request, *made, rotated=False)
    context = {"form": form, "title": _("Make a web hook"), "submit_text": _("Make it and show its secret")}
    context |= {"back": "company_hooks", "here": request.path, "files": False, "lead": _(
        "Parley writes to an address of yours when something happens, signed so that the receiver knows it is Parley. "
        "It follows the Standard Webhooks specification, for which there are libraries in most languages."
    )}  # fmt: skip
    return settings_page(request, "company/change.html", context, tab="company_hooks",
                         status=422 if form.errors else 200)  # fmt: skip


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: int) -> HttpResponse:
    """Change where a web hook sends, what, and who looks after it."""
    hook = hook_of(request, key)
    start = {"address": hook.address, "kinds": hook.kinds, "owner": hook.owner.email or hook.owner.name}
    return changing(
        request,
        HookForm(request.POST or None, initial=start),
        lambda typed: change_hook(hook=hook, **typed, actor=request.user, at=request.now),
        title=_("Change this web hook"),
        submit=_("Keep these changes"),
        done=_("The web hook is changed. What waits goes to the address it has now."),
        back="company_hooks",
    )


@require_POST
def secret(request: Asked, key: int) -> HttpResponse:
    """Give a web hook another secret, shown on the page that answers and nowhere else."""
    hook = hook_of(request, key)
    words = rotate_secret(hook=hook, actor=request.user, at=request.now)
    return _told_once(request, hook, words, rotated=True)


def _told_once(request: Asked, hook: "Hook", words: str, *, rotated: bool) -> HttpResponse:
    context = {"hook": hook, "secret": words, "rotated": rotated}
    return settings_page(request, "company/hook_secret.html", context, tab="company_hooks")


@require_POST
def test(request: Asked, key: int) -> HttpResponse:
    """Send a test message; its page says what came of it."""
    made = try_hook(hook=hook_of(request, key), actor=request.user, at=request.now)
    say(request, _("The test is on its way. Look at this page again in some seconds: it says what was answered."))
    return redirect("hook_delivery", key, made.pk)


@require_POST
def turning(request: Asked, key: int) -> HttpResponse:
    """Turn a web hook on or off."""
    on = request.POST.get("on") == "yes"
    turn_hook(hook=hook_of(request, key), on=on, actor=request.user, at=request.now)
    say(request, _("It sends again. What failed meanwhile can be sent again below.") if on else _("It is off."))
    return redirect("company_hook", key)


@require_POST
def end(request: Asked, key: int) -> HttpResponse:
    """End a web hook."""
    end_hook(hook=hook_of(request, key), actor=request.user, at=request.now)
    say(request, _("The web hook has ended. Its secret and its messages are gone."))
    return redirect("company_hooks")
