"""People, groups, who is in them, when they meet, and holidays, as an export writes them."""

from collections.abc import Iterator

from parley.exchange.queries.cells import Cells, day
from parley.exchange.rules import listed
from parley.exchange.rules.hours import turn_written
from parley.groups.models import Area
from parley.groups.queries.writing_out import areas_written_out, places_written_out
from parley.meetings.models import Series
from parley.meetings.queries import series_facts
from parley.meetings.queries.hours import hour_costs
from parley.meetings.queries.writing_out import holidays_written_out, series_written_out
from parley.meetings.terms.hours import WEEKEND, Inconvenience
from parley.people.models import Person
from parley.people.queries import people_written_out


def people_rows() -> Iterator[Cells]:
    """Everybody."""
    for person in people_written_out():
        yield _person(person)


def _person(person: Person) -> Cells:
    return {
        "key": person.key,
        "name": person.name,
        "email": person.email or "",
        "function": person.function.name if person.function else "",
        "side": person.function.side.value if person.function else "",
        "region": person.region.name if person.region else "",
        "time_zone": person.time_zone,
        "language": person.language,
        "company": person.company,
        "operations": "yes" if person.operations else "no",
        "left_on": day(person.left_on),
    }


def group_rows() -> Iterator[Cells]:
    """Every group."""
    for area in areas_written_out():
        yield _group(area)


def _group(area: Area) -> Cells:
    return {
        "key": area.key,
        "name": area.name,
        "charter": area.group.charter,
        "legal_approves": "yes" if area.group.legal_approves else "no",
        "answer_days": str(area.group.answer_days),
        "transcript_days": str(area.group.transcript_days or ""),
        "teams": listed(f"{team.name}: {team.capacity:.1f}" for team in area.teams.all()),
        "dissolved_on": day(area.dissolved_on),
    }


def member_rows() -> Iterator[Cells]:
    """Who is what in which group."""
    for area, person, member, others, since in places_written_out():
        roles = ([member.value] if member else []) + sorted(others)
        yield {"group": area, "person": person, "role": listed(roles), "since": day(since)}


def meeting_rows() -> Iterator[Cells]:
    """Every series of meetings."""
    for series in series_written_out():
        yield _series(series)


def holiday_rows() -> Iterator[Cells]:
    """Every holiday."""
    for holiday in holidays_written_out():
        yield {
            "day": day(holiday.day),
            "region": holiday.region.name if holiday.region else "",
            "name": holiday.name,
        }


def hour_cost_rows() -> Iterator[Cells]:
    """What each half hour costs, where the company has a table of its own."""
    table = hour_costs()
    if table == Inconvenience():
        return
    for half, points in enumerate(table.halves):
        yield {"half_hour": f"{half // 2:02}:{half % 2 * 30:02}", "points": str(points)}
    yield {"half_hour": WEEKEND, "points": str(table.weekend)}


def _series(series: Series) -> Cells:
    hours = series_facts(series).hours
    return {
        "key": series.key,
        "group": series.area.key,
        "title": series.title,
        "rule": series.rule,
        "starts_on": day(series.starts_on),
        "time": f"{series.local_time:%H:%M}",
        "time_zone": series.time_zone,
        "minutes": str(series.minutes),
        "turns": listed(turn_written(each) for each in hours if each.sitting == 1),
        "second_sitting": listed(turn_written(each) for each in hours if each.sitting == 2),
        "second_regions": listed(sorted(each.region.name for each in series.second_regions.all())),
        "said": series.said,
        "ended_on": day(series.ended_on),
    }
