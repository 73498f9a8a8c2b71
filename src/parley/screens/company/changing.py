"""One form on a page of its own: shown, refused with its sentence, or done."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from parley.people.rules import must_administer
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt, status_of

Tab = tuple[str, str, bool, None]


def tabs(on: str) -> list[Tab]:
    """Give the parts of the settings; `on` names the page of the one that is shown."""
    words = {
        "company": _("Functions and regions"),
        "company_areas": _("Areas and teams"),
        "company_stages": _("Stages"),
        "company_rates": _("Currencies"),
        "company_glossary": _("Glossary"),
        "company_hours": _("Hours"),
        "company_holidays": _("Holidays"),
        "company_people": _("People"),
        "company_surveys": _("Surveys"),
        "company_deciding": _("Deciding by mail"),
        "company_mail": _("Mail"),
        "company_hooks": _("Web hooks"),
        "company_work": _("Delivery"),
        "company_channels": _("Slack"),
    }
    return [(text, reverse(name), name == on, None) for name, text in words.items()]


def settings_page(
    request: Asked, template: str, context: dict[str, Any], *, tab: str, status: int = 200
) -> HttpResponse:
    """Answer with one part of the settings; raises Refused for anybody but product operations."""
    must_administer(request.viewer)
    return framed(request, template, {"parts": tabs(tab)} | context, place="company", status=status)


def changing(
    request: Asked,
    form: BaseForm,
    do: Callable[[dict[str, Any]], object],
    *,
    title: str,
    submit: str,
    done: str,
    back: str,
    lead: str = "",
    page_of: Callable[[Any], str] | None = None,
    files: bool = False,
) -> HttpResponse:
    """Show a form; when it is sent, do it with what was typed and go `back`, the name of a page of the settings.

    With `page_of`, go to the page of what was made instead.
    """
    must_administer(request.viewer)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: do(form.cleaned_data))
        if not form.errors:
            say(request, done)
            return redirect(page_of(made) if page_of else back)
    context = {"form": form, "title": title, "submit_text": submit, "lead": lead, "back": back, "here": request.path}
    context["files"] = files
    return settings_page(request, "company/change.html", context, tab=back, status=status_of(form))
