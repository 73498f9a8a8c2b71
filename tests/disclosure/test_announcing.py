"""Clients that asked for something, were told of it or tested it hear once that it is there, and all of them do."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.clients.actions import change_client
from parley.disclosure.actions import Occasion, put_aside, tell_freely, tell_many
from parley.disclosure.models import Statement
from parley.disclosure.models.launching import Announcement
from parley.disclosure.queries import disclosed_of
from parley.disclosure.terms import Closing, Told, Words
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.terms import Stage, initiative_ref
from tests.cast import history
from tests.disclosure.announced import NOT_NEEDED, SAYS, one, tell, waiting
from tests.disclosure.launched import asking, day, in_launch, moved, opened, planned, there_from
from tests.disclosure.made import approved, buyer, fresh, in_build

pytestmark = pytest.mark.django_db


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
