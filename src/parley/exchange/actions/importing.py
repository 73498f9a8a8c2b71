"""An import: every file is checked, then all are taken in by the rooms they belong to, in one transaction."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from parley.clients.actions.taking_in import ClientRow, InsightRow, take_in_clients, take_in_insights
from parley.exchange.actions.hours import _ways_to_take_in_hours
from parley.exchange.actions.moving import make_moves
from parley.exchange.actions.recording import _corrected, _must_have_words, _ways_to_record
from parley.exchange.actions.taking import TAKES, _take_in_takes
from parley.exchange.actions.telling import _take_in_told
from parley.exchange.events import CompanyTakenIn
from parley.exchange.models import Batch
from parley.exchange.queries import known_now
from parley.exchange.queries.recorded import learn_recorded
from parley.exchange.rules import Check, Known, Role
from parley.exchange.terms import (
    CompanyMapping,
    Kind,
    NothingKept,
    Problem,
    Report,
    SheetMapping,
    Source,
    Tally,
    Weight,
)
from parley.groups.actions.taking_in import GroupRow, PlaceRow, take_in_groups, take_in_places
from parley.groups.queries import acting
from parley.groups.terms import MemberKind
from parley.kernel.money import Money
from parley.kernel.spans import window_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings.queries.holding import holdings_of, left_and_holding
from parley.meetings.rules import words_of_holding
from parley.people.actions.taking_in import PersonRow, take_in_functions, take_in_people, take_in_regions
from parley.people.queries import functions, regions
from parley.people.rules import must_administer
from parley.roadmap.actions.taking_in import take_in_initiatives, take_in_links
from parley.roadmap.actions.taking_rows import InitiativeRow, OverrideRow
from parley.roadmap.rules import is_complete
from parley.roadmap.terms import Audience, Confidence, Horizon, Stance, Waiver, Why
from parley.voices.actions import let_out_leavers

Values = dict[str, Any]
MOST_LEAVERS = 100  # who have left and still hold something are named one by one, up to so many
WHY = ("because", "who_benefits", "budget", "expected_return", "return_basis", "instead")


@action
def import_company(
    *,
    sources: Mapping[Kind, Source],
    mapping: CompanyMapping,
    source: str,
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda sentence: None,
    actor: Actor,
    at: datetime,
) -> Report:
    """Take a folder in, all of it; gives what was added and changed, and which rows were left out.

    Raises NothingKept with the report, and undoes everything, when a row stops it, when it was a dry run, and when
    nothing differs from what is here. Raises Refused unless the actor administers Parley.
    """
    must_administer(acting(actor))
    report = Report()
    insights, told = bool({Kind.INSIGHTS, Kind.ANSWERS} & set(sources)), {Kind.STATEMENTS, Kind.CORRECTIONS}
    known = known_now(source, insights=insights, statements=bool(told & set(sources)))
    learn_recorded(known, sources)
    checks = {kind: Check(kind, sources[kind], mapping.of(kind), known) for kind in Kind if kind in sources}
    for check in checks.values():
        progress(f"Reading {check.source.name} ...")
        check.check(report, at.date() + timedelta(days=1), progress)  # it may be tomorrow already where it was said
    _must_have_words(checks, known, report)
    if report.stops:
        raise NothingKept(report)
    batch = Batch.objects.create(started_at=at, by_id=actor.pk, source=source)
    _take_in(checks=checks, known=known, report=report, batch=batch.pk, progress=progress, actor=actor, at=at)
    if report.stops:
        raise NothingKept(report)
    if report.moved:
        report.problems += _still_held(checks)
    if dry_run or not report.moved:
        raise NothingKept(report)
    added = sum(tally.added for tally in report.tallies.values())
    changed = sum(tally.changed for tally in report.tallies.values())
    batch.report = report.counts()
    batch.save(update_fields=["report"])
    record(CompanyTakenIn(batch=batch.pk, added=added, changed=changed))
    report.batch = batch.pk
    return report


def _take_in(
    *,
    checks: Mapping[Kind, Check],
    known: Known,
    report: Report,
    batch: int,
    progress: Callable[[str], None],
    actor: Actor,
    at: datetime,
) -> None:
    """Hand every file to its room, in the order in which they lean on one another."""
    now: dict[str, Any] = {"actor": actor, "at": at}
    there = {region.name for region in regions()}
    take_in_regions(names=dict.fromkeys(name for name in known.regions.values() if name not in there), **now)
    named = {function.name for function in functions()}
    take_in_functions(sides={name: side for name, side in known.new_functions.items() if name not in named}, **now)
    take: dict[Kind, Callable[[Check], tuple[int, int, int]]] = {
        Kind.PEOPLE: lambda check: take_in_people(rows=_people(check), batch=batch, **now),
        Kind.GROUPS: lambda check: take_in_groups(rows=_groups(check), batch=batch, **now),
        Kind.MEMBERS: lambda check: take_in_places(rows=_places(check), batch=batch, **now),
        Kind.CLIENTS: lambda check: take_in_clients(rows=_clients(check), batch=batch, **now),
        Kind.INITIATIVES: lambda check: _take_in_initiatives(check, report, batch, now),
        Kind.INSIGHTS: lambda check: _take_in_insights(check, batch, now),
        Kind.STATEMENTS: lambda check: _take_in_told(check, report, known.source, _corrected(checks), now),
        **_ways_to_take_in_hours(batch, now),
        **_ways_to_record(batch, now),
    }
    for kind, check in checks.items():
        progress(f"Taking in {kind} ...")
        report.tallies[kind] = Tally(*take[kind](check))
    if Kind.PEOPLE in checks:
        let_out_leavers(**now)


def _still_held(checks: Mapping[Kind, Check]) -> list[Problem]:
    """Note who has left and still holds something: it is handed over in the settings, under People."""
    file = checks[Kind.PEOPLE].source.name if Kind.PEOPLE in checks else Kind.PEOPLE.file
    found = []
    for person in left_and_holding()[:MOST_LEAVERS]:
        held = [words_of_holding(each.held, len(each.things)) for each in holdings_of(person) if each.things]
        sentence = f"Has left and still {', '.join(held)}. Hand it over under Settings, People."
        found.append(Problem(Weight.NOTE, file, 0, "left_on", person.name, sentence))
    return found


def _take_in_initiatives(check: Check, report: Report, batch: int, now: dict[str, Any]) -> tuple[int, int, int]:
    """Take initiatives in, then move those that are here; what a rule refuses stays as it was, and is said."""
    lines: dict[tuple[str, str], int] = {}
    taken = take_in_initiatives(rows=_initiatives(check, now["at"], lines), batch=batch, **now)
    still, refused = make_moves(moves=taken.moves, batch=batch, **now)
    weight = Weight.KEPT if check.mapping.skip_bad_rows else Weight.STOPS
    for each in refused:
        row = each.moves.initiative
        line = lines[row.source, row.key]
        also = f" Not taken from this row either: {', '.join(each.also)}." if each.also else ""
        sentence = f"{each.sentence}{also}"
        report.problems.append(Problem(weight, check.source.name, line, each.column, row.title, sentence))
    besides = _take_in_takes(check, report, lines, batch, now) - taken.touched
    return taken.added, taken.changed - still + len(besides), taken.same + still - len(besides)


def _take_in_insights(check: Check, batch: int, now: dict[str, Any]) -> tuple[int, int, int]:
    added, changed, same = take_in_insights(rows=_insights(check), batch=batch, **now)
    links = take_in_links(links=_links(check), batch=batch, **now)
    turned = min(same, links) if not added and not changed else 0
    return added, changed + turned, same - turned


def _people(check: Check) -> Iterator[PersonRow]:
    for row in check.rows():
        yield PersonRow(stated=row.stated, **_given(row.values, without=("side",)))


def _groups(check: Check) -> Iterator[GroupRow]:
    for row in check.rows():
        yield GroupRow(stated=row.stated, **_given(row.values))


def _places(check: Check) -> Iterator[PlaceRow]:
    for row in check.rows():
        roles = row.values["role"]
        yield PlaceRow(
            group=row.values["group"],
            person=row.values["person"],
            member=next((MemberKind(role.value) for role in (Role.CORE, Role.ON_CALL) if role in roles), None),
            facilitator=Role.FACILITATOR in roles,
            product_person=Role.PRODUCT_PERSON in roles,
            decider=Role.DECIDER in roles,
            since=row.values.get("since"),
        )


def _clients(check: Check) -> Iterator[ClientRow]:
    for row in check.rows():
        yield ClientRow(stated=row.stated, **_given(row.values))


def _initiatives(check: Check, at: datetime, lines: dict[tuple[str, str], int]) -> Iterator[InitiativeRow]:
    """Give each row, and note in which line each initiative stands."""
    for row in check.rows():
        values = _given(row.values, without=TAKES)
        lines[values["source"], values["key"]] = row.line
        amount, currency = values.pop("budget_amount", None), values.pop("budget_currency", "")
        why = Why(
            budget_sum=Money(amount, currency) if amount is not None else None,
            **{name: values.pop(name) for name in WHY if name in values},
        )
        values["region_overrides"] = tuple(
            (name, Horizon(horizon) if horizon else None, window_of(window) if window else None,
             Confidence(confidence) if confidence else None)
            for name, horizon, window, confidence in values.get("region_overrides", ())
        )  # fmt: skip
        overrides = _overrides(values)
        if asked := _until_its_why_is_there(values, why, overrides, check.mapping, at):
            overrides += (asked,)
        yield InitiativeRow(stated=row.stated, why=why, overrides=overrides, **values)


def _overrides(values: Values) -> tuple[OverrideRow, ...]:
    """Take the columns of overrides out of a row's values."""
    found = []
    far = values.pop("audience_override_to", None)
    for waives in Waiver:
        reason = values.pop(f"{waives}_override", "")
        by, given_on, until = (values.pop(f"{waives}_override_{part}", None) for part in ("by", "given", "until"))
        if reason:
            audience = far if waives is Waiver.AUDIENCE else None
            found.append(
                OverrideRow(waives=waives, reason=reason, audience=audience, by=by, given_on=given_on, until=until)
            )
    return tuple(found)


def _until_its_why_is_there(values: Values, why: Why, overrides: tuple[OverrideRow, ...], mapping: SheetMapping,
                            at: datetime) -> OverrideRow | None:  # fmt: skip
    """Give the dated override of a mapping that shows imported initiatives before their why is complete."""
    shown_further = values.get("audience", Audience.PRODUCT_TEAM) is not Audience.PRODUCT_TEAM
    waived = any(each.waives is Waiver.WHY for each in overrides)
    if not mapping.why_override_days or not shown_further or waived or is_complete(why, title=values["title"]):
        return None
    until = at.date() + timedelta(days=mapping.why_override_days)
    reason = f"Imported, its why is to be completed by {until.day} {until:%B %Y}."
    return OverrideRow(waives=Waiver.WHY, reason=reason, until=until, for_new=True)


def _insights(check: Check) -> Iterator[InsightRow]:
    for row in check.rows():
        yield InsightRow(stated=row.stated, **_given(row.values, without=("supports", "contradicts")))


def _links(check: Check) -> Iterator[tuple[tuple[str, str], tuple[str, str], Stance]]:
    for row in check.rows():
        for stance in Stance:
            for initiative in row.values.get(stance.value, ()):
                yield (row.values["source"], row.values["key"]), initiative, stance


def _given(values: Values, without: tuple[str, ...] = ()) -> Values:
    """Give a row's values without columns that another room takes in."""
    return {name: value for name, value in values.items() if name not in without}
