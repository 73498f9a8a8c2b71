"""What can happen to what was written in own words, and to what a wave found."""

from dataclasses import dataclass

from parley.ledger.terms import Ref
from parley.surveys.events.waves import WaveEvent
from parley.surveys.terms.waves import wave_ref


@dataclass(frozen=True, kw_only=True)
class WordsRead(WaveEvent, kind="wave.words_read"):
    """One of the two who read what was written before others do has read some of it. Which, is not recorded."""

    def sentence(self) -> str:
        return f"read what was written in {wave_ref(self.wave).mark}"


@dataclass(frozen=True, kw_only=True)
class ResultFollowed(WaveEvent, kind="wave.followed"):
    """A topic was opened because of what a wave found, and somebody sees to it."""

    topic: int
    owner: int

    def about(self) -> tuple[Ref, ...]:
        return (wave_ref(self.wave), Ref("topic", self.topic), Ref("person", self.owner))

    def sentence(self) -> str:
        topic, owner = Ref("topic", self.topic), Ref("person", self.owner)
        return f"opened {topic.mark} because of what {wave_ref(self.wave).mark} found; {owner.mark} sees to it"
