"""What stands beside an initiative on its page: topics, decisions, trials and solutions, all in one query."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from parley.decisions.queries import decisions_visible_to
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.prepared.columns import NO_DAY, NO_MOMENT
from parley.roadmap.queries.solutions import explored_in, standing_solutions
from parley.roadmap.terms.solutions import Explored
from parley.topics.queries import topics_visible_to
from parley.trials.queries.seeing import trials_visible_to, with_taken
from parley.trials.terms import TrialKind, TrialState

MOST_ATTACHED = 40
MOST = 200  # of all together, the newest
TEXT, NUMBER = TextField(), BigIntegerField()
NOTHING: Any = Cast(Value(""), TEXT)
ZERO: Any = Cast(Value(0), NUMBER)


class _Row(NamedTuple):
    """One thing: of a trial `word` is its state and `more` its kind; of a solution these say why and by whom."""

    what: str
    key: int
    title: str
    word: str
    since: datetime
    more: str
    taken: int
    places: int
    day: date | None
    chosen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attached:
    """A topic or decision about the initiative that the viewer may see."""

    what: str  # topic or decision
    key: int
    title: str
    state: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial of the initiative: its state and kind, how many clients take part, for how many there are places."""

    key: int
    code_name: str
    state: TrialState
    kind: TrialKind
    taken: int
    places: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Beside:
    """All of it, the newest first."""

    attached: list[Attached]
    trials: list[Tried]
    explored: Explored


def beside(viewer: Viewer, initiative: int) -> Beside:
    """Give what stands beside an initiative that the viewer sees. One query."""
    rows = [_Row._make(row) for row in _about(viewer, initiative)]
    solutions = sorted((each for each in rows if each.what == "solution"), key=lambda each: each.key)
    return Beside(
        [Attached(*each[:5]) for each in rows if each.what in {"topic", "decision"}][:MOST_ATTACHED],
        [Tried(each.key, each.title, TrialState(each.word), TrialKind(each.more), each.taken, each.places, each.day)
         for each in rows if each.what == "trial" and each.day],
        explored_in([(each.title, each.word or None, each.more, each.chosen_at) for each in solutions]),
    )  # fmt: skip


@prepared
def _about(viewer: Viewer, initiative: int) -> QuerySet[Any, Any]:
    topics = topics_visible_to(viewer).filter(initiative_links__initiative=initiative)
    decisions = decisions_visible_to(viewer).filter(initiative_links__initiative=initiative)
    trials = with_taken(trials_visible_to(viewer).filter(initiative=initiative))
    arms = (
        _arm("topic", topics, "title", "brought_at", word=Cast("state", TEXT)),
        _arm("decision", decisions, "question", "opened_at", word=Cast("state", TEXT)),
        _arm("trial", trials, "code_name", "planned_at", word=Cast("state", TEXT), more=Cast("kind", TEXT),
             taken=F("taken"), places=Cast("places", NUMBER), day=F("last_day")),
        _arm("solution", standing_solutions(initiative), "title", "written_at",
             word=Coalesce(Cast("now__reason", TEXT), NOTHING),
             more=Coalesce(Cast("now__chosen_by__name", TEXT), NOTHING), chosen_at=F("now__chosen_at")),
    )  # fmt: skip
    newest: QuerySet[Any, Any] = arms[0].union(*arms[1:], all=True).order_by("-s_since")[:MOST]
    return newest


def _arm(what: str, rows: QuerySet[Any, Any], title: str, since: str, **columns: Any) -> QuerySet[Any, Any]:
    """Give rows of one kind with the columns of `_Row`; their names are not those of any table."""
    plain = {"word": NOTHING, "more": NOTHING, "taken": ZERO, "places": ZERO, "day": NO_DAY, "chosen_at": NO_MOMENT}
    named = {"what": Value(what, CharField()), "key": F("pk"), "title": Cast(title, TEXT), "since": F(since)}
    shown = {f"s_{name}": each for name, each in (named | plain | columns).items()}
    found: QuerySet[Any, Any] = rows.order_by().select_related(None).annotate(**shown)
    return found.values_list(*(f"s_{name}" for name in _Row._fields))
