"""People, groups and their meetings that come in by a folder, and leavers."""

from datetime import date

import pytest

from parley.exchange.terms import Weight
from parley.groups.actions import name_facilitator
from parley.groups.queries import area_by_key
from parley.groups.queries.writing_out import places_written_out
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.meetings.actions import hand_over_everything, name_first_week
from parley.meetings.queries import meetings_visible_to
from parley.meetings.queries.writing_out import series_written_out
from parley.meetings.terms import Held
from parley.people.actions import first_administrator
from parley.people.queries import people_by_key, person_by_key
from parley.voices.actions import let_in, open_thread
from parley.voices.models import Guest
from tests.cast import Cast
from tests.exchange.made import AT, FOLDER, take_in, unchanged

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_somebody_found_by_e_mail_takes_the_key_of_the_file(cast: Cast) -> None:
    take_in({"people": "key,name,email\nu-1,Noor Haddad,NOOR@parley.example\n",
             "members": "group,person,role\nreporting,noor@parley.example,core\n"})  # fmt: skip
    noor = person_by_key("u-1")
    assert noor
    assert noor.pk == cast.noor.pk
    assert any(area == "reporting" and person == "u-1" for area, person, *_ in places_written_out())


def test_leavers_who_still_hold_something_are_named_until_it_is_handed_over(cast: Cast) -> None:
    name_facilitator(area=cast.reporting, person=cast.sam, named=True, actor=MACHINE, at=AT)
    let_in(thread=open_thread(actor=MACHINE, at=AT), person=cast.sam, actor=MACHINE, at=AT)
    files = {"people": "key,name,left_on\nold,Olga Old,2026-01-02\nplain,Paul Plain,2026-01-02\n"
                       "sam@parley.example,Sam Okafor,2026-11-20\n",
             "members": "group,person,role\nreporting,old,decider\n",
             "initiatives": "key,title,group,stage,horizon,owner\ni,Graph,reporting,build,now,old\n"}  # fmt: skip
    report = take_in(files)
    ending = " Hand it over under Settings, People."
    assert {(each.value, each.sentence.removesuffix(ending)) for each in report.problems} == {
        ("Olga Old", "Has left and still decides for an area, owns an initiative."),
        ("Sam Okafor", "Has left and still runs the meetings of a group."),
    }  # fmt: skip
    assert {each.weight for each in report.problems} == {Weight.NOTE}
    assert not unchanged(files).problems
    assert not Guest.objects.exists()
    browser = cast.browser(cast.ines)
    shown = browser.get("/company/people/").text
    assert "Olga Old" in shown
    assert "Paul Plain" not in shown
    for name in ("old", "sam@parley.example"):
        leaver = people_by_key([name])[name]
        assert f"/people/{leaver.pk}/leaving/" in shown
        heirs = {Held.DECIDES: cast.ravi, Held.INITIATIVES: cast.petra, Held.FACILITATES: cast.omar}
        hand_over_everything(leaver=leaver, heirs=heirs, on=AT.date(), actor=cast.ines, at=AT)
    assert "still holding" not in browser.get("/company/people/").text


def test_a_leaver_is_signed_out_and_the_last_administrator_stays(cast: Cast) -> None:
    sessions = cast.sam.sessions
    take_in({"people": "key,name,email,left_on\n,Sam Okafor,sam@parley.example,2026-11-01\n"})
    cast.sam.refresh_from_db()
    assert (cast.sam.left_on, cast.sam.sessions) == (date(2026, 11, 1), sessions + 1)
    with pytest.raises(Refused, match="nobody would administer"):
        take_in({"people": "key,name,email,operations\n,Ines Costa,ines@parley.example,no\n"})


def test_a_group_keeps_its_teams() -> None:
    take_in(FOLDER)
    area = area_by_key("identity")
    assert area
    assert [(team.name, str(team.capacity)) for team in area.teams.order_by("pk")] == [
        ("Consent", "12.5"),
        ("Login", "24.0"),
    ]


def test_whoever_starts_parley_after_an_import_can_still_administer_it() -> None:
    take_in(FOLDER)
    assert first_administrator(name="Noor Haddad", email="noor@acme.example", actor=MACHINE, at=AT)
    noor = person_by_key("noor")
    assert noor
    assert noor.operations
    with pytest.raises(Refused, match="Somebody is here already"):
        first_administrator(name="Eve", email="eve@acme.example", actor=MACHINE, at=AT)


def test_a_first_week_named_in_parley_outlives_the_next_import(cast: Cast) -> None:
    content = "group,title,day,frequency,time,time_zone\nidentity,Monthly,Tuesday,monthly,14:00,Europe/London\n"
    take_in({"meetings": content})
    series = next(series_written_out())
    name_first_week(series=series, day=date(2026, 12, 8), actor=cast.ines, at=AT)
    unchanged({"meetings": content})
    series = next(series_written_out())
    assert (series.rule, series.starts_on) == ("FREQ=MONTHLY;BYDAY=2TU", date(2026, 12, 8))


def test_a_change_of_the_hour_moves_the_meetings_nobody_was_told_of(cast: Cast) -> None:
    content = "group,title,day,frequency,time,time_zone\nidentity,Weekly,Tuesday,weekly,14:00,Europe/London\n"
    take_in({"meetings": content})
    take_in({"meetings": content.replace("14:00", "16:00")})
    hours = {meeting.starts_at.hour for meeting in meetings_visible_to(cast.viewer(cast.ines)).filter(starts_at__gt=AT)}
    assert hours <= {15, 16}
    assert 16 in hours
