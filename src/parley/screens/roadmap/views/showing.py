"""Who sees an initiative: choosing the audience, ending an override."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.groups.rules import must_keep_roadmap
from parley.roadmap.actions import end_override, show_to
from parley.roadmap.queries import showing_of
from parley.roadmap.rules import AUDIENCE_WORDS, bound_of, bound_with_override, missing_of, narrowed_because
from parley.roadmap.terms import Audience, Waiver
from parley.screens.asking import Asked
from parley.screens.frame import page, say
from parley.screens.posting import attempt, status_of
from parley.screens.roadmap.forms import AudienceForm
from parley.screens.roadmap.views.one import seen


@require_http_methods(["GET", "POST"])
def audience(request: Asked, key: int) -> HttpResponse:
    """Choose who sees it."""
    row = seen(request, key)
    must_keep_roadmap(request.viewer, row.area_id)
    form = AudienceForm(request.POST or None, initial={"audience": row.audience, "version": row.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def show() -> bool:
            show_to(
                initiative=row,
                audience=Audience(given["audience"]),
                override_reason=given["override_reason"],
                seen_version=given["version"],
                actor=request.user,
                at=request.now,
            )
            return True

        if attempt(form, show):
            say(request, _("It is now shown to %s.") % AUDIENCE_WORDS[Audience(given["audience"])])
            return redirect("initiative", key)
    facts = showing_of(row)
    context = {
        "initiative": row,
        "form": form,
        "label": facts.label,
        "missing": missing_of(facts.why, title=row.title),
        "narrowed": narrowed_because(facts),
        "bound": AUDIENCE_WORDS[bound_of(row.stage)],
        "further": AUDIENCE_WORDS[bound_with_override(row.stage)],
    }
    return page(request, "roadmap/audience.html", context, place="roadmap", status=status_of(form))


@require_POST
def override(request: Asked, key: int) -> HttpResponse:
    """End an override: the rule holds again."""
    row = seen(request, key)
    waives = next((each for each in Waiver if each.value == request.POST.get("waives")), None)
    if waives:
        end_override(initiative=row, waives=waives, actor=request.user, at=request.now)
        say(request, _("The override is ended. Who sees it follows the rules again."))
    return redirect("initiative", key)
