"""Announcements: which clients are to hear that something is there, whose they are, and how far that has come."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from parley.clients.queries import cared_for_by, clients_visible_to, clients_without_people
from parley.disclosure.models import Statement, TalkTrack, TrackWords
from parley.disclosure.models.launching import Announcement, LaunchRegion
from parley.disclosure.queries.errands import kept_by, seen_to_by
from parley.disclosure.terms import Told
from parley.groups.queries import acting
from parley.ledger.terms import MACHINE
from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one, prepared_pages
from parley.roadmap.queries import askers_of, initiatives_visible_to


def _known_to(viewer: Viewer, on: date) -> Q:
    """Say as a condition on announcements of which things the viewer knows.

    They see the initiative, or words are in force for just this client, which whoever looks after it sees.
    """
    if viewer.operations:
        return Q()
    words = TalkTrack.objects.filter(
        initiative=OuterRef("initiative"), in_force_at__isnull=False, ended_at=None, expires_on__gte=on,
        whom=Told.NAMED_CLIENTS, clients__client=OuterRef("client"),
    )  # fmt: skip
    return Q(initiative__in=initiatives_visible_to(viewer).values("pk")) | Q(Exists(words))


def announcements_assigned_to(viewer: Viewer, *, on: date) -> QuerySet[Announcement]:
    """Open announcements the viewer has to see to, of what they know and what has come by their own calendar."""
    rows = Announcement.objects.filter(seen_to_by(viewer, on=on), closed_at=None, client__left_on=None)
    return rows.filter(_known_to(viewer, on)).exclude(_still_to_come(on))


def _still_to_come(on: date) -> Q:
    """Say as a condition on announcements which are of what comes after a day, where the client is.

    A day has begun in UTC while it is still the day before in the Americas.
    """
    days = LaunchRegion.objects.filter(plan__initiative=OuterRef("initiative"), day__gt=on)
    places = Q(plan__initiative__regions=None) | Q(plan__initiative__regions__region=F("region"))
    return Q(Exists(days.filter(region=OuterRef("client__region")))) | Q(
        Exists(days.filter(places)), client__region=None
    )


def may_be_told_now(on: date) -> Exists:
    """Say as a condition on announcements for which clients, where they are, words are in force on a day."""
    words = TrackWords.objects.filter(
        Q(region=None) | Q(region=OuterRef("client__region")),
        Q(track__whom=Told.ANY_CLIENT) | Q(track__whom=Told.NAMED_CLIENTS, track__clients__client=OuterRef("client")),
        track__initiative=OuterRef("initiative"), track__in_force_at__isnull=False, track__ended_at=None,
        track__expires_on__gte=on,
    )  # fmt: skip
    return Exists(words)


def announcements_open_to(viewer: Viewer, *, on: date) -> QuerySet[Announcement]:
    """Open announcements that the viewer may end: those they see to; product operations every one."""
    if viewer.operations:
        return Announcement.objects.filter(closed_at=None)
    return announcements_assigned_to(viewer, on=on)


def announcements_visible_to(viewer: Viewer, *, on: date) -> QuerySet[Announcement]:
    """Announcements the viewer may read: those they see or saw to, and those of roadmaps they keep or decide on."""
    rows = Announcement.objects.select_related(
        "client__region", "initiative__area", "initiative__owner", "initiative__why", "closed_by"
    ).defer("client__revenue", "client__currency")
    if viewer.operations:
        return rows
    theirs = Q(client__in=cared_for_by(viewer.person, on).values("client")) | seen_to_by(viewer, on=on)
    return rows.filter(theirs | kept_by(viewer)).filter(_known_to(viewer, on))


@prepared_pages
def announcements_listed(viewer: Viewer, on: date, initiative: int) -> QuerySet[Announcement]:
    """What the viewer has to see to, of one initiative or (0) of all, by initiative and client. Each has `seen`."""
    rows = _with_seen(viewer, announcements_visible_to(viewer, on=on))
    rows = rows.filter(pk__in=announcements_assigned_to(viewer, on=on).values("pk"))
    rows = rows.filter(initiative=initiative) if initiative else rows
    return rows.order_by("initiative", "client__folded", "pk")


@prepared_pages
def announcements_of(viewer: Viewer, on: date, initiative: int, *, nobodys: bool) -> QuerySet[Announcement]:
    """What the viewer may read of one initiative: those that wait first; `nobodys` only, whom nobody looks after."""
    rows = _with_seen(viewer, announcements_visible_to(viewer, on=on)).filter(initiative=initiative)
    if nobodys:
        rows = rows.filter(closed_at=None, client__in=clients_without_people().values("pk"))
    return rows.order_by(F("closed_at").desc(nulls_first=True), "client__folded", "pk")


@prepared_one
def announcement_seen(viewer: Viewer, on: date, key: int) -> QuerySet[Announcement]:
    """One that the viewer may read, with `seen`: whether they may see the initiative."""
    return _with_seen(viewer, announcements_visible_to(viewer, on=on)).filter(pk=key)


def _with_seen(viewer: Viewer, rows: QuerySet[Announcement]) -> QuerySet[Announcement]:
    seen = Q(initiative__in=initiatives_visible_to(viewer).values("pk"))
    return rows.annotate(seen=Case(When(seen, then=Value(True)), default=Value(False), output_field=BooleanField()))


def initiatives_to_announce(viewer: Viewer, *, on: date) -> QuerySet[Any]:
    """Initiatives of which the viewer has to tell clients that they are there, in words that hold for them.

    Each has `called`, its title or what clients know it as where the viewer may not see it, `to_tell`, how many
    clients those are, and `to_tell_since`, since when the first of them. Whom nothing may be told yet is on the list
    alone, with what is missing.
    """
    mine = announcements_assigned_to(viewer, on=on).filter(may_be_told_now(on)).order_by()
    of_it = mine.filter(initiative=OuterRef("pk"))
    number = of_it.values("initiative").annotate(n=Count("pk")).values("n")
    name = TalkTrack.objects.filter(initiative=OuterRef("pk"), in_force_at__isnull=False, ended_at=None)
    seen = Q(pk__in=initiatives_visible_to(viewer).values("pk"))
    called = Case(
        When(seen, then=Cast("title", CharField())),
        default=Cast(Subquery(name.values("name")[:1]), CharField()),
        output_field=CharField(),
    )
    rows: QuerySet[Any] = initiatives_visible_to(acting(MACHINE)).filter(pk__in=mine.values("initiative"))
    found: QuerySet[Any] = rows.annotate(
        called=called,
        to_tell=Coalesce(Subquery(number, output_field=IntegerField()), 0),
        to_tell_since=Subquery(of_it.order_by("opened_at").values("opened_at")[:1]),
    )
    return found


def to_hear_of(initiative: int, tested: Collection[int]) -> dict[int, tuple[int | None, str]]:
    """Give clients that asked for it, were told of it or tested it, with their region and why: a word or several.

    Whoever has left is not among them.
    """
    why: dict[int, list[str]] = {}
    told = Statement.objects.filter(initiative=initiative, latest=True).values_list("client", flat=True)
    for word, keys in (("asked", askers_of([initiative])), ("told", told), ("tested", tested)):
        for key in set(keys):
            why.setdefault(key, []).append(word)
    here = clients_visible_to(acting(MACHINE)).filter(left_on=None, pk__in=list(why)).order_by("pk")
    return {key: (region, " ".join(why[key])) for key, region in here.values_list("pk", "region")}


def announcements_to_change(initiative: int) -> dict[int, Announcement]:
    """Every announcement of an initiative by client, locked until the transaction ends."""
    rows = Announcement.objects.select_for_update().filter(initiative=initiative).select_related("client")
    return {each.client_id: each for each in rows}


def announcement_to_change(key: int) -> Announcement:
    """One, locked until the transaction ends."""
    row: Announcement = Announcement.objects.select_for_update().get(pk=key)
    return row


def open_announcements_of(initiative: int, clients: Collection[int]) -> list[Announcement]:
    """The open announcements to some clients, locked until the transaction ends."""
    rows = Announcement.objects.select_for_update().filter(initiative=initiative, client__in=clients, closed_at=None)
    return list(rows.order_by("pk"))


def announcements_waiting(initiative: int, clients: Collection[int]) -> QuerySet[Announcement]:
    """The open announcements of an initiative to some clients."""
    return open_announcements().filter(initiative=initiative, client__in=list(clients))


def announcements_to_remind_of(on: date) -> QuerySet[Announcement]:
    """The open announcements to clients for which words are in force on a day: else nobody could tell them."""
    return open_announcements().filter(may_be_told_now(on))


def open_announcements() -> QuerySet[Announcement]:
    """Every open announcement, for the worker, by initiative."""
    return Announcement.objects.filter(closed_at=None).select_related("initiative", "client").order_by(
        "initiative", "pk"
    )  # fmt: skip


def announcements_of_leavers() -> QuerySet[Announcement]:
    """Open announcements to clients that have left, by initiative."""
    return open_announcements().filter(client__left_on__isnull=False)


@prepared
def announced_to(client: int, on: date) -> QuerySet[Announcement, int]:
    """Initiatives, by key, of which a client is to hear that they are there, by the calendar of who tells them."""
    rows = Announcement.objects.filter(client=client, closed_at=None).exclude(_still_to_come(on))
    return rows.values_list("initiative", flat=True)


@prepared
def announced_in(viewer: Viewer, area: int) -> QuerySet[Announcement, Any]:
    """How announcements of an area's initiatives that the viewer may see ended, after how many days, and how many."""
    rows = Announcement.objects.filter(initiative__in=initiatives_visible_to(viewer).filter(area=area).values("pk"))
    counted: QuerySet[Announcement, Any] = (
        rows.order_by().values("closing", "took_days").annotate(n=Count("pk")).values_list("closing", "took_days", "n")
    )
    return counted
