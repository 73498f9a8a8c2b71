"""Whoever tells clients that it is there is reminded at their rhythm, of their own clients, once there are words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.clients.actions import change_client, name_account_manager
from parley.disclosure.actions import remind_of_announcements
from parley.disclosure.models.launching import Announcement
from parley.disclosure.queries import people_assigned
from parley.disclosure.queries.announcements import (
    announcements_assigned_to,
    announcements_visible_to,
    initiatives_to_announce,
)
from parley.disclosure.terms import Told, Words
from parley.groups.actions import add_member
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.notifications.queries import waiting_counts, waiting_for
from parley.notifications.terms import Waits
from parley.roadmap.terms import Audience, initiative_ref
from tests.cast import history
from tests.disclosure.announced import SAYS, one, tell
from tests.disclosure.launched import asking, day, in_launch, moved, opened, there_from
from tests.disclosure.made import approved, buyer

pytestmark = pytest.mark.django_db


def test_it_waits_as_one_line_for_who_looks_after_them(cast, launched):
    today = today_of(cast.aiko, cast.at)
    (thing,) = waiting_for(cast.viewer(cast.aiko), at=cast.at)
    assert (thing.waits, thing.title, thing.whom, thing.key) == (Waits.ANNOUNCE, launched.title, "2", launched.pk)
    assert waiting_counts(cast.viewer(cast.aiko), at=cast.at).all == 1
    assert initiatives_to_announce(cast.viewer(cast.aiko), on=today).get().to_tell == 2
    assert [each.waits for each in waiting_for(cast.viewer(cast.sam), at=cast.at)] == []
    assert [each.name for each in people_assigned(one(), at=cast.at)] == ["Aiko Tanaka"]


def test_of_what_they_may_not_see_they_know_only_what_is_said_to_their_own_client(cast):
    row = in_launch(cast, audience=Audience.GROUP, ahead=-1)  # in New York, too
    theirs = asking(cast, row, manager=cast.omar)  # a stranger to the group
    asking(cast, row, "Hartmann", manager=cast.omar)
    moved(cast, row)
    opened(cast, row)
    viewer, today = cast.viewer(cast.omar), today_of(cast.omar, cast.at)
    assert not announcements_assigned_to(viewer, on=today).exists()
    assert waiting_for(viewer, at=cast.at) == []
    approved(cast, row, SAYS, whom=Told.NAMED_CLIENTS, clients=[theirs])
    assert [each.client for each in announcements_visible_to(viewer, on=today)] == [theirs]
    (thing,) = waiting_for(viewer, at=cast.at)
    assert (thing.title, thing.whom) == ("Consent signals", "1")
    add_member(area=cast.identity, person=cast.omar, actor=MACHINE, at=cast.at)
    assert [each.title for each in waiting_for(cast.viewer(cast.omar), at=cast.at)] == [row.title]


def test_reminders_come_at_the_rhythm_of_who_tells(cast, launched):
    assert remind_of_announcements(initiative=launched, actor=MACHINE, at=cast.at + timedelta(days=2)) == 0
    assert remind_of_announcements(initiative=launched, actor=MACHINE, at=cast.at + timedelta(days=3)) == 2
    assert history(initiative_ref(launched.pk))[0].startswith("reminded that 2 clients should hear")
    assert remind_of_announcements(initiative=launched, actor=MACHINE, at=cast.at + timedelta(days=4)) == 0
    tell(cast, launched)
    assert remind_of_announcements(initiative=launched, actor=MACHINE, at=cast.at + timedelta(days=9)) == 0


def test_nobody_is_reminded_of_what_there_are_no_words_for(cast):
    row = in_launch(cast)
    asking(cast, row)
    moved(cast, row)
    opened(cast, row)
    late = cast.at + timedelta(days=5)
    assert remind_of_announcements(initiative=row, actor=MACHINE, at=late) == 0
    approved(cast, row, SAYS)
    assert remind_of_announcements(initiative=row, actor=MACHINE, at=late) == 1


@pytest.mark.database
def test_words_for_others_or_for_elsewhere_remind_nobody(cast):
    row = in_launch(cast)
    theirs = asking(cast, row)
    there_from(cast, row, day(cast), region=cast.apac)
    asking(cast, row, "Tokyo Trust", region=cast.apac)
    moved(cast, row)
    opened(cast, row)
    viewer, late = cast.viewer(cast.aiko), cast.at + timedelta(days=5)
    today = today_of(cast.aiko, cast.at)
    approved(cast, row, SAYS, whom=Told.NAMED_CLIENTS, clients=[buyer(cast, "Other"), buyer(cast, "Another")])
    assert remind_of_announcements(initiative=row, actor=MACHINE, at=late) == 0
    assert not initiatives_to_announce(viewer, on=today).exists()
    assert waiting_for(viewer, at=cast.at) == []
    assert announcements_assigned_to(viewer, on=today).count() == 2  # the list says what is missing
    approved(cast, row, Words(cast.emea.pk, SAYS.text))
    assert initiatives_to_announce(viewer, on=today).get().to_tell == 1
    assert remind_of_announcements(initiative=row, actor=MACHINE, at=late) == 1
    assert Announcement.objects.get(reminded_at=late).client == theirs


def test_nobody_is_asked_to_tell_it_the_day_before_where_they_are(cast):
    row = in_launch(cast)
    asking(cast, row, manager=cast.omar)
    nobodys = asking(cast, row, "Hartmann", manager=cast.omar)
    change_client(client=nobodys, name=nobodys.name, region=None, actor=MACHINE, at=cast.at)
    moved(cast, row)
    approved(cast, row, SAYS)
    add_member(area=cast.identity, person=cast.omar, actor=MACHINE, at=cast.at)
    assert opened(cast, row) == 2
    viewer = cast.viewer(cast.omar)
    assert not announcements_assigned_to(viewer, on=day(cast, -1)).exists()  # in New York, by the evening
    assert announcements_assigned_to(viewer, on=day(cast)).count() == 2


@pytest.mark.parametrize("looked_after", [True, False])
def test_reminding_of_more_clients_asks_no_more(cast, launched, looked_after):
    def reminded(number, days):
        some = [asking(cast, launched, f"Client {number}-{each}") for each in range(number)]
        for client in some if not looked_after else ():
            name_account_manager(client=client, person=cast.aiko, named=False, actor=MACHINE, at=cast.at)
        opened(cast, launched)
        late = cast.at + timedelta(days=days)
        with CaptureQueriesContext(connection) as queries:
            assert remind_of_announcements(initiative=launched, actor=MACHINE, at=late) >= number
        return len(queries)

    reminded(1, 5)
    assert reminded(2, 9) == reminded(9, 13)


@pytest.mark.parametrize("looked_after", [True, False])
def test_who_sees_to_it_is_the_same_asked_either_way(cast, launched, looked_after):
    if not looked_after:
        for client in (one().client, one("Hartmann").client):
            name_account_manager(client=client, person=cast.aiko, named=False, actor=MACHINE, at=cast.at)
    everybody = [cast.noor, cast.elena, cast.femi, cast.aiko, cast.sam, cast.lena, cast.omar, cast.petra, cast.ines]
    theirs = {
        person.pk
        for person in everybody
        if announcements_assigned_to(cast.viewer(person), on=today_of(person, cast.at)).exists()
    }
    assert theirs == {each.pk for each in people_assigned(one(), at=cast.at)}
    assert theirs == {(cast.aiko if looked_after else cast.femi).pk}
