"""Signing in by password, by a link sent by mail, or, in the sample alone, as one of its cast; and signing out."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.people.actions import ask_for_link, confirm_link, note_sign_in
from parley.people.queries import link_for, person_signed_in, sample_is_loaded
from parley.screens.addresses import own_page
from parley.screens.asking import Asked
from parley.screens.posting import status_of
from parley.screens.rendering import plain
from parley.screens.sign_in.forms import LinkForm, PasswordForm
from parley.screens.sign_in.limits import password_was_right, too_many_links, too_many_passwords

if TYPE_CHECKING:
    from parley.people.models import Person

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def page(request: Asked) -> HttpResponse:
    """Sign in by e-mail and password."""
    if request.user.is_authenticated:
        return redirect("today")
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if too_many_passwords(request, email):
            form.add_error(None, _("Too many tries. Wait a quarter of an hour, or ask for a link by mail below."))
            return _page(request, form, LinkForm(), status=429)
        person = authenticate(request, **form.cleaned_data)
        if person is not None:
            password_was_right(request, email)
            return _signed_in(request, person, by="password")
        form.add_error(
            None, _("This e-mail and password do not belong together. Try again, or ask for a link by mail below.")
        )
    return _page(request, form, LinkForm(), status=status_of(form))


@login_not_required
@require_POST
def links(request: Asked) -> HttpResponse:
    """Send a link by mail. The answer is the same whether somebody has the e-mail or not."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, PasswordForm(), form, status=422)
    email = form.cleaned_data["email"]
    if too_many_links(request, email):
        form.add_error(None, _("Too many links were asked for. Wait an hour; those sent before still work."))
        return _page(request, PasswordForm(), form, status=429)
    ask_for_link(email=email, next_page=_next(request), actor=MACHINE, at=request.now)
    return plain(request, "sign_in/sent.html", {"email": email})


@login_not_required
@require_http_methods(["GET", "POST"])
def link(request: Asked, token: str) -> HttpResponse:
    """Show whom a link signs in, and sign them in when they confirm. Opening it never uses it up."""
    found = link_for(token, at=request.now)
    if request.method == "POST":
        try:
            person = confirm_link(token=token, actor=MACHINE, at=request.now)
        except Refused as refusal:
            return plain(
                request, "sign_in/link_passed.html", {"sentence": refusal.sentence, "form": LinkForm()}, status=422
            )
        return _signed_in(request, person, by="")
    if found is None:
        sentence = _("This link has been used or is too old. Ask for a new one below.")
        return plain(request, "sign_in/link_passed.html", {"sentence": sentence, "form": LinkForm()}, status=404)
    return plain(request, "sign_in/link.html", {"person": found.person, "next": _next(request)})


@login_not_required
@require_http_methods(["GET", "POST"])
def cast(request: Asked) -> HttpResponse:
    """In the sample, and only there: continue as one of the cast."""
    if not (settings.SAMPLE_ALLOWED and sample_is_loaded()):
        raise Http404
    members = import_string(settings.CAST).members()
    if request.method == "POST":
        key = request.POST.get("person", "")
        person = next((each.person for each in members if each.key == key), None)
        if person is None:
            raise Http404
        note_sign_in(person=person, by="being chosen from the cast", actor=person, at=request.now)
        logout(request)
        return _signed_in(request, person, by="")
    return plain(request, "sign_in/cast.html", {"members": members})


@require_POST
def sign_out(request: Asked) -> HttpResponse:
    """End this session."""
    logout(request)
    response = redirect("sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _signed_in(request: Asked, person: "Person", *, by: str) -> HttpResponse:
    """Start a session and go where the person wanted to."""
    if by:
        note_sign_in(person=person, by=by, actor=person, at=request.now)
    fresh = person_signed_in(person.pk)
    if fresh is None:
        raise Http404
    login(request, fresh, backend=BACKEND)
    return redirect(_next(request) or "today")


def _next(request: HttpRequest) -> str:
    """Give the page somebody was on their way to, if it is one of ours."""
    return own_page(request.POST.get("next") or request.GET.get("next") or "")


def _page(request: Asked, form: PasswordForm, link_form: LinkForm, *, status: int) -> HttpResponse:
    context = {"form": form, "link_form": link_form, "next": _next(request), "sample": _offers_cast()}
    return plain(request, "sign_in/page.html", context, status=status)


def _offers_cast() -> bool:
    return settings.SAMPLE_ALLOWED and sample_is_loaded()
