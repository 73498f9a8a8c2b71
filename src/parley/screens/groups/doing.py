"""How a group is doing, in words and figures: of how many, over which time, and nothing about anybody singly."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from parley.kernel.intervals import wilson
from parley.meetings.actions import count_as_held
from parley.meetings.queries import called_hours_of, places_of, taps_of
from parley.meetings.queries.doing import meetings_due, reports_of, unclosed_in
from parley.meetings.queries.rota import seated_second
from parley.meetings.rules import spared_minutes
from parley.meetings.rules.doing import cadence_of, longest_gap, voices_in
from parley.meetings.rules.fairness import met_by, unsocial_hours
from parley.meetings.terms import MeetingState
from parley.meetings.terms.doing import DOING_LOOKED_BACK, DOING_MEETINGS
from parley.people.queries import every_region
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.groups.figures import answering_of
from parley.screens.groups.heading import heading
from parley.screens.meetings.hours_words import hours_words
from parley.screens.rendering import day
from parley.screens.telling import linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.meetings.terms.doing import DueMeeting, Gap
    from parley.screens.groups.figures import Answering

FEWEST = 5  # answers due below which a share says nothing


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and between which percentages it could be by chance alone; too few say nothing of that."""

    part: int
    whole: int
    between: str


@require_GET
def page(request: Asked, key: str) -> HttpResponse:
    """How a group is doing; for its people and product operations. Nothing in it compares people or groups."""
    context = heading(request, key, "doing")
    if not (context["inside"] or request.viewer.operations):
        raise Http404
    area, since = context["area"].pk, request.now - DOING_LOOKED_BACK
    due = meetings_due(area, request.now)
    held = [each for each in due if each.state is MeetingState.HELD][:DOING_MEETINGS]
    called = list(called_hours_of(area, since))
    answering = answering_of(request, area, DOING_LOOKED_BACK)
    context |= {
        "since": since,
        "cadence": cadence_of(due),
        "unclosed": unclosed_in(area, request.now) if context["keeps_group"] else 0,
        "gap": _gap_words(longest_gap(due, request.now)),
        "answering": answering,
        "in_time": _share(answering),
        "voices": _voices(held),
        "held": len(held),
        "called": len(called),
        "spared": hours_words(spared_minutes(called) / 60),
        "unsocial": _unsocial(area, held),
        "taps": taps_of(area),
    }
    return framed(request, "groups/doing.html", context, place=f"group:{key}")


@require_POST
def held(request: Asked, key: str) -> HttpResponse:
    """Say that the meetings for which nobody made an agenda were held."""
    area = heading(request, key, "doing")["area"]
    many = count_as_held(area=area, actor=request.user, at=request.now)
    say(request, ngettext("%(n)s meeting counts as held.", "%(n)s meetings count as held.", many) % {"n": many})
    return redirect("group_doing", key)


def _gap_words(gap: "Gap | None") -> str:
    """Say the longest time without a meeting."""
    if gap is None:
        return ""
    long = ngettext("%(n)s day", "%(n)s days", gap.days) % {"n": gap.days}
    if gap.until is None:
        return _("%(long)s: since %(since)s, until today") % {"long": long, "since": day(gap.since)}
    return _("%(long)s: from %(since)s to %(until)s") % {
        "long": long,
        "since": day(gap.since),
        "until": day(gap.until),
    }


def _share(answering: "Answering") -> Share:
    between = ""
    bounds = wilson(answering.in_time, answering.due)
    if bounds and answering.due >= FEWEST:
        low, high = (round(each * 100) for each in bounds)
        between = _("%(low)s to %(high)s%%") % {"low": low, "high": high}
    return Share(answering.in_time, answering.due, between)


def _voices(held: "Sequence[DueMeeting]") -> dict[str, Any]:
    """Give the table of voices, meeting by meeting, and all of them together."""
    found = voices_in(held, reports_of([each.meeting for each in held]))
    counted = [each for each in found if each.spoke is not None]
    return {
        "rows": [
            [
                linked(reverse("meeting_talk", args=[each.meeting]), day(each.starts_at)),
                _("not counted")
                if each.spoke is None
                else _("%(spoke)s of %(present)s") % {"spoke": each.spoke, "present": each.present},
            ]
            for each in found
        ],
        "counted": len(counted),
        "spoke": sum(each.spoke or 0 for each in counted),
        "present": sum(each.present or 0 for each in counted),
    }


def _unsocial(area: int, held: "Sequence[DueMeeting]") -> dict[str, Any]:
    """Give the regions of the group, by name, with the hours each of their people paid: as a table and as bars."""
    if not held:
        return {"rows": [], "bars": []}
    places = places_of(area)
    names: dict[int | None, str] = {None: _("no region named")} | {each.pk: each.name for each in every_region()}
    paid = unsocial_hours(places, met_by(held, seated_second([each.meeting for each in held])))
    people: dict[int | None, int] = {}
    for each in places:
        people[each.region] = people.get(each.region, 0) + each.people
    most = max(paid.values(), default=0)
    regions = sorted(paid, key=lambda region: names[region])
    return {
        "rows": [[names[each], str(people[each]), hours_words(paid[each])] for each in regions],
        "bars": [(names[each], hours_words(paid[each]), paid[each] / most) for each in regions] if most else [],
    }
