"""Launches: the plan, what each region lacks, the look backs, and which launches have come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from parley.disclosure.models import TalkTrack
from parley.disclosure.models.launching import LaunchPlan, LaunchRegion, LookBack, LookBackMoved
from parley.disclosure.queries.gates import Disclosed
from parley.disclosure.rules.launching import LATELY
from parley.disclosure.terms import Words
from parley.disclosure.terms.launching import THERE, Coming, LaunchTexts, Readiness
from parley.groups.queries import insiders_of, keeping_roadmap, legal_approves
from parley.people.queries import people_in_the_company
from parley.people.terms import Duty, Viewer
from parley.prepared import padded, prepared, prepared_one
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to, regions_of


@prepared_one
def launch_plan_of(initiative: int) -> QuerySet[LaunchPlan]:
    """The plan of a launch. Whether its reader may see the initiative is for the caller."""
    return LaunchPlan.objects.filter(initiative=initiative).select_related("written_by__function")


def planners_of(area: int) -> list[str]:
    """Who may plan the launches of an area, by name, as `planning_refusal` says; product operations aside."""
    marketing = insiders_of(area) & Q(function__duty=Duty.APPROVES_WORDS)
    people = people_in_the_company().filter(marketing | keeping_roadmap(area))
    return list(people.order_by("name", "pk").values_list("name", flat=True))


@prepared
def launch_regions_of(initiative: int) -> QuerySet[LaunchRegion]:
    """What is planned in each region."""
    rows = LaunchRegion.objects.filter(plan__initiative=initiative)
    return rows.select_related("region", "enabled_by", "supported_by", "said_by").order_by("region__name")


@prepared
def look_backs_of(initiative: int) -> QuerySet[LookBack]:
    """What was written on looking back, the latest first."""
    return LookBack.objects.filter(plan__initiative=initiative).select_related("by__function").order_by("-pk")


@prepared
def look_back_moves_of(initiative: int) -> QuerySet[LookBackMoved]:
    """How the day of the look back was moved, the first move first."""
    return LookBackMoved.objects.filter(plan__initiative=initiative).select_related("by").order_by("pk")


def days_of_launches(initiatives: Collection[int]) -> dict[tuple[int, int], date]:
    """From which day some initiatives are there, by initiative and region; one query."""
    return {(key, region): day for key, region, day in _days(padded(initiatives))} if initiatives else {}


@prepared
def _days(initiatives: tuple[int, ...]) -> QuerySet[LaunchRegion, Any]:
    rows = LaunchRegion.objects.filter(plan__initiative__in=initiatives, day__isnull=False)
    days: QuerySet[LaunchRegion, Any] = rows.values_list("plan__initiative", "region", "day")
    return days


def plan_to_change(initiative: int) -> LaunchPlan | None:
    """The plan of a launch, locked until the transaction ends."""
    row: LaunchPlan | None = LaunchPlan.objects.select_for_update().filter(initiative=initiative).first()
    return row


def launch_region_to_change(plan: int, region: int) -> LaunchRegion | None:
    """What is planned in a region, locked until the transaction ends."""
    row: LaunchRegion | None = LaunchRegion.objects.select_for_update().filter(plan=plan, region=region).first()
    return row


def has_a_day(plan: int) -> bool:
    """Whether some region of a plan has its day."""
    return LaunchRegion.objects.filter(plan=plan, day__isnull=False).exists()


def texts_of_plan(plan: LaunchPlan) -> LaunchTexts:
    """What a plan says."""
    return LaunchTexts(for_whom=plan.for_whom, enablement=plan.enablement, support_notes=plan.support_notes,
                       measure=plan.measure, expected=plan.expected)  # fmt: skip


def texts_to_begin(row: Initiative) -> LaunchTexts:
    """What a plan begins with: whom the why says it benefits, what it expects, and what that rests on."""
    why = row.why
    if why is None:
        return LaunchTexts()
    return LaunchTexts(for_whom=why.who_benefits, expected=why.expected_return, measure=why.return_basis)


@dataclass(frozen=True, slots=True)
class Drafted:
    """Whether words are drafted, and whether they wait for legal alone."""

    there: bool = False
    waits_for_legal: bool = False
    legal: bool = False


def drafted_of(initiative: int, area: int) -> Drafted:
    """Say how far the draft of an initiative's words is. Two queries."""
    legal = legal_approves(area)
    draft = _draft(initiative)
    if draft is None:
        return Drafted(legal=legal)
    waits = legal and draft.approved_at is not None and draft.legal_at is None
    return Drafted(there=True, waits_for_legal=waits, legal=legal)


@prepared_one
def _draft(initiative: int) -> QuerySet[TalkTrack]:
    return TalkTrack.objects.filter(initiative=initiative, in_force_at=None, ended_at=None)


def readiness_in(
    region: int, *, plan: LaunchPlan, there: LaunchRegion | None, disclosed: Disclosed, drafted: Drafted
) -> tuple[Readiness, Words | None]:
    """Give what decides whether a region is ready, and the words that may be said there. No query."""
    track = disclosed.track
    words = track.words_in(region) if track else None
    facts = Readiness(
        day=there.day if there else None,
        words_until=track.expires_on if track and words else None,
        drafted=drafted.there,
        waits_for_legal=drafted.waits_for_legal,
        legal=drafted.legal,
        enablement=bool(plan.enablement),
        enabled=bool(there and there.enabled_at),
        support_notes=bool(plan.support_notes),
        supported=bool(there and there.supported_at),
    )
    return facts, words


def coming_of(row: Initiative) -> Coming:
    """Give when an initiative comes to clients, and where. Two queries."""
    rows = LaunchRegion.objects.filter(plan__initiative=row.pk, day__isnull=False)
    days: dict[int, date] = dict(rows.values_list("region", "day"))
    places = frozenset(each.pk for each in regions_of(row.pk))
    return Coming(stage=row.stage, days=days, places=places, live_on=row.live_at.date() if row.live_at else None)


def launches_come(on: date) -> list[int]:
    """Initiatives that are at launch or live, and whose day in some region has come within a month, by key."""
    rows = LaunchRegion.objects.filter(
        day__lte=on, day__gt=on - LATELY, plan__initiative__stage__in=THERE
    )  # fmt: skip
    return sorted(set(rows.values_list("plan__initiative", flat=True)))


def look_backs_waiting_for(viewer: Viewer, *, on: date) -> QuerySet[LaunchPlan]:
    """Launches whose look back is due and the viewer's: what they own, and of their areas what nobody here owns.

    Of what is not there yet nothing can be said, and what was stopped waits for nobody.
    """
    theirs = Q(initiative__owner=viewer.person)
    if viewer.product_of:
        nobodys = Q(initiative__owner=None) | Q(initiative__owner__left_on__isnull=False)
        theirs |= nobodys & Q(initiative__area__in=viewer.product_of)
    rows = LaunchPlan.objects.filter(theirs, back_on__lte=on, looked_at=None)
    return rows.filter(initiative__in=initiatives_visible_to(viewer).values("pk"), initiative__stage__in=THERE)
