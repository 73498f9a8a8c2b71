"""The words of disclosure: who may be told what in which words, what was told, and what has to be corrected."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parley.kernel.spans import Grain, Window
from parley.ledger.terms import Ref
from parley.roadmap.terms import Audience, Confidence, Stage


class Told(StrEnum):
    """Which clients may know of an initiative."""

    NOBODY = "nobody"
    NAMED_CLIENTS = "named_clients"
    ANY_CLIENT = "any_client"


TOLD = tuple(Told)  # narrowest first


class Ending(StrEnum):
    """How a talk track ended: only one that was withdrawn is taken back from clients."""

    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DROPPED = "dropped"  # a draft that was never approved


class Means(StrEnum):
    """How a client was told."""

    CALL = "call"
    COPY = "copy"  # copied into a mail or a chat
    CARD = "card"  # a share card that was handed over
    LINK = "link"
    REVIEW = "review"  # a business review of many things at once
    IMPORT = "import"


class NoLonger(StrEnum):
    """Why what a client was told no longer holds."""

    STOPPED = "stopped"
    ELSEWHERE = "elsewhere"  # it does not apply to the client's region any more
    LATER = "later"
    EARLY = "early"  # it never was so: they were told an earlier time than held on that day, or one where none did
    UNPLANNED = "unplanned"  # it has no window any more
    LESS_SURE = "less_sure"
    TOO_SURE = "too_sure"  # it never was so sure
    WITHDRAWN = "withdrawn"  # the words were withdrawn, or narrowed to other clients


class Closing(StrEnum):
    """How a correction or an announcement ended."""

    TOLD = "told"  # the client was told what holds now, or that it is there
    NOT_NEEDED = "not_needed"
    HOLDS_AGAIN = "holds_again"  # the change was taken back before the client was told
    TAKEN_BACK = "taken_back"  # it is not there any more, or not in the client's region
    LEFT = "left"  # the client has left


class Outcome(StrEnum):
    """What became of a promise whose time has come."""

    KEPT = "kept"
    LATE = "late"
    STILL_OPEN = "still_open"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Bound:
    """How far words may go: to whom, and the finest time that may be said (none: no time at all)."""

    whom: Told
    finest: Grain | None


@dataclass(frozen=True, slots=True)
class Words:
    """The exact words for one region, or (region None) for every region without its own.

    `window` and `confidence` are what may be said of them: they make the promise.
    """

    region: int | None
    text: str
    window: Window | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A talk track in force: what clients know the thing as, its words, and to whom and until when they may be said."""

    key: int
    name: str
    whom: Told
    words: tuple[Words, ...]
    expires_on: date

    def words_in(self, region: int | None) -> Words | None:
        """The words for a region: its own, else those for everywhere; none when there are neither."""
        own = {each.region: each for each in self.words}
        return own.get(region) or own.get(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What decides whether a client may be told of an initiative. `planned` is for colleagues only."""

    stage: Stage
    audience: Audience  # the one in effect
    labels: dict[Stage, str]
    planned: Window | None = None
    applies: bool = True  # to the region that is asked about
    region: int | None = None
    track: Track | None = None
    drafted: bool = False
    further: Bound | None = None  # a rule set aside by a named person
    holding: "Holding | None" = None  # what holds in the region; none: not compared with what the words promise
    ask: str = ""  # whom to ask


@dataclass(frozen=True, slots=True)
class Telling:
    """The answer to “may I tell a client?”: to whom, in which words; if to nobody, when probably and whom to ask."""

    whom: Told
    sentence: str
    when: str
    words: Words | None = None
    name: str = ""
    expires_on: date | None = None  # the last day of the words


@dataclass(frozen=True, slots=True)
class Progress:
    """How many corrections of an initiative are done; the days from opening to the client being told, in the middle."""

    done: int = 0
    of: int = 0
    median_days: float | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What a client was told, as far as it can be broken. `lost`: its words were withdrawn or narrowed."""

    window: Window | None
    confidence: Confidence | None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds now of an initiative in a client's region."""

    stopped: bool
    applies: bool
    window: Window | None
    confidence: Confidence | None
    live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One promise to clients, as it was first told: by which day, how sure; and what became of the initiative."""

    due: date  # the last day of the window
    confidence: Confidence
    told_on: date
    stage: Stage  # now
    live_on: date | None = None  # unknown also when it came to Parley as live


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a promise whose time has come; `outcome` none when nobody knows when it came live.

    `days` from the last day of the window to the day it came live, negative when earlier; until today while it did not.
    """

    outcome: Outcome | None
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Promises that were called equally likely, and how many of them were kept: the interval is Wilson's, of 95%."""

    confidence: Confidence
    kept: int
    late: int
    still_open: int
    dropped: int
    interval: tuple[float, float] | None

    @property
    def of(self) -> int:
        """Every promise of the band whose time has come: open and dropped ones are not left out."""
        return self.kept + self.late + self.still_open + self.dropped


@dataclass(frozen=True, slots=True)
class Brier:
    """Brier's score with Murphy's parts: score = reliability - resolution + uncertainty."""

    score: float
    reliability: float
    resolution: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Slip:
    """How many days after their window half of the promises were live; none when fewer than half are."""

    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How promises to clients turned out. `brier`, `chance` and `slip` are none where too few promises tell."""

    bands: tuple[Band, ...]  # the surest first
    running: int  # promises whose time has not come
    unknown: int  # live, and nobody knows since when
    brier: Brier | None
    chance: float | None  # how likely such a score is by chance if the words are right; Spiegelhalter's test
    slip: Slip | None

    @property
    def of(self) -> int:
        """Every promise whose time has come and of which it is known what became."""
        return sum(band.of for band in self.bands)

    @property
    def kept(self) -> int:
        """Those of them that were kept."""
        return sum(band.kept for band in self.bands)


@dataclass(frozen=True, slots=True)
class Broken:
    """One reason why a promise no longer holds, with the days it is later, or was told too early, if any."""

    why: NoLonger
    days: int = 0


@dataclass(frozen=True, slots=True)
class CardItem:
    """What a share card says of one initiative, and all it says: nothing here comes from outside the talk track."""

    name: str
    text: str
    window: str  # as people say it, or nothing
    until: date


@dataclass(frozen=True, slots=True)
class Card:
    """A share card: who says it, on which day, and what may be said to one client, by name."""

    company: str
    on: date
    items: tuple[CardItem, ...]


def share_link_ref(key: int) -> Ref:
    """Name a link to a share card for the ledger."""
    return Ref("share_link", key)


def talk_track_ref(key: int) -> Ref:
    """Name a talk track for the ledger."""
    return Ref("talk_track", key)


def statement_ref(key: int) -> Ref:
    """Name a statement for the ledger."""
    return Ref("statement", key)


def correction_ref(key: int) -> Ref:
    """Name a correction for the ledger."""
    return Ref("correction", key)
