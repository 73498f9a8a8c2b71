"""Disagreeing as its page shows it: whether without a name still, how many could, and what the browser holds for it."""

import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings

from parley.decisions.queries import could_write_unsigned, facts_of, opening_of
from parley.decisions.rules import may_open_dissents, takes_unsigned
from parley.screens.asking import Asked
from parley.voices.rules import FEWEST_WRITERS

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parley.decisions.models import Decision
    from parley.people.terms import Viewer

COOKIE = "unsigned"
KEPT = 90 * 24 * 3600  # seconds
SECRET_BYTES = 24


def dissenting(row: "Decision", *, asked: bool) -> dict[str, Any]:
    """Say whether anybody may disagree without a name, and how many could; a query if the page asks for dissent."""
    opening = opening_of(row)
    takes = asked and takes_unsigned(facts_of(row), opened=opening is not None)
    count = could_write_unsigned(row) if takes else 0
    return {"opening": opening, "takes_unsigned": takes, "could_write": count, "few": count < FEWEST_WRITERS}


def opens_dissents(viewer: "Viewer", row: "Decision") -> bool:
    """Whether somebody is to open what was written without a name before they decide."""
    return may_open_dissents(viewer, facts_of(row), opened=opening_of(row) is not None)


def secret_of(request: Asked) -> str:
    """Give what keeps a browser to a few, for whoever is signed in; nothing for a browser that saw no form."""
    secret = request.COOKIES.get(COOKIE, "")
    return f"{request.user.pk}:{secret}" if secret else ""


def hold_secret(request: Asked, response: "HttpResponse") -> "HttpResponse":
    """Let every browser that is shown a decision hold a secret, so that holding one tells nothing of who wrote."""
    if COOKIE not in request.COOKIES:
        response.set_cookie(
            COOKIE, secrets.token_urlsafe(SECRET_BYTES), max_age=KEPT, path="/decisions/", httponly=True,
            samesite="Lax", secure=settings.BEHIND_TLS,
        )  # fmt: skip
    return response
