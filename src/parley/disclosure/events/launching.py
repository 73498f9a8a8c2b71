"""What can happen to a launch: it is planned, ready in a region, told to clients, and looked back at."""

from dataclasses import dataclass
from datetime import date

from parley.clients.terms import client_ref
from parley.disclosure.events import InitiativeEvent
from parley.disclosure.terms import Closing
from parley.disclosure.terms.launching import Came
from parley.kernel.spans import spoken_day
from parley.ledger.terms import Ref


@dataclass(frozen=True, kw_only=True)
class LaunchPlanned(InitiativeEvent, kind="launch.planned"):
    """The plan of a launch was written, or written anew."""

    first: bool

    def sentence(self) -> str:
        return f"{'planned' if self.first else 'changed the plan of'} the launch of {self.mark}"


@dataclass(frozen=True, kw_only=True)
class LookBackDayMoved(InitiativeEvent, kind="launch.look_back_moved"):
    """It is looked back at a launch on another day than was set before."""

    before: date
    after: date

    def sentence(self) -> str:
        return (
            f"moved the look back at the launch of {self.mark} from {spoken_day(self.before)} to "
            f"{spoken_day(self.after)}"
        )


@dataclass(frozen=True, kw_only=True)
class LaunchRegionEvent(InitiativeEvent):
    """Something happened to a launch in one region."""

    region: int

    @property
    def where(self) -> str:
        """The launch and its region, as a sentence names them."""
        return f"the launch of {self.mark} in {Ref('region', self.region).mark}"


@dataclass(frozen=True, kw_only=True)
class LaunchRegionPlanned(LaunchRegionEvent, kind="launch.region_planned"):
    """A region has its day, another one or none, or colleagues there have what they need."""

    before: date | None
    after: date | None

    def sentence(self) -> str:
        if self.before == self.after:
            return f"noted what colleagues have for {self.where}"
        if self.after is None:
            return f"left {self.where} without a day"
        if self.before is None:
            return f"set {self.where} for {spoken_day(self.after)}"
        return f"moved {self.where} from {spoken_day(self.before)} to {spoken_day(self.after)}"


@dataclass(frozen=True, kw_only=True)
class ReadinessSaid(LaunchRegionEvent, kind="launch.readiness_said"):
    """Somebody said that a region is ready, or is not."""

    ready: bool

    def sentence(self) -> str:
        return f"said that {self.where} is {'ready' if self.ready else 'not ready'}"


@dataclass(frozen=True, kw_only=True)
class LookedBack(InitiativeEvent, kind="launch.looked_back"):
    """Somebody wrote what became of what a launch was for."""

    look_back: int
    came: Came

    def sentence(self) -> str:
        words = {
            Came.MET: "it did what it was for",
            Came.PARTLY: "it did in part what it was for",
            Came.NOT_MET: "it did not do what it was for",
            Came.CANNOT_SAY: "nobody can say yet whether it did what it was for",
        }
        return f"looked back at the launch of {self.mark}: {words[self.came]}"


@dataclass(frozen=True, kw_only=True)
class AnnouncementEvent(InitiativeEvent):
    """Something happened to the list of clients that are to hear that an initiative is there."""

    clients: tuple[int, ...]

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), *(client_ref(each) for each in self.clients))

    @property
    def whom(self) -> str:
        """The clients, as a sentence names them."""
        return client_ref(self.clients[0]).mark if len(self.clients) == 1 else f"{len(self.clients)} clients"


@dataclass(frozen=True, kw_only=True)
class AnnouncementsOpened(AnnouncementEvent, kind="announcement.opened"):
    """Clients who asked for it, were told of it or tested it are to hear that it is there."""

    def sentence(self) -> str:
        return f"found that {self.whom} should hear that {self.mark} is there"


@dataclass(frozen=True, kw_only=True)
class AnnouncementsReminded(AnnouncementEvent, kind="announcement.reminded"):
    """Whoever looks after them was reminded."""

    def sentence(self) -> str:
        return f"reminded that {self.whom} should hear that {self.mark} is there"


@dataclass(frozen=True, kw_only=True)
class AnnouncementsClosed(AnnouncementEvent, kind="announcement.closed"):
    """They were told, or need not be."""

    closing: Closing

    def sentence(self) -> str:
        words = {
            Closing.TOLD: f"told {self.whom} that {self.mark} is there",
            Closing.NOT_NEEDED: f"saw no need to tell {self.whom} that {self.mark} is there",
            Closing.TAKEN_BACK: f"need not tell {self.whom} any more that {self.mark} is there",
            Closing.LEFT: f"need not tell {self.whom} that {self.mark} is there: they have left",
        }
        return words[self.closing]
