"""What clients answered in a trial: of one client, and of each question by region, with who has said nothing yet."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from parley.people.terms import Viewer
from parley.prepared import prepared, prepared_one, prepared_pages
from parley.trials.models import TrialAnswer, TrialLink, TrialPlace, TrialQuestion
from parley.trials.queries.links import working
from parley.trials.queries.screenshots import is_pictured, newest_picture
from parley.trials.queries.seeing import questions_of, trials_visible_to
from parley.trials.rules.feedback import can_answer
from parley.trials.terms import LinkFor, PlaceState, Tap

NOWHERE = ""  # the region of clients that have none
WORDS = 4  # that are shown of each question beside its counts
HELD = 100  # answers of one client; more are not given in years


def questions_for(place: TrialPlace) -> list[TrialQuestion]:
    """The questions of a trial that one client can answer, in their order. One query; `client` is read already."""
    return [each for each in questions_of(place.trial_id) if _can(each, place.client.region_id, place.client.segment)]


def _can(question: TrialQuestion, region: int | None, segment: str) -> bool:
    return can_answer(region=region, segment=segment, of_region=question.region_id, of_segment=question.segment)


def answers_held(place: int) -> list[TrialAnswer]:
    """What one client answered, the newest first: what counts now, and what it had said before."""
    rows = TrialAnswer.objects.filter(place=place).select_related("question", "noted_by", "insight")
    return list(rows.order_by("question__position", "-latest", "-noted_at", "-pk")[:HELD])


def latest_answers(place: int) -> dict[int, TrialAnswer]:
    """What counts of what one client answered, by the keys of the questions."""
    return {each.question_id: each for each in TrialAnswer.objects.filter(place=place, latest=True)}


@dataclass(slots=True)
class InRegion:
    """What the clients of one region answered to a question: how many can, how many did, and each tap’s count."""

    name: str
    can: int = 0
    answered: int = 0
    taps: dict[Tap, int] = field(default_factory=lambda: dict.fromkeys(Tap, 0))


@dataclass(frozen=True, slots=True)
class Result:
    """What was answered to one question, everywhere and by region."""

    question: TrialQuestion
    all: InRegion
    regions: list[InRegion]
    newest: list[TrialAnswer]  # of those with words or a screenshot
    more_than_taps: int  # how many of those there are


def results_of(trial: int) -> list[Result]:
    """What was answered to each question by clients that take part, or did when they answered. Four queries."""
    taking, said = list(_taking_part(trial)), list(_counted(trial))
    newest: dict[int, list[TrialAnswer]] = {}
    for each in _newest(trial):
        newest.setdefault(each.question_id, []).append(each)
    found = []
    for question in questions_of(trial):
        regions: dict[str, InRegion] = {}
        everywhere, more_than_taps = InRegion(NOWHERE), 0
        for region, name, segment, n in taking:
            if _can(question, region, segment):
                here = regions.setdefault(name or NOWHERE, InRegion(name or NOWHERE))
                here.can, everywhere.can = here.can + n, everywhere.can + n
        for key, name, tap, n, more in said:
            if key == question.pk:
                for where in (regions.setdefault(name or NOWHERE, InRegion(name or NOWHERE)), everywhere):
                    where.answered += n
                    if tap:
                        where.taps[Tap(tap)] += n
                more_than_taps += more
        named = sorted(regions.values(), key=lambda each: (not each.name, each.name))
        found.append(Result(question, everywhere, named, newest.get(question.pk, []), more_than_taps))
    return found


def _heard(trial: int) -> QuerySet[TrialPlace]:
    """Places that count: of clients that take part, and of those that left, once they have answered."""
    said = Exists(TrialAnswer.objects.filter(place=OuterRef("pk"), latest=True))
    return TrialPlace.objects.filter(Q(state=PlaceState.ACCEPTED) | said, trial=trial)


@prepared
def _taking_part(trial: int) -> QuerySet[Any, Any]:
    rows = _heard(trial).order_by()
    grouped = rows.values("client__region", "client__region__name", "client__segment").annotate(n=Count("pk"))
    found: QuerySet[Any, Any] = grouped.values_list("client__region", "client__region__name", "client__segment", "n")
    return found


def _counting(trial: int) -> QuerySet[TrialAnswer]:
    """Answers that count: the newest of each client, also of one that left since."""
    return TrialAnswer.objects.filter(question__trial=trial, latest=True)


@prepared
def _counted(trial: int) -> QuerySet[Any, Any]:
    rows = _counting(trial).order_by().values("question", "place__client__region__name", "tap")
    counted = rows.annotate(n=Count("pk"), more=Count("pk", filter=_more_than_a_tap()))
    found: QuerySet[Any, Any] = counted.values_list("question", "place__client__region__name", "tap", "n", "more")
    return found


def _more_than_a_tap() -> Q:
    """Say as a condition on answers that they have words, or a screenshot that stands."""
    return ~Q(text="") | is_pictured()


def _newest(trial: int) -> QuerySet[TrialAnswer]:
    place = Window(RowNumber(), partition_by="question", order_by=[F("said_on").desc(), F("pk").desc()])
    rows = _counting(trial).filter(_more_than_a_tap()).annotate(newest=place).filter(newest__lte=WORDS)
    return rows.select_related("place__client__region").order_by("question", "-said_on", "-pk")


@prepared_pages
def words_to(question: int) -> QuerySet[TrialAnswer]:
    """All that clients said to a question in their own words, or with a screenshot, the newest first."""
    rows = TrialAnswer.objects.filter(_more_than_a_tap(), question=question, latest=True)
    rows = rows.select_related("place__client__region", "noted_by")
    return rows.order_by("-said_on", "-pk")


def question_of(trial: int, key: int) -> TrialQuestion | None:
    """One question of a trial."""
    return TrialQuestion.objects.filter(trial=trial, pk=key).select_related("region").first()


@prepared_pages
def responses_of(trial: int) -> QuerySet[TrialPlace]:
    """Clients that count, those that said least first: how many questions each answered, and when last."""
    given = Q(answers__latest=True)
    rows = _heard(trial).select_related("client__region")
    rows = rows.defer("client__revenue", "client__currency")
    with_answers = rows.annotate(answered=Count("answers", filter=given), last=Max("answers__said_on", filter=given))
    found: QuerySet[TrialPlace] = with_answers.order_by("answered", "client__folded", "pk")
    return found


def links_until(places: Collection[int], *, on: date) -> dict[int, date]:
    """Until when clients can answer by a link, by their places; nothing of who has none."""
    rows = TrialLink.objects.filter(working(on), place__in=list(places), serves=LinkFor.FEEDBACK)
    return dict(cast("Any", rows.values_list("place", "expires_on")))


def how_many_can(questions: Collection[TrialQuestion], place: TrialPlace) -> int:
    """How many of some questions a client can answer. No query."""
    return sum(_can(each, place.client.region_id, place.client.segment) for each in questions)


@prepared_one
def answer_behind(viewer: Viewer, insight: int) -> QuerySet[TrialAnswer]:
    """The answer in a trial that became an insight, if the viewer may see that trial.

    `picture` is the key of the newest attachment that came with it.
    """
    seen = trials_visible_to(viewer).order_by().select_related(None).values("pk")
    rows = TrialAnswer.objects.filter(insight=insight, question__trial__in=seen).order_by("-pk")
    found: QuerySet[TrialAnswer] = rows.select_related("question__trial__initiative").annotate(picture=newest_picture())
    return found


def name_for(place: int) -> str:
    """What a client knows the thing by: the name that it was told with its newest invitation; empty without one."""
    rows = TrialLink.objects.filter(place=place, serves=LinkFor.INVITATION).exclude(statement=None)
    return str(rows.order_by("-made_at", "-pk").values_list("statement__name", flat=True).first() or "")


def who_invited(place: int) -> Any:
    """Whom at a client the newest invitation was for."""
    rows = TrialLink.objects.filter(place=place).exclude(to_whom="")
    return rows.order_by("-made_at", "-pk").values_list("to_whom", flat=True).first() or ""
