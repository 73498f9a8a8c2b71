"""The two taps after a meeting: given without a trace of who said what, and sealed a week later."""

from datetime import datetime

from django.db.models import F

from parley.groups.queries import acting
from parley.ledger.door import action, record, unsigned
from parley.ledger.terms import Actor
from parley.meetings.events import TapsSealed
from parley.meetings.models import Meeting, TapCount, TapGiven, TapRelease
from parley.meetings.queries.tapping import counts_of, ends_at, meetings_to_seal, tap_facts
from parley.meetings.rules.taps import OPEN_FOR, may_be_released, must_tap
from parley.meetings.terms.taps import Tap

QUESTIONS = ("could_say", "worth")


@unsigned
def give_taps(*, meeting: Meeting, could_say: Tap, worth: Tap, actor: Actor, at: datetime) -> None:
    """Answer the two questions about a meeting, once. Raises Refused for whoever was not there, too early or too late.

    That somebody answered is kept until the answers are sealed; the answers are added to counts of the meeting, all
    six of which are written anew, so that no row tells which of them rose. No entry of the ledger is made for it.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)  # two answers of one person at once are one
    viewer = acting(actor)
    must_tap(tap_facts(viewer, row), at)
    TapGiven.objects.create(meeting=row, person_id=viewer.person)
    TapCount.objects.get_or_create(meeting=row)
    said = {"could_say": could_say, "worth": worth}
    more = {f"{name}_{tap}": F(f"{name}_{tap}") + int(said[name] is tap) for name in QUESTIONS for tap in Tap}
    TapCount.objects.filter(meeting=row).update(**more)


@action
def seal_taps_due(*, actor: Actor, at: datetime) -> int:
    """Seal the answers of every meeting that ended a week ago, if there are any; how many meetings.

    Enough answers become a release that never changes; of fewer only that there were too few stays. Who answered is
    forgotten.
    """
    sealed = 0
    for meeting in meetings_to_seal(at).select_for_update(of=("self",)):
        if ends_at(meeting) + OPEN_FOR >= at:
            continue
        count = TapCount.objects.filter(meeting=meeting).first() or TapCount(meeting=meeting)
        shown = may_be_released(counts_of(count))
        names = [f"{name}_{tap}" for name in QUESTIONS for tap in Tap]
        TapRelease.objects.create(meeting=meeting, **({name: getattr(count, name) for name in names} if shown else {}))
        TapGiven.objects.filter(meeting=meeting).delete()
        TapCount.objects.filter(meeting=meeting).delete()
        record(TapsSealed(meeting=meeting.pk, area=meeting.area_id))
        sealed += 1
    return sealed
