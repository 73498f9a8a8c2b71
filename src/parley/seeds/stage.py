"""What the telling of the sample's story shares: who is there, which areas, and what day it is."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parley.groups.models import Area
    from parley.people.models import Function, Person, Region
    from parley.roadmap.models import Initiative
    from parley.topics.models import Topic

STORY: dict[str, Any] = tomllib.loads((Path(__file__).parent / "story.toml").read_text())
MONTHS = 18
BEGINNING = timedelta(days=MONTHS * 365 // 12)


@dataclass
class Telling:
    """The state of a telling: everything made so far, by the names the story uses."""

    at: datetime  # now, in the story
    progress: Callable[[str], None]
    random: Random = field(default_factory=lambda: Random(1847))  # noqa: S311 - the same story each time
    functions: "dict[str, Function]" = field(default_factory=dict)
    regions: "dict[str, Region]" = field(default_factory=dict)
    people: "dict[str, Person]" = field(default_factory=dict)
    areas: "dict[str, Area]" = field(default_factory=dict)
    members: "dict[str, list[Person]]" = field(default_factory=dict)  # core members by area
    initiatives: "dict[str, Initiative]" = field(default_factory=dict)  # by title
    topics: "dict[str, Topic]" = field(default_factory=dict)  # by title

    def ago(self, days: float, hour: int = 10) -> datetime:
        """Give the moment so many days before now, at that hour in UTC, never after now."""
        moment = (self.at - timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
        return min(moment, self.at)
