"""How much the sample's people want to hear: of some groups more or less than is usual, of some things everything."""

from datetime import time, timedelta

from parley.notifications.actions.levels import hear_of_groups, hear_of_thing
from parley.notifications.terms import Level
from parley.people.actions import choose_quiet_hours, note_away
from parley.roadmap.terms import initiative_ref
from parley.seeds.stage import STORY, Telling
from parley.topics.terms import topic_ref
from parley.voices.queries import thread_by_key


def tell_hearing(telling: Telling) -> None:
    """Let Sam hear everything of what he brought, Omar decisions, Jonas less of what is loud; and Omar be away soon."""
    people, first = telling.people, STORY["area"][0]
    at = telling.ago(5)
    for key, area, level in (("sam", 0, Level.EVERYTHING), ("omar", 0, Level.DECISIONS), ("jonas", -1, Level.NOTHING)):
        group = telling.areas[STORY["area"][area]["key"]]
        hear_of_groups(person=people[key], levels={group.pk: level}, actor=people[key], at=at)
    for topic in [each for each in telling.topics.values() if each.brought_by_id == people["sam"].pk][:2]:
        thread = thread_by_key(topic.thread_id)
        hear_of_thing(thread=thread, on=topic_ref(topic.pk), level=Level.EVERYTHING, actor=people["sam"], at=at)
    for item, level in zip(first["initiatives"], (Level.EVERYTHING, Level.NOTHING), strict=False):
        row = telling.initiatives[item["title"]]
        thread = thread_by_key(row.thread_id)
        hear_of_thing(thread=thread, on=initiative_ref(row.pk), level=level, actor=people["sam"], at=at)
    choose_quiet_hours(person=people["aiko"], first=time(18), until=time(9), actor=people["aiko"], at=at)
    begins = (telling.at + timedelta(days=9)).date()
    note_away(person=people["omar"], first=begins, last=begins + timedelta(days=11), deputy=None,
              actor=people["omar"], at=at)  # fmt: skip
