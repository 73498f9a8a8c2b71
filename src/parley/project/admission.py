"""Who may listen to a meeting: whoever is signed in and may see it, asked on connecting and again every few seconds."""

from collections import defaultdict
from collections.abc import Collection, MutableMapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.utils import timezone

from parley.groups.queries import viewer_of
from parley.ledger.queries import newest_entry
from parley.meetings.queries import meeting_seen, viewers_among
from parley.people.queries import proofs_of, sessions_alive
from parley.project.requests import environ_of

DIGITS = 18


@dataclass(frozen=True, slots=True)
class Admitted:
    """A browser that may listen: to which meeting, whose it is, and what must stay so; `after` is where it resumes."""

    meeting: int
    person: int
    session: str
    proof: str  # changes when all of somebody's sessions are ended
    after: int


def admit(scope: MutableMapping[str, Any], meeting: int) -> Admitted | int:
    """Say who listens, or with which status they are refused: as the meeting's page would."""
    close_old_connections()
    request: Any = WSGIRequest(environ_of(scope, b""))
    try:
        host = request.get_host()
    except DisallowedHost:
        return 400
    origin = request.headers.get("Origin", "")
    if (origin and urlsplit(origin).netloc != host) or request.headers.get("Sec-Fetch-Site", "same-origin") not in {
        "same-origin",
        "none",
    }:
        return 403
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    person = get_user(request)
    if not person.is_authenticated:
        return 401
    if meeting_seen(viewer_of(person), meeting) is None:
        return 404
    asked = request.headers.get("Last-Event-ID") or "".join(parse_qs(request.META["QUERY_STRING"]).get("after", []))
    after = int(asked) if asked.isdecimal() and len(asked) <= DIGITS else 0
    if after:
        after = min(after, newest_entry())  # a browser may have heard more than a database holds that was restored
    return Admitted(meeting, person.pk, key or "", person.get_session_auth_hash(), after)


def still_admitted(listeners: Collection[Admitted]) -> set[Admitted]:
    """Give those who may still listen. Two queries, and two for each meeting, however many listen."""
    alive = sessions_alive({each.session for each in listeners}, at=timezone.now())
    proofs = proofs_of({each.person for each in listeners})
    meetings: dict[int, set[int]] = defaultdict(set)
    for each in listeners:
        meetings[each.meeting].add(each.person)
    seeing = {meeting: viewers_among(meeting, people) for meeting, people in meetings.items()}
    return {
        each
        for each in listeners
        if each.session in alive and proofs.get(each.person) == each.proof and each.person in seeing[each.meeting]
    }
