"""The company's glossary of acronyms, which the question coach reads."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.meetings.actions import drop_acronym, keep_acronym
from parley.meetings.queries import acronyms
from parley.screens.asking import Asked
from parley.screens.company.changing import changing, settings_page
from parley.screens.frame import say
from parley.screens.meetings.presenting_forms import AcronymForm


@require_GET
def page(request: Asked) -> HttpResponse:
    """Every acronym with what it means."""
    return settings_page(request, "company/glossary.html", {"acronyms": list(acronyms())}, tab="company_glossary")


@require_http_methods(["GET", "POST"])
def acronym(request: Asked, key: int | None = None) -> HttpResponse:
    """Write an acronym down, or change one."""
    row = get_object_or_404(acronyms(), pk=key) if key else None
    return changing(
        request,
        AcronymForm(request.POST or None, initial={"acronym": row.acronym, "meaning": row.meaning} if row else {}),
        lambda typed: keep_acronym(row=row, **typed, actor=request.user, at=request.now),
        title=_("Change %s") % row.acronym if row else _("Write an acronym down"),
        submit=_("Keep it"),
        done=_("It is in the glossary."),
        back="company_glossary",
        lead=_("Whoever writes it into a question for a meeting is reminded to spell it out."),
    )


@require_POST
def removal(request: Asked, key: int) -> HttpResponse:
    """Take an acronym out."""
    drop_acronym(row=get_object_or_404(acronyms(), pk=key), actor=request.user, at=request.now)
    say(request, _("It is out of the glossary."))
    return redirect("company_glossary")
