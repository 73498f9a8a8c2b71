"""Voices that say the same stand behind the same: what one of them is linked to, all of them are.

See docs/decisions/0013-merging.md.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from parley.clients.actions.merging import _let_wait
from parley.clients.queries import Group, groups_of
from parley.kernel.bunches import bunches
from parley.roadmap.models import InsightLink, NotPlanned

AT_ONCE = 200  # insights that are kept, with all their voices


def _spread(heads: Collection[int]) -> set[int]:
    """Make the links of all voices of some insights that are kept follow their own; the initiatives that changed.

    A link that is a voice's `own` is never touched. The others are made of those: so whatever was merged can be taken
    apart again, and what it was linked to itself is what is left. Doing it again changes nothing.
    """
    touched: set[int] = set()
    for bunch in bunches(sorted(heads), AT_ONCE):
        groups = groups_of(bunch)
        links: dict[int, list[InsightLink]] = defaultdict(list)
        voices = [voice for group in groups.values() for voice in group]
        for link in InsightLink.objects.filter(insight__in=voices).order_by("pk"):
            links[link.insight_id].append(link)
        compared = [each for head, group in groups.items() for each in _compared(head, group, links)]
        new = [wanted for there, wanted in compared if wanted and not there]
        gone = [there for there, wanted in compared if there and not wanted]
        turned = [_turned(there, wanted) for there, wanted in compared if there and wanted and _differ(there, wanted)]
        if gone:
            InsightLink.objects.filter(pk__in=[each.pk for each in gone]).delete()
        if turned:
            InsightLink.objects.bulk_update(turned, ["stance", "linked_by", "linked_at"], 100)
        if new:
            InsightLink.objects.bulk_create(new)
        touched |= {each.initiative_id for each in (*new, *turned, *gone)}
    return touched


FOLLOW = ("stance", "linked_by_id", "linked_at")  # of the link that a voice's own follows


def _differ(there: InsightLink, wanted: InsightLink) -> bool:
    return any(getattr(there, name) != getattr(wanted, name) for name in FOLLOW)


def _turned(there: InsightLink, wanted: InsightLink) -> InsightLink:
    for name in FOLLOW:
        setattr(there, name, getattr(wanted, name))
    return there


Compared = tuple[InsightLink | None, InsightLink | None]  # the link there is, and the one there should be


def _compared(head: int, group: Group, links: dict[int, list[InsightLink]]) -> Iterator[Compared]:
    """Yield what differs or might: for each voice and initiative the link that is not its own, as it is and should be.

    Its stance is that of the insight that is kept, else of whoever linked first.
    """
    lead: dict[int, InsightLink] = {}
    own = [link for voice in group for link in links[voice] if link.own]
    for link in sorted(own, key=lambda each: (each.insight_id != head, each.pk)):
        lead.setdefault(link.initiative_id, link)
    for voice, client in group.items():
        there = {link.initiative_id: link for link in links[voice]}
        for initiative, link in lead.items():
            now = there.pop(initiative, None)
            if now is None or not now.own:
                yield now, InsightLink(initiative_id=initiative, insight_id=voice, client_id=client, stance=link.stance,
                                       linked_by_id=link.linked_by_id, linked_at=link.linked_at, own=False)  # fmt: skip
        for link in there.values():
            if not link.own:
                yield link, None


def _keep_inbox(insights: Collection[int]) -> None:
    """Keep in the inbox which of some insights are linked to nothing, merged into nothing and not answered."""
    for bunch in bunches(sorted(insights)):
        linked = InsightLink.objects.filter(insight__in=bunch).values_list("insight", flat=True)
        answered = NotPlanned.objects.filter(insight__in=bunch, ended_at=None).values_list("insight", flat=True)
        _let_wait(bunch, {*linked, *answered})


def _end_answers(insight: int, at: datetime) -> int:
    """End the answer that an insight is not planned, if it has one; how many that were."""
    return NotPlanned.objects.filter(insight=insight, ended_at=None).update(ended_at=at)
