"""How far an initiative is, as its page says it: its stages, and what is missing for the next in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.groups.queries import functions_in_group
from parley.kernel.spans import today_of
from parley.languages.joining import listed, names_listed
from parley.roadmap.queries.duties import heard_of, owing_of
from parley.roadmap.rules import regions_needed, ticking_refusal
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import BY_HAND, DutyKind, Owing, Standing
from parley.screens.asking import Asked
from parley.screens.duties import duty_heading, duty_words
from parley.screens.rendering import day

if TYPE_CHECKING:
    from parley.roadmap.models import Initiative

# Where one sees to what nobody need tick by hand: the address that an initiative's key completes, and a part of it.
DONE_AT = {
    DutyKind.INSIGHTS_FROM_REGIONS: ("initiative_insights", ""),
    DutyKind.OPTIONS_COMPARED: ("initiative_solutions", ""),
    DutyKind.TRIAL_QUESTIONS: ("initiative", "#trials"),
    DutyKind.TRIAL_OUTCOME: ("initiative", "#trials"),
    DutyKind.MARKET_PLAN: ("initiative_launch", ""),
    DutyKind.WORDS: ("initiative_words", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One duty in words: what, who owes it by when or how it ended, what is there of it, and where to see to it."""

    what: str
    stage: str
    fact: str
    late: str = ""
    more: str = ""
    note: str = ""
    link: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What stands between an initiative and its next stage, whose name is `to`, and what it went on without before."""

    to: str = ""
    owed: Sequence[DutyLine] = ()
    met: Sequence[DutyLine] = ()
    waived: Sequence[DutyLine] = ()
    earlier: Sequence[DutyLine] = field(default=())  # met at other stages

    @property
    def asked(self) -> int:
        """How much the stage asks for."""
        return len(self.owed) + len(self.met)


def duties_of(request: Asked, row: "Initiative", labels: dict[Stage, str]) -> Duties:
    """Say what an initiative owes now, and what it met or went on without. One query, or up to six when it owes."""
    rows = owing_of(row.pk)
    way: list[Stage] = [each for each in labels if each is not Stage.STOPPED]
    later = way[way.index(row.stage) + 1 :] if row.stage in way else []
    rows.sort(key=lambda each: (way.index(each.stage), each.due_on is None, each.due_on or each.key, each.key))
    here = [each for each in rows if each.stage is row.stage]
    owed = [each for each in here if each.standing is Standing.OWED]
    there = functions_in_group(row.area_id, {each.function_key for each in owed if each.function_key}) if owed else ()
    met = [each for each in rows if each.standing is Standing.MET]
    return Duties(
        to=labels[later[0]] if later else "",
        owed=[_owed(request, row, each, labels, empty=each.function_key not in there) for each in owed],
        met=[_ended(each, labels) for each in met if each.stage is row.stage],
        earlier=[_ended(each, labels) for each in met if each.stage is not row.stage],
        waived=_left_behind([each for each in rows if each.standing is Standing.WAIVED], labels),
    )


def track_of(
    stage: Stage, labels: dict[Stage, str], before: Stage, duties: Duties, *, clients: tuple[int, int] | None = None
) -> list[tuple[str, str]]:
    """Give the stages with how far it is; a stopped one says so at its end.

    The present one counts its `clients` of a trial, so many of so many, or else what it asks for.
    """
    way = [each for each in labels if each is not Stage.STOPPED]
    if stage is Stage.STOPPED:
        reached = list(labels.values())[: list(labels).index(before) + 1]
        return [*((label, "done") for label in reached), (labels[stage], "stopped")]
    at = way.index(stage)
    states = ["done"] * at + ["now", "next"] + ["later"] * len(way)
    here = labels[stage]
    if clients:
        here = _("%(stage)s, %(taken)s of %(places)s clients") % {
            "stage": here, "taken": clients[0], "places": clients[1],
        }  # fmt: skip
    elif duties.asked:
        here = _("%(stage)s, %(met)s of %(asked)s") % {"stage": here, "met": len(duties.met), "asked": duties.asked}
    return [(here if each is stage else labels[each], state) for each, state in zip(way, states, strict=False)]


def _owed(request: Asked, row: "Initiative", owing: Owing, labels: dict[Stage, str], *, empty: bool) -> DutyLine:
    today = today_of(request.user, request.now)
    late = owing.days_late(today)
    more = [_heard(row, owing)] if owing.kind is DutyKind.INSIGHTS_FROM_REGIONS else []
    if owing.function_key and empty:
        more.append(_("Nobody from %(function)s is in its group yet.") % {"function": owing.function})
    due = day(owing.due_on) if owing.due_on else ""
    fact = (
        _("%(function)s owes it by %(day)s.") if owing.function else _("The area’s product people owe it by %(day)s.")
    )
    return DutyLine(
        what=duty_heading(owing.label or owing.kind),
        stage=labels[owing.stage],
        fact=fact % {"function": owing.function, "day": due},
        late=ngettext("%d day late", "%d days late", late) % late if late else "",
        more=" ".join(more),
        link=_where(request, row, owing),
    )


def _heard(row: "Initiative", owing: Owing) -> str:
    heard = heard_of(row.pk)
    needed = regions_needed(owing.number or 1, range(len(heard.yes) + len(heard.no)))
    so_far = _("%(n)s of %(needed)s regions so far") % {"n": len(heard.yes), "needed": needed}
    yes = f": {names_listed(heard.yes)}" if heard.yes else ""
    return _("%(so_far)s. Nobody yet from %(regions)s.") % {"so_far": so_far + yes, "regions": listed(heard.no)}


def _where(request: Asked, row: "Initiative", owing: Owing) -> tuple[str, str] | None:
    """Give the words and the address of where this reader sees to it; none when it is not theirs to do."""
    if owing.kind in BY_HAND:
        whose = {"area": row.area_id, "function": owing.function_key, "kind": owing.kind, "whose": owing.function}
        if ticking_refusal(request.viewer, **whose):  # type: ignore[arg-type]  # each is what it asks for
            return None
        return _("Say that it is done"), reverse("initiative_duty", args=[row.pk, owing.key])
    page, part = DONE_AT[owing.kind]
    return _("See to it"), reverse(page, args=[row.pk]) + part


def _left_behind(rows: Sequence[Owing], labels: dict[Stage, str]) -> list[DutyLine]:
    """Say what it went on without, together where one move left several things behind."""
    moves: dict[tuple[object, ...], list[Owing]] = {}
    for each in rows:
        moves.setdefault((each.stage, each.done_at, each.note), []).append(each)
    return [
        DutyLine(
            what=listed(
                [duty_heading(some[0].label or some[0].kind), *(duty_words(e.label or e.kind) for e in some[1:])]
            ),
            stage=labels[some[0].stage],
            fact=_("%(name)s moved it on without, %(day)s")
            % {"name": some[0].done_by or _("Parley"), "day": day(some[0].done_at)},
            note=some[0].note,
        )
        for some in moves.values()
    ]


def _ended(owing: Owing, labels: dict[Stage, str]) -> DutyLine:
    when, who = day(owing.done_at) if owing.done_at else "", owing.done_by or _("Parley")
    if owing.kind is DutyKind.INSIGHTS_FROM_REGIONS:
        fact = _("heard by %(day)s") % {"day": when}
    else:
        fact = _("%(name)s, %(day)s") % {"name": who, "day": when}
    return DutyLine(what=duty_heading(owing.label or owing.kind), stage=labels[owing.stage], fact=fact, note=owing.note)
