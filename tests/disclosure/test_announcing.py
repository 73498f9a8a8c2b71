"""Clients that asked for something, were told of it or tested it hear once that it is there, and all of them do."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.clients.actions import change_client, name_account_manager
from parley.disclosure.actions import (
    Occasion,
    change_regions,
    end_announcements_of_leavers,
    move_stage,
    put_aside,
    remind_of_announcements,
    stop,
    tell_announced,
    tell_freely,
    tell_many,
)
from parley.disclosure.models import Statement
from parley.disclosure.models.launching import Announcement
from parley.disclosure.queries import disclosed_of, people_assigned
from parley.disclosure.queries.announcements import (
    announcements_assigned_to,
    announcements_visible_to,
    initiatives_to_announce,
)
from parley.disclosure.terms import Closing, Told, Words
from parley.groups.actions import add_member
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.notifications.queries import waiting_counts, waiting_for
from parley.notifications.terms import Waits
from parley.roadmap.terms import Audience, Stage, initiative_ref
from parley.seeds.files import take_in
from tests.cast import history
from tests.disclosure.launched import asking, day, in_launch, moved, opened, planned, there_from
from tests.disclosure.made import approved, buyer, fresh, in_build, told

pytestmark = pytest.mark.django_db
SAYS = Words(None, "It is there: your account shows the switch.")
NOT_NEEDED = "They left that market in spring."


def waiting(of):
    return set(Announcement.objects.filter(initiative=of, closed_at=None).values_list("client__name", flat=True))


@pytest.fixture
def launched(cast):
    """Nordbank asked and Hartmann was told before; it is at launch, in EMEA from today, with words in force."""
    row = in_launch(cast)
    asking(cast, row)
    approved(cast, row)
    told(cast, row, buyer(cast, "Hartmann"))
    buyer(cast, "Acme")  # neither
    moved(cast, row)
    approved(cast, row, SAYS)
    assert opened(cast, row) == 2
    return fresh(row)


def one(name="Nordbank"):
    return Announcement.objects.get(client__name=name)


def tell(cast, row, *keys, **given):
    actor = given.get("actor", cast.aiko)
    facts = {"how": Occasion(on=today_of(actor, cast.at)), "actor": actor, "at": cast.at} | given
    some = keys or list(Announcement.objects.values_list("pk", flat=True))
    return tell_announced(initiative=row, announcements=some, **facts)


def test_who_asked_or_was_told_hears_of_it_and_each_says_why(cast, launched):
    assert waiting(launched) == {"Nordbank", "Hartmann"}
    assert [(one(name).asked, one(name).told, one(name).tested) for name in ("Nordbank", "Hartmann")] == [
        (True, False, False), (False, True, False),
    ]  # fmt: skip
    assert history(initiative_ref(launched.pk))[0].startswith("found that 2 clients should hear that")
    assert opened(cast, launched) == 0
    assert opened(cast, launched, tested=frozenset({buyer(cast, "Tester").pk})) == 1
    assert one("Tester").tested


def test_nobody_hears_of_it_before_its_day_or_outside_its_regions(cast):
    row = in_build(cast)
    planned(cast, row)
    there_from(cast, row, day(cast, 2))
    asking(cast, row)
    asking(cast, row, "Tokyo Trust", region=cast.apac)
    assert opened(cast, row) == 0  # in build
    moved(cast, row)
    assert opened(cast, row) == 0
    assert opened(cast, row, at=cast.at + timedelta(days=2), just_moved=False) == 1
    assert waiting(row) == {"Nordbank"}  # at launch, and APAC has no day
    moved(cast, row, Stage.LIVE, at=cast.at + timedelta(days=3))
    assert opened(cast, row, at=cast.at + timedelta(days=3)) == 1
    assert waiting(row) == {"Nordbank", "Tokyo Trust"}


def test_what_came_long_ago_is_no_news(cast):
    row = in_launch(cast)
    moved(cast, row, Stage.LIVE)
    asking(cast, row)
    late = cast.at + timedelta(days=40)
    assert opened(cast, row, at=late, just_moved=False) == 0
    assert opened(cast, row, at=late) == 1  # unless its stage was moved just now


def test_a_client_without_a_region_hears_of_it_once_the_last_day_has_come(cast):
    row = in_launch(cast)
    there_from(cast, row, day(cast, 3), region=cast.apac)
    client = asking(cast, row)
    change_client(client=client, name=client.name, region=None, actor=MACHINE, at=cast.at)
    moved(cast, row)
    assert opened(cast, row) == 0
    assert opened(cast, row, at=cast.at + timedelta(days=3), just_moved=False) == 1


def test_telling_them_is_the_statement_and_closes_it(cast, launched):
    assert tell(cast, launched) == (2, [])
    assert waiting(launched) == set()
    assert (one().closing, one().closed_by, one().took_days) == (Closing.TOLD, cast.aiko, 0)
    assert Statement.objects.filter(initiative=launched, text=SAYS.text).count() == 2
    lines = history(initiative_ref(launched.pk))
    assert lines[0].startswith("told 2 clients that")
    assert "in a review" not in " ".join(lines)
    announced = disclosed_of(launched.pk, on=cast.at.date()).announced
    assert (announced.told, announced.of, announced.median_days) == (2, 2, 0)
    with pytest.raises(Refused, match="waits for you any more"):
        tell(cast, launched)


def test_told_in_any_other_way_they_need_not_be_told_again(cast, launched):
    here = {"how": Occasion(on=today_of(cast.aiko, cast.at)), "actor": cast.aiko, "at": cast.at}
    tell_freely(initiative=launched, client=one().client, name="It", words=Words(None, "You have it now."), **here)
    tell_many(initiatives=[launched], clients=[one("Hartmann").client], **here)
    assert waiting(launched) == set()
    assert {each.closing for each in Announcement.objects.all()} == {Closing.TOLD}


def test_what_was_told_before_it_was_there_closes_nothing(cast, launched):
    before = Occasion(on=today_of(cast.aiko, cast.at) - timedelta(days=2))
    tell_freely(initiative=launched, client=one().client, name="It", words=Words(None, "Soon."), how=before,
                actor=cast.aiko, at=cast.at)  # fmt: skip
    assert waiting(launched) == {"Nordbank", "Hartmann"}
    with pytest.raises(Refused, match="not there yet on that day"):
        tell(cast, launched, how=before)


def test_only_who_sees_to_the_client_tells_them(cast, launched):
    for other in (cast.sam, cast.noor, cast.elena):
        with pytest.raises(Refused, match="waits for you"):
            tell(cast, launched, actor=other)
        with pytest.raises(Refused, match="Whoever looks after this client"):
            put_aside(announcement=one(), because=NOT_NEEDED, actor=other, at=cast.at)
    assert tell(cast, launched, one().pk, actor=cast.ines) == (1, [])


def test_other_words_than_those_that_were_read_are_not_logged(cast, launched):
    track = disclosed_of(launched.pk, on=cast.at.date()).track
    assert track
    approved(cast, launched, Words(None, "It is there, at no cost."))
    with pytest.raises(Refused, match="Other words are in force"):
        tell(cast, launched, seen_track=track.key)


def test_without_words_nobody_is_told_and_it_says_what_to_do(cast):
    row = in_launch(cast)
    asking(cast, row)
    moved(cast, row)
    opened(cast, row)
    with pytest.raises(Refused, match=r"no words are approved.*in the words that were used"):
        tell(cast, row)


def test_who_has_no_words_yet_still_waits(cast):
    row = in_launch(cast)
    asking(cast, row)
    asking(cast, row, "Hartmann")
    moved(cast, row)
    approved(cast, row, SAYS, whom=Told.NAMED_CLIENTS, clients=[buyer(cast, "Other"), cast_client("Nordbank")])
    opened(cast, row)
    assert tell(cast, row) == (1, ["Hartmann"])
    assert waiting(row) == {"Hartmann"}


def cast_client(name):
    return Announcement._meta.get_field("client").related_model.objects.get(name=name)


def test_one_is_put_aside_with_a_reason(cast, launched):
    with pytest.raises(Refused, match="need not be told"):
        put_aside(announcement=one(), because="no", actor=cast.aiko, at=cast.at)
    put_aside(announcement=one(), because=NOT_NEEDED, actor=cast.aiko, at=cast.at)
    assert (one().closing, one().because) == (Closing.NOT_NEEDED, NOT_NEEDED)
    with pytest.raises(Refused, match="ended already"):
        put_aside(announcement=one(), because=NOT_NEEDED, actor=cast.aiko, at=cast.at)
    announced = disclosed_of(launched.pk, on=cast.at.date()).announced
    assert (announced.told, announced.put_aside, announced.waiting, announced.of) == (0, 1, 1, 2)
    assert opened(cast, launched) == 0  # it stays aside


def test_what_is_moved_back_or_stopped_takes_it_back_with_the_reason(cast, launched):
    tell(cast, launched, one().pk)
    why = "Bids without proof came back from two exchanges."
    move_stage(initiative=launched, stage=Stage.BUILD, reason=why, actor=cast.noor, at=cast.at)
    assert (one("Hartmann").closing, one("Hartmann").because) == (Closing.TAKEN_BACK, why)
    assert one().closing is Closing.TOLD
    assert disclosed_of(launched.pk, on=cast.at.date()).announced.of == 1
    moved(cast, launched, Stage.LIVE)
    assert opened(cast, launched) == 1  # who was told is not told again
    assert waiting(launched) == {"Hartmann"}
    stop(initiative=fresh(launched), reason=why, actor=cast.noor, at=cast.at)
    assert waiting(launched) == set()


WHY = "The exchanges ask for another month."


def test_a_day_that_is_moved_ahead_takes_it_back_there_until_it_comes(cast, launched):
    tokyo = asking(cast, launched, "Tokyo Trust", region=cast.apac)
    nowhere = asking(cast, launched, "Nowhere")
    change_client(client=nowhere, name=nowhere.name, region=None, actor=MACHINE, at=cast.at)
    there_from(cast, launched, day(cast, -1), region=cast.apac)
    assert opened(cast, launched) == 2
    tell(cast, launched, one().pk)
    there_from(cast, launched, day(cast, 9), reason=WHY)
    assert waiting(launched) == {tokyo.name}  # who is in no region waits for the last day
    assert [(one(name).closing, one(name).because) for name in ("Hartmann", "Nowhere")] == [
        (Closing.TAKEN_BACK, WHY), (Closing.TAKEN_BACK, WHY),
    ]  # fmt: skip
    assert history(initiative_ref(launched.pk))[0].startswith("need not tell 2 clients any more")
    assert one().closing is Closing.TOLD
    assert opened(cast, launched) == 0
    assert opened(cast, launched, at=cast.at + timedelta(days=9), just_moved=False) == 2
    assert waiting(launched) == {tokyo.name, "Hartmann", "Nowhere"}


def test_a_day_that_is_gone_takes_it_back_unless_it_is_live(cast, launched):
    there_from(cast, launched, None, reason=WHY)
    assert waiting(launched) == set()
    assert one().because == WHY
    moved(cast, launched, Stage.LIVE)
    assert opened(cast, launched) == 2  # live, it is there without a day
    there_from(cast, launched, day(cast, 3))
    assert waiting(launched) == set()
    assert "still to come" in one().because
    there_from(cast, launched, day(cast, -40), reason=WHY)
    assert opened(cast, launched) == 2
    there_from(cast, launched, day(cast, -50), reason=WHY)
    assert waiting(launched) == {"Nordbank", "Hartmann"}  # however long ago


def test_a_region_that_is_left_takes_it_back_there(cast, launched):
    why = "The regulator there asks for another proof."
    change_regions(initiative=launched, regions=[cast.apac], reason=why, actor=cast.noor, at=cast.at)
    assert waiting(launched) == set()
    assert one().because == why


def test_whoever_has_left_is_not_told(cast, launched):
    client = one().client
    rows = [{"key": client.key, "name": client.name, "left_on": day(cast).isoformat()}]
    take_in({"clients": rows}, at=cast.at)
    assert announcements_assigned_to(cast.viewer(cast.aiko), on=cast.at.date()).count() == 1
    assert end_announcements_of_leavers(actor=MACHINE, at=cast.at) == 1
    assert one().closing is Closing.LEFT
    assert end_announcements_of_leavers(actor=MACHINE, at=cast.at) == 0


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


@pytest.mark.database
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["open", "tell", "aside", "back", "on", "live", "ask"]), max_size=9))
def test_whatever_happens_each_client_is_on_the_list_once(cast, steps):
    with transaction.atomic():
        row = in_launch(cast)
        approved(cast, row, SAYS)
        asking(cast, row)
        for number, step in enumerate(steps):
            open_ones = list(Announcement.objects.filter(closed_at=None).values_list("pk", flat=True))
            match step:
                case "open":
                    opened(cast, row)
                case "tell" if open_ones:
                    tell(cast, fresh(row), open_ones[0])
                case "aside" if open_ones:
                    put_aside(announcement=Announcement.objects.get(pk=open_ones[0]), because=NOT_NEEDED,
                              actor=cast.aiko, at=cast.at)  # fmt: skip
                case "back":
                    moved(cast, row, Stage.BUILD)
                case "on":
                    moved(cast, row)
                case "live":
                    moved(cast, row, Stage.LIVE)
                case "ask":
                    asking(cast, row, f"Client {number}")
        opened(cast, row)
        clients = list(Announcement.objects.values_list("client", flat=True))
        assert len(clients) == len(set(clients))
        there = fresh(row).stage in (Stage.LAUNCH, Stage.LIVE)
        assert there or not Announcement.objects.filter(closed_at=None).exists()
        if there:
            assert len(clients) == 1 + steps.count("ask")
            ended = Announcement.objects.exclude(closed_at=None).values_list("closing", flat=True)
            assert set(ended) <= {Closing.TOLD, Closing.NOT_NEEDED}
        transaction.set_rollback(True)


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
