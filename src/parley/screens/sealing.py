"""What a browser keeps while a written round is open: the secret by which it, and nobody else, takes its notes back."""

import secrets
from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from parley.screens.asking import Asked
from parley.voices.rules import LONGEST_NOTE

SECRET_BYTES = 24


class SealedNoteForm(forms.Form):
    """What somebody writes in a round, without a name."""

    words = forms.CharField(
        label=_("Your note"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write your note first: what you know that others here may not.")},
    )  # fmt: skip


def fresh_secret() -> str:
    """Make what a browser that wrote no note yet holds from now on, to take its notes back."""
    return secrets.token_urlsafe(SECRET_BYTES)


def secret_in(request: Asked, cookie: str, fresh: str = "") -> str:
    """Give what takes notes back: the browser's secret, or a fresh one, for whoever is signed in; nothing for neither.

    So somebody who signs in to a browser after somebody else does not see that person's notes as their own.
    """
    secret = request.COOKIES.get(cookie, "") or fresh
    return f"{request.user.pk}:{secret}" if secret else ""


def keep_secret(answer: HttpResponse, cookie: str, secret: str, *, path: str, lasts: timedelta) -> None:
    """Let the browser keep its secret, for the pages under one address."""
    answer.set_cookie(
        cookie, secret, max_age=lasts, path=path, httponly=True, samesite="Strict", secure=settings.BEHIND_TLS
    )
