"""A real organisation that nobody here wrote comes in right: groups, leads, meetings through clock changes, whys."""

import csv
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from parley.exchange.terms import Kind, Report, Weight
from parley.groups.queries.writing_out import areas_written_out, places_written_out
from parley.groups.terms import MemberKind
from parley.meetings.queries import series_facts
from parley.meetings.queries.writing_out import series_written_out
from parley.meetings.rules import first_days, lacks_first_week, occurrences, settled
from parley.people.queries import people_by_key
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_by_key
from parley.roadmap.queries.writing_out import initiatives_written_out
from parley.roadmap.terms import Audience, Horizon, Stage
from tests.exchange.made import export, take_in, unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "kubernetes"
MAPPING = (ROOT / "examples" / "kubernetes" / "mapping.toml").read_text()
FILES = ("people", "groups", "members", "meetings", "initiatives")


def folder() -> dict[str, str | bytes]:
    assert DATA.is_dir(), f"the real data these tests read is not there: {DATA}"
    return {name: (DATA / f"{name}.csv").read_bytes() for name in FILES}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_source(key: str) -> Initiative:
    found = initiative_by_key(key, source="kubernetes")
    assert found, key
    return found


def groups_have_their_charters_and_leads(report: Report) -> None:
    areas = {area.key: area for area in areas_written_out()}
    assert len(areas) == 24
    for row in rows("groups"):
        assert areas[row["key"]].name == row["name"]
        assert areas[row["key"]].group.charter == row["charter"].strip()
    places = {(area, person): (kind, also) for area, person, kind, also, _ in places_written_out()}
    wanted: dict[tuple[str, str], set[str]] = {}
    for row in rows("members"):
        word = {"chair": "facilitator", "tech_lead": "product_person"}.get(row["role"])
        if word:
            wanted.setdefault((row["group"], row["person"]), set()).add(word)
    assert places == {pair: (MemberKind.CORE, also) for pair, also in wanted.items()}
    assert len(people_by_key([row["handle"] for row in rows("people")])) == 182
    assert report.left_out[Kind.MEMBERS] == 89  # emeritus leads are no members


def meetings_have_their_weekday_hour_zone_and_rhythm(report: Report) -> None:
    series = {(each.area.key, each.title): each for each in series_written_out()}
    assert len(series) == len(rows("meetings")) == 59
    zones = Counter(each.time_zone for each in series.values())
    assert zones["America/Los_Angeles"] == sum("PT" in row["time_zone"] for row in rows("meetings"))
    for row in rows("meetings"):
        each = series[row["group"], " ".join(row["title"].split())]
        assert each.local_time == time.fromisoformat(row["time"].zfill(5)), row
        assert row["frequency"] in each.said
        if "starting" not in row["frequency"] + row["day"]:
            assert each.starts_on is None, row
            fortnightly = row["frequency"].casefold().startswith("bi") or row["frequency"] in (
                "every four weeks",
                "monthly",
            )
            assert lacks_first_week(series_facts(each)) == fortnightly, row
    assert series["sig-scheduling", "biweekly meeting (Asia & Europe)"].starts_on == date(2025, 2, 11)
    assert series["sig-network", "Gateway API Meeting (Europe)"].starts_on == date(2024, 9, 10)


def moments(title: str, group: str, first: date, last: date) -> list[datetime]:
    each = next(each for each in series_written_out() if (each.area.key, each.title) == (group, title))
    return [occurrence.starts_at for occurrence in occurrences(series_facts(each), first, last)]


def an_hour_stays_the_hour_when_clocks_change(report: Report) -> None:
    ten_in_california = moments("Main SIG Meeting", "sig-node", date(2027, 3, 8), date(2027, 3, 22))
    assert ten_in_california == [datetime(2027, 3, 9, 18, tzinfo=UTC), datetime(2027, 3, 16, 17, tzinfo=UTC)]
    in_europe = moments("biweekly meeting (Asia & Europe)", "sig-scheduling", date(2027, 3, 15), date(2027, 4, 12))
    assert in_europe == [datetime(2027, 3, 23, 8, tzinfo=UTC), datetime(2027, 4, 6, 7, tzinfo=UTC)]
    in_poland = moments("Regular SIG Meeting", "sig-autoscaling", date(2027, 3, 22), date(2027, 4, 2))
    assert in_poland == [datetime(2027, 3, 25, 16, tzinfo=UTC), datetime(2027, 4, 1, 15, tzinfo=UTC)]


HOURS_OF = {"PT (Pacific Time)": "America/Los_Angeles", "Eastern Time (ET)": "America/New_York", "UTC": "UTC",
            "CET (Central European Time)": "Europe/Berlin", "Poland": "Europe/Warsaw"}  # fmt: skip
CHANGES = {  # of the clocks after 29 Nov 2026: the day, the offset before it and after it
    "America": (date(2027, 3, 14), date(2027, 11, 7)), "Europe": (date(2027, 3, 28), date(2027, 10, 31)), "UTC": (),
}  # fmt: skip
WINTER = {"America/Los_Angeles": -8, "America/New_York": -5, "UTC": 0, "Europe/Berlin": 1, "Europe/Warsaw": 1}


def days_as_counted(row: dict[str, str], first: date) -> list[date] | None:
    """Give the next five days by counting them off the calendar; None where the data does not fix the week."""
    said = row["frequency"].casefold()
    weekday = ("mon", "tue", "wed", "thu", "fri").index(row["day"].casefold()[:3])
    begun = {"feb 11, 2025": date(2025, 2, 11), "june 7, 2018": date(2018, 6, 7), "feb 27, 2024": date(2024, 2, 27),
             "march 12, 2024": date(2024, 3, 12), "april 16, 2024": date(2024, 4, 16),
             "oct 28, 2025": date(2025, 10, 28), "august 13, 2019": date(2019, 8, 13),
             "september 10th 2024": date(2024, 9, 10)}  # fmt: skip
    start = next((day for words, day in begun.items() if words in (row["day"] + said).casefold()), None)
    found: list[date] = []
    day = first
    while len(found) < 5 and day < first + timedelta(days=200):
        if day.weekday() == weekday:
            week = (day.day - 1) // 7 + 1
            meets = (
                (day - timedelta(days=1)).day in range(22, 29) if "after the fourth tuesday" in said
                else week == 1 if said.startswith("first")
                else (day - start).days % 14 == 0 if start
                else True if said.startswith("weekly") else None
            )  # fmt: skip
            if meets is None:
                return None
            found += [day] if meets else []
        day += timedelta(days=1)
    return found


def all_series_meet_on_the_right_days_through_the_next_two_clock_changes(report: Report) -> None:
    series = {(each.area.key, each.title): series_facts(each) for each in series_written_out()}
    fixed = 0
    for row in rows("meetings"):
        facts = series[row["group"], " ".join(row["title"].split())]
        zone = HOURS_OF[row["time_zone"]]
        assert facts.time_zone == zone
        hour, minute = map(int, row["time"].split(":"))
        known = days_as_counted(row, date(2026, 11, 29))
        if known is not None:
            fixed += 1
            assert [each.day for each in occurrences(facts, date(2026, 11, 29), date(2027, 6, 30))][:5] == known, row
        else:  # as soon as somebody says in which week it starts
            assert lacks_first_week(facts), row
            start = first_days(facts.rule, date(2026, 11, 29))[0]
            facts = replace(facts, rule=settled(facts.rule, start), starts_on=start)
        found = occurrences(facts, date(2026, 11, 29), date(2027, 11, 30))
        assert {each.day.strftime("%a").casefold() for each in found} == {row["day"].casefold()[:3]}, row
        for each in found:
            spring, autumn = CHANGES[zone.partition("/")[0]] or (each.day, each.day)
            offset = WINTER[zone] + (spring <= each.day < autumn)
            wanted = datetime(each.day.year, each.day.month, each.day.day, hour, minute, tzinfo=UTC)
            assert each.starts_at == wanted - timedelta(hours=offset), (row, each)
    assert fixed == 23  # 11 weekly, 4 by a weekday of the month, 8 with a first day


def odd_rhythms_are_exact(report: Report) -> None:
    after_the_fourth_tuesday = moments("APAC SIG Meeting", "sig-docs", date(2027, 1, 1), date(2027, 6, 30))
    assert [each.date() for each in after_the_fourth_tuesday] == [
        date(2027, 1, 27), date(2027, 2, 24), date(2027, 3, 24), date(2027, 4, 28), date(2027, 5, 26),
        date(2027, 6, 23),
    ]  # fmt: skip
    first_wednesdays = moments("conformance office Hours", "sig-architecture", date(2027, 1, 1), date(2027, 3, 31))
    assert [each.day for each in first_wednesdays] == [6, 3, 3]


def whys_and_stages_are_what_the_source_says(report: Report) -> None:
    said = {row["key"]: row for row in rows("initiatives") if row["key"] and row["key"] != "2133"}
    found = {each.key: each for each in initiatives_written_out()}
    for key, each in found.items():
        if key in said:
            because = each.why.because if each.why else ""
            assert because == said[key]["motivation"].replace("\r\n", "\n").strip(), key
            if each.why:
                assert (each.why.who_benefits, each.why.budget, each.why.expected_return, each.why.instead) == ("",) * 4
            assert each.area.key == said[key]["group"]
            assert (each.window_first, each.confidence) == (None, None)  # the source says neither
    stages = {(said[key]["status"], said[key]["stage"]): each.stage for key, each in found.items() if key in said}
    assert stages["implementable", "alpha"] is Stage.ALPHA
    assert stages["implemented", "stable"] is Stage.LIVE
    assert stages["provisional", ""] is Stage.EXPLORE
    assert stages["withdrawn", "alpha"] is Stage.STOPPED
    assert of_source("kubernetes-enhancement-proposal-process").title == "Kubernetes Enhancement Proposal Process"
    explored = next(each for each in found.values() if each.stage is Stage.EXPLORE)
    assert (explored.horizon, explored.audience, explored.shown_to) == (Horizon.LATER, Audience.COMPANY, Audience.GROUP)
    lived = next(each for each in found.values() if each.stage is Stage.LIVE)
    assert lived.shown_to is Audience.COMPANY
    assert lived.overrides.get().until == date(2027, 2, 21)


def what_cannot_be_understood_is_told_row_by_row(report: Report) -> None:
    text = "\n".join(map(str, report.problems))
    assert "initiatives.csv, line 15277, stage “imlpemented / stable”: Read as “implemented / stable”." in text
    assert "line 10927, stage “implemented (alpha) / alpha (deprecated)”: This is none of gather" in text
    assert "line 14824 “kubernetes / 2133”: This row is on line 9009 already" in text
    assert report.tallies[Kind.INITIATIVES].added == 649
    lost = {problem.line for problem in report.problems if problem.weight is Weight.ROW}
    assert len(lost) == 3
    unknown = [problem for problem in report.problems if problem.column == "owner"]
    known = {row["handle"] for row in rows("people")}
    owners = {row["key"]: "@" + row["owners"].split(";")[0].strip().removeprefix("@") for row in rows("initiatives")}
    assert len(unknown) > 300
    for each in initiatives_written_out():
        owner = owners.get(each.key)
        if owner and each.key != "2133":
            assert (each.owner.key if each.owner else None) == (owner if owner in known else None), each.key


def a_second_import_changes_nothing(report: Report) -> None:
    unchanged(folder(), mapping=MAPPING, source="kubernetes")


def what_was_exported_is_there_already(report: Report) -> None:
    unchanged(export())


def test_a_real_organisation_comes_in_right() -> None:
    report = take_in(folder(), mapping=MAPPING, source=tomllib.loads(MAPPING)["source"])
    for right in (
        groups_have_their_charters_and_leads,
        meetings_have_their_weekday_hour_zone_and_rhythm,
        an_hour_stays_the_hour_when_clocks_change,
        all_series_meet_on_the_right_days_through_the_next_two_clock_changes,
        odd_rhythms_are_exact,
        whys_and_stages_are_what_the_source_says,
        what_cannot_be_understood_is_told_row_by_row,
        a_second_import_changes_nothing,
        what_was_exported_is_there_already,
    ):
        right(report)  # one import, which takes seconds, for all of them
