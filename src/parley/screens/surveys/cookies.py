"""The draft of an answer sheet: it lies in cookies of one browser, and nowhere else, until it is sent.

Each cookie is signed for the wave, the question and whoever is signed in, so that the next person on the same browser
finds nothing there. Their names hold “secret”, which Django leaves out where it tells of an error.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from parley.kernel.refusals import Refused
from parley.screens.asking import Asked
from parley.surveys.terms.waves import OPEN
from parley.surveys.terms.waves import Asked as Question

if TYPE_CHECKING:
    from parley.surveys.models import Wave

MOST_BYTES = 4_096  # of a cookie with its name, above which browsers drop it without a word
KEPT_AFTER = timedelta(days=1)  # the wave closed: so that what was written and not sent can still be copied


@dataclass(frozen=True, slots=True)
class Draft:
    """What this browser holds of a wave for whoever is signed in. A question that was gone over is there as None."""

    token: str = ""
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What is written in own words, if anything."""
        return str(self.answers.get(OPEN) or "")


def draft_in(request: Asked, wave: int, questions: Sequence[Question]) -> Draft:
    """Read what this browser holds; what was tampered with, or is another person’s, is not there."""
    token = _read(request, wave, "")
    answers = {}
    for each in questions:
        if (text := _read(request, wave, each.key)) is not None:
            answers[each.key] = json.loads(text)
    return Draft(token or "", answers)


def keep_token(request: Asked, answer: HttpResponse, wave: "Wave", token: str) -> None:
    """Let the browser keep what it answers with, until the wave closes: with it answers are taken back."""
    _keep(request, answer, wave, "", token)


def keep_answer(request: Asked, answer: HttpResponse, wave: "Wave", question: str, given: Any) -> None:
    """Let the browser keep one answer. Raises Refused for one that no browser would keep."""
    _keep(request, answer, wave, question, json.dumps(given, ensure_ascii=False, separators=(",", ":")))


def forget_answers(request: Asked, answer: HttpResponse, wave: int, questions: Iterable[Question]) -> None:
    """Let the browser forget the answers; its token stays."""
    for each in questions:
        _forget(request, answer, wave, each.key)


def forget_token(request: Asked, answer: HttpResponse, wave: int) -> None:
    """Let the browser forget what it answered with."""
    _forget(request, answer, wave, "")


def _name(request: Asked, wave: int, question: str) -> str:
    """Name a cookie for one person: two people who share a browser have each their own."""
    whose = salted_hmac("parley.surveys", f"{wave}:{request.user.pk}", algorithm="sha256").hexdigest()[:12]
    return f"survey_secret_{whose}{'_' if question else ''}{question}"


def _signer(request: Asked, wave: int, question: str) -> Signer:
    return Signer(salt=f"parley.surveys:{wave}:{request.user.pk}:{question}")


def _read(request: Asked, wave: int, question: str) -> str | None:
    cookie = request.COOKIES.get(_name(request, wave, question), "")
    try:
        packed = _signer(request, wave, question).unsign(cookie)
        return zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))).decode()
    except (BadSignature, binascii.Error, zlib.error, UnicodeDecodeError):
        return None


def _keep(request: Asked, answer: HttpResponse, wave: "Wave", question: str, text: str) -> None:
    """Set a cookie for the pages of this wave. Packed, 800 characters of any script fit into it."""
    name = _name(request, wave.pk, question)
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    value = _signer(request, wave.pk, question).sign(packed)
    if len(name) + len(value) > MOST_BYTES:
        raise Refused(_("Your browser cannot keep this much until it is sent. Write it shorter."), field="words")
    answer.set_cookie(
        name, value, max_age=wave.closes_at - request.now + KEPT_AFTER, path=_path(wave.pk), httponly=True,
        samesite="Strict", secure=settings.BEHIND_TLS,
    )  # fmt: skip


def _forget(request: Asked, answer: HttpResponse, wave: int, question: str) -> None:
    name = _name(request, wave, question)
    if name in request.COOKIES:
        answer.delete_cookie(name, path=_path(wave), samesite="Strict")


def _path(wave: int) -> str:
    return reverse("survey", args=[wave])
