"""What became of what clients said: whether somebody else answered it, how soon, and whether an initiative began."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from parley.roadmap.models import InsightLink, NotPlanned


def with_answers(insights: QuerySet[Any], *, within: timedelta) -> QuerySet[Any]:
    """Say of insights, each with `by`, who gave it: `answered` by somebody else, `in_time`, and whether one `began`.

    Linked when it was noted is no answer; what it was merged with answers it too, from the moment it was merged.
    """
    links = InsightLink.objects.filter(insight=OuterRef("pk")).exclude(linked_by=OuterRef("by"))
    own, spread = links.filter(own=True, linked_at__gt=OuterRef("noted_at")), links.filter(own=False)
    told = NotPlanned.objects.exclude(by=OuterRef("by"))
    here, above = told.filter(insight=OuterRef("pk")), told.filter(insight=OuterRef("kept"))
    due = OuterRef("noted_at") + within
    soon = Exists(own.filter(linked_at__lte=due)) | Exists(here.filter(given_at__lte=due))
    above_soon = Exists(spread.filter(linked_at__lte=due)) | Exists(above.filter(given_at__lte=due))
    answered = Exists(own) | Exists(spread) | Exists(here.filter(ended_at=None)) | Exists(above.filter(ended_at=None))
    done: QuerySet[Any] = insights.annotate(
        answered=answered,
        in_time=answered & (soon | (above_soon & Q(merged_at__lte=F("noted_at") + within))),
        began=Exists(links.filter(linked_at=F("initiative__created_at"), linked_at__gt=OuterRef("noted_at"))),
    )
    return done
