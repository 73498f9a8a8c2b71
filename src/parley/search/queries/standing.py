"""How finds stand: on whose page, whose they are, since when and how far, as far as the viewer may see them."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Case, CharField, DateField, DateTimeField, F, Q, QuerySet, TextField, When
from django.db.models import Value as Given
from django.db.models.functions import Cast, Coalesce

from parley.clients.queries import clients_visible_to, voices_visible_to
from parley.decisions.queries import decisions_heard_by, decisions_visible_to, options_visible_to
from parley.decisions.queries.effects import effects_visible_to
from parley.groups.queries import areas_visible_to
from parley.ledger.terms import Ref
from parley.meetings.queries import items_visible_to, meetings_visible_to, points_visible_to
from parley.people.queries import people_visible_to
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.queries.solutions import solutions_visible_to
from parley.search.models import Indexed
from parley.search.terms import Kind, Standing
from parley.topics.queries import topics_visible_to
from parley.trials.queries.seeing import trials_visible_to

Visible = Callable[[Viewer], QuerySet[Any]]
Keys = tuple[int, ...]
Rows = QuerySet[Any, Any]
TALKED_OF: dict[str, tuple[Visible, str]] = {  # whose threads hold comments, and how they are called
    "initiative": (initiatives_visible_to, "title"),
    "topic": (topics_visible_to, "title"),
    "decision": (decisions_visible_to, "question"),
    "trial": (trials_visible_to, "code_name"),
}


def standing_of(viewer: Viewer, rows: Collection[Indexed]) -> dict[Ref, Standing]:
    """Say how some finds stand. One query, however many kinds."""
    keys: dict[str, set[int]] = {}
    for row in rows:
        keys.setdefault(row.kind.value, set()).add(row.key)
    told = _told(viewer, **{kind: padded(each) for kind, each in keys.items()}) if keys else []
    return {
        Ref(kind, key): Standing(
            page=Ref(page, page_key) if page_key else None,
            title=called(viewer, title, at if page == "meeting" else None) if page_key else "",
            whose=whose or "",
            at=at or day,
            state=state,
        )
        for kind, key, page, page_key, title, whose, at, day, state in told
    }


def called(viewer: Viewer, title: str, starts_at: datetime | None) -> str:
    """Tell a meeting from the others of its series: with its day where the viewer is."""
    if starts_at is None:
        return title
    here = starts_at.astimezone(ZoneInfo(viewer.time_zone))
    return f"{title}, {here.day} {here:%b %Y}"


@prepared
def _told(viewer: Viewer, **keys: Keys) -> Rows:
    first, *rest = (part for kind in sorted(keys) for part in TELL[Kind(kind)](viewer, keys[kind]))
    told: Rows = first.union(*rest, all=True)
    return told


def _told_of(
    rows: Rows, kind: Kind, page: str = "", *, key: str = "pk", on: Any = "pk", title: str = "", whose: str = "",
    at: Any = None, day: str = "", state: Any = "",
) -> Rows:  # fmt: skip
    """Give the same columns of rows of any kind."""
    told: Rows = (
        rows.order_by()
        .select_related(None)
        .values_list(
            Given(kind.value, CharField()),
            Cast(key, BigIntegerField()),
            Given(page or kind.value, CharField()),
            Cast(on, BigIntegerField()),
            Cast(title or Given(""), TextField()),
            Cast(whose or Given(""), TextField()),
            Cast(at or Given(None), DateTimeField()),
            Cast(day or Given(None), DateField()),
            Cast(state or Given(""), TextField()),
        )
    )
    return told


def _comments(viewer: Viewer, keys: Keys) -> list[Rows]:
    said = "thread__comments"
    stands = {f"{said}__in": keys, f"{said}__withdrawn_at": None}
    # What was said before a decision was published is found by those who saw it then.
    heard, since = decisions_heard_by(viewer).order_by().values("pk"), f"{said}__said_at__gt"
    on = {"decision": Q(pk__in=heard) | Q(**{since: F("published_at")})}
    of_options = options_visible_to(viewer).filter(
        Q(decision__in=heard) | Q(**{since: F("decision__published_at")}), **stands
    )
    of_solutions = solutions_visible_to(viewer).filter(**stands)
    return [
        _told_of(of_solutions, Kind.COMMENT, "initiative", key=said, on="initiative", title="initiative__title",
                 whose=f"{said}__author__name", at=f"{said}__said_at"),
        _told_of(of_options, Kind.COMMENT, "decision", key=said, on="decision", title="decision__question",
                 whose=f"{said}__author__name", at=f"{said}__said_at"),
        *(
        _told_of(visible(viewer).filter(on.get(kind, Q()), **stands), Kind.COMMENT, kind,
                 key=said, title=title, whose=f"{said}__author__name", at=f"{said}__said_at")
        for kind, (visible, title) in TALKED_OF.items()
        ),
    ]  # fmt: skip


def _points(viewer: Viewer, keys: Keys) -> list[Rows]:
    seen = meetings_visible_to(viewer).order_by().values("pk")
    far = Case(When(~Q(dropped_because=""), then=Given("dropped")), When(done_at=None, then=Given("promised")),
               default=Given("done"))  # fmt: skip
    return [
        _told_of(points_visible_to(viewer).filter(pk__in=keys), Kind.ACTION_POINT, "meeting",
                 on=Case(When(meeting__in=seen, then=F("meeting"))), title="meeting__title",
                 whose="owner__name", day="due_on", state=far)
    ]  # fmt: skip


def _one(visible: Visible, kind: Kind, page: str = "", **columns: Any) -> Callable[[Viewer, Keys], list[Rows]]:
    return lambda viewer, keys: [_told_of(visible(viewer).filter(pk__in=keys), kind, page, **columns)]


TELL: dict[Kind, Callable[[Viewer, Keys], list[Rows]]] = {
    Kind.INITIATIVE: _one(initiatives_visible_to, Kind.INITIATIVE, whose="area__name", at="created_at", state="stage"),
    Kind.TOPIC: _one(topics_visible_to, Kind.TOPIC, whose="area__name", at="brought_at", state="state"),
    Kind.DECISION: _one(decisions_visible_to, Kind.DECISION, whose="area__name",
                        at=Coalesce("published_at", "opened_at"), state="state"),
    Kind.EFFECT: _one(effects_visible_to, Kind.EFFECT, "decision", on="option__decision",
                      title="option__decision__question", whose="option__decision__area__name",
                      at=Coalesce("option__decision__published_at", "option__decision__opened_at"),
                      state="option__decision__state"),
    Kind.TRIAL: _one(trials_visible_to, Kind.TRIAL, whose="initiative__title", at="planned_at", state="state"),
    Kind.CLIENT: _one(clients_visible_to, Kind.CLIENT, whose="region__name"),
    Kind.INSIGHT: _one(voices_visible_to, Kind.INSIGHT, whose="client__name", day="said_on"),
    Kind.AREA: _one(areas_visible_to, Kind.AREA),
    Kind.PERSON: _one(people_visible_to, Kind.PERSON, whose="function__name"),
    Kind.MEETING: _one(meetings_visible_to, Kind.MEETING, title="title", whose="area__name", at="starts_at",
                       state="state"),
    Kind.AGENDA_ITEM: _one(items_visible_to, Kind.AGENDA_ITEM, "meeting", on="meeting", title="meeting__title",
                           whose="meeting__area__name", at="meeting__starts_at", state="meeting__state"),
    Kind.ACTION_POINT: _points,
    Kind.COMMENT: _comments,
}  # fmt: skip
