"""Share cards: what they say, that handing one over is the statement, and what a link shows until when."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from parley.clients.actions import change_client
from parley.disclosure import rules
from parley.disclosure.actions import (
    Occasion,
    count_view,
    end_link,
    give_link,
    hand_over,
    move_stage,
    tell_client,
    withdraw_words,
)
from parley.disclosure.models import ShareLink, ShareVisit, Statement
from parley.disclosure.queries import holding_of, link_given, links_of, links_visible_to, shared_seen_by
from parley.disclosure.terms import Card, CardItem, Means, Telling, Told, Words, share_link_ref, statement_ref
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of, window_of
from parley.ledger.terms import MACHINE
from parley.roadmap.terms import Stage
from tests.cast import history
from tests.disclosure.made import PROMISE, approved, buyer, fresh, in_build

UNTIL = date(2087, 1, 31)
ITEM = CardItem("Consent signals", "Planned for the spring.", "first half of 2087", UNTIL)


def test_a_card_says_names_words_window_and_last_day_by_name() -> None:
    words = Words(None, "Planned for the spring.", window_of("H1 2087"))
    tellings = [
        Telling(Told.ANY_CLIENT, "Yes.", "", words, "Consent signals", UNTIL),
        Telling(Told.NOBODY, "Nothing yet.", "When probably: soon."),
        Telling(Told.ANY_CLIENT, "Yes.", "", Words(None, "In testing."), "alpha", UNTIL),
    ]
    items = rules.card_items(tellings)
    assert items == (CardItem("alpha", "In testing.", "", UNTIL), ITEM)
    assert rules.text_of_card(Card("Northlight", date(2086, 11, 9), items)) == (
        "Northlight, 9 November 2086\n\nalpha\nIn testing.\nValid until 31 January 2087\n\n"
        "Consent signals\nPlanned for the spring.\nWhen: first half of 2087\nValid until 31 January 2087\n"
    )


def test_what_is_handed_over_is_what_was_read() -> None:
    rules.must_be_as_read([ITEM], None)
    rules.must_be_as_read([ITEM], rules.text_of_items([ITEM]).replace("\n", "\r\n"))
    with pytest.raises(Stale) as stale:
        rules.must_be_as_read([replace(ITEM, text="Planned for the summer.")], rules.text_of_items([ITEM]))
    assert "summer" in stale.value.theirs
    assert "spring" in stale.value.yours
    with pytest.raises(Refused, match="there is no card"):
        rules.must_be_as_read([], "")


@pytest.fixture
def row(cast):
    return in_build(cast)


@pytest.fixture
def client(cast):
    return buyer(cast)


def how(cast, means: Means = Means.COPY, **given: Any) -> Occasion:
    return Occasion(**({"on": today_of(cast.aiko, cast.at), "to_whom": "Ms Berg", "means": means} | given))


def by(person, cast):
    return {"actor": person, "at": cast.at}


def given(cast, client, *rows):
    return give_link(client=client, initiatives=[each.pk for each in rows], how=how(cast, Means.LINK),
                     **by(cast.aiko, cast))  # fmt: skip


def shown(cast, link, on=None):
    holding, gone = holding_of(fresh_link(link), on=on or cast.at.date())
    return [each.words and each.words.text for each in holding], gone


def fresh_link(link):
    return ShareLink.objects.select_related("client").get(pk=link.pk)


@pytest.mark.django_db
@pytest.mark.database
class TestHandingOver:
    def test_a_card_is_a_statement_of_each_thing_on_it(self, cast, row, client):
        other = in_build(cast, "Household graph")
        approved(cast, row)
        approved(cast, other, Words(None, "In the making."), name="Households")
        items = hand_over(client=client, initiatives=[row.pk, other.pk], how=how(cast, Means.CARD),
                          **by(cast.aiko, cast))  # fmt: skip
        assert [each.name for each in items] == ["Consent signals", "Households"]
        told = Statement.objects.filter(client=client)
        assert {(each.text, each.means, each.to_whom) for each in told} == {
            (PROMISE.text, Means.CARD, "Ms Berg"), ("In the making.", Means.CARD, "Ms Berg"),
        }  # fmt: skip
        assert "told" in history(statement_ref(told[0].pk))[0]

    def test_what_changed_after_it_was_read_is_not_handed_over(self, cast, row, client):
        approved(cast, row)
        seen = rules.text_of_items(hand_over(client=client, initiatives=[row.pk], how=how(cast), **by(cast.aiko, cast)))
        approved(cast, row, Words(None, "Later than we said."))
        before = Statement.objects.count()
        with pytest.raises(Stale, match="Read it again"):
            hand_over(client=client, initiatives=[row.pk], how=how(cast), seen=seen, **by(cast.aiko, cast))
        withdraw_words(initiative=row, reason="The vendor we build on has left.", **by(cast.noor, cast))
        with pytest.raises(Refused, match="there is no card"):
            hand_over(client=client, initiatives=[row.pk], how=how(cast), seen=seen, **by(cast.aiko, cast))
        assert Statement.objects.count() == before

    def test_new_words_of_the_same_text_are_told_anew(self, cast, row, client):
        approved(cast, row)
        first = tell_client(initiative=row, client=client, how=how(cast), **by(cast.aiko, cast))
        again = tell_client(initiative=row, client=client, how=how(cast), **by(cast.aiko, cast))
        approved(cast, row, expires_on=today_of(cast.noor, cast.at) + timedelta(days=60))
        anew = tell_client(initiative=row, client=client, how=how(cast), **by(cast.aiko, cast))
        assert first == again != anew

    def test_a_day_that_has_not_come_is_refused(self, cast, row, client):
        approved(cast, row)
        with pytest.raises(Refused, match="a day that has not come"):
            hand_over(client=client, initiatives=[row.pk], **by(cast.aiko, cast),
                      how=how(cast, on=today_of(cast.aiko, cast.at) + timedelta(days=1)))  # fmt: skip


@pytest.mark.django_db
@pytest.mark.database
class TestLinks:
    def test_a_link_is_random_kept_hashed_and_a_statement(self, cast, row, client):
        track = approved(cast, row)
        link, token = given(cast, client, row)
        assert len(token) >= 43  # 256 bits in base 64
        assert token not in str(ShareLink.objects.values().get())
        assert (link.expires_on, link.client) == (track.expires_on, client)
        assert link_given(token, on=cast.at.date()) == link
        assert link_given(token + "x", on=cast.at.date()) is None
        assert Statement.objects.get().means == Means.LINK
        assert shown(cast, link) == ([PROMISE.text], 0)
        assert history(share_link_ref(link.pk))[0].startswith("gave [client:")

    def test_it_ends_with_the_last_of_its_words(self, cast, row, client):
        other = in_build(cast, "Household graph")
        approved(cast, row)
        later = approved(cast, other, Words(None, "In the making."), name="Households",
                         expires_on=today_of(cast.noor, cast.at) + timedelta(days=60))  # fmt: skip
        link, token = given(cast, client, row, other)
        between = later.expires_on - timedelta(days=1)
        assert shown(cast, link, on=between) == (["In the making."], 1)
        assert link_given(token, on=later.expires_on) == link
        assert link_given(token, on=later.expires_on + timedelta(days=1)) is None

    @pytest.mark.parametrize("end", ["superseded", "withdrawn", "gate", "narrowed", "region", "same text"])
    def test_it_shows_nothing_once_the_words_do_not_hold(self, cast, row, client, end):
        approved(cast, row, PROMISE, Words(cast.apac.pk, "Planned for the summer."))
        link, _token = given(cast, client, row)
        match end:
            case "superseded":
                approved(cast, row, Words(None, "Later than we said."))
            case "same text":
                approved(cast, row, expires_on=today_of(cast.noor, cast.at) + timedelta(days=60))
            case "withdrawn":
                withdraw_words(initiative=row, reason="The vendor we build on has left.", **by(cast.noor, cast))
            case "gate":
                move_stage(initiative=fresh(row), stage=Stage.EXPLORE, reason="It has to be thought through again.",
                           **by(cast.noor, cast))  # fmt: skip
            case "narrowed":
                approved(cast, row, whom=Told.NAMED_CLIENTS, clients=[buyer(cast, "Hartmann")])
            case _:
                change_client(client=client, name=client.name, region=cast.apac, segment="", revenue=None, parent=None,
                              **by(cast.ines, cast))  # fmt: skip
        assert shown(cast, link) == ([], 1)

    def test_an_ended_link_is_no_link(self, cast, row, client):
        approved(cast, row)
        link, token = given(cast, client, row)
        with pytest.raises(Refused, match="Whoever gave this link ends it"):
            end_link(link=link, **by(cast.omar, cast))
        end_link(link=link, **by(cast.noor, cast))
        end_link(link=link, **by(cast.noor, cast))
        assert link_given(token, on=cast.at.date()) is None
        assert [each for each in history(share_link_ref(link.pk)) if each.startswith("ended")][1:] == []
        assert count_view(link=link, visit="a", **by(MACHINE, cast)) is False

    def test_views_are_counted_once_a_visit(self, cast, row, client):
        approved(cast, row)
        link, _token = given(cast, client, row)
        counted = [count_view(link=link, visit=each, **by(MACHINE, cast)) for each in ("a", "a", "b")]
        assert counted == [True, False, True]
        assert fresh_link(link).views == 2
        assert "a" not in ShareVisit.objects.values_list("visit_hash", flat=True)
        later = {"actor": MACHINE, "at": cast.at + timedelta(days=2)}
        assert count_view(link=link, visit="c", **later)
        assert (fresh_link(link).views, ShareVisit.objects.count()) == (3, 1)

    def test_who_sees_a_link(self, cast, row, client):
        hidden = in_build(cast, "Household graph", area=cast.reporting, actor=cast.petra)
        approved(cast, row)
        approved(cast, hidden, Words(None, "In the making."), name="Households", actor=cast.petra)
        link, _token = given(cast, client, row, hidden)
        on = cast.at.date()
        sees = {name for name in ("noor", "petra", "aiko", "ines", "omar", "sam", "elena")
                if links_visible_to(cast.viewer(getattr(cast, name)), on=on).filter(pk=link.pk).exists()}  # fmt: skip
        assert sees == {"noor", "petra", "aiko", "ines"}

        def read(person, *, cares=False):
            viewer = cast.viewer(person)
            (one,) = links_of(viewer, client.pk, on=on)
            said, more = shared_seen_by(viewer, one, cares=cares)
            return [each.name for each in said], more

        assert read(cast.aiko, cares=True) == read(cast.ines) == (["Consent signals", "Households"], 0)
        assert read(cast.noor) == (["Consent signals"], 1)
        assert read(cast.petra) == (["Households"], 1)
