"""Words for clients: drafted, approved by others, in force until a day, superseded and withdrawn."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parley.clients.queries import client_with_people
from parley.disclosure.actions import (
    approve_words,
    draft_words,
    drop_draft,
    end_going_further,
    end_going_further_due,
    expire_words_due,
    let_go_further,
    withdraw_words,
)
from parley.disclosure.queries import disclosed_of, drafts_waiting_for, now_of, tellable_to, track_in_force
from parley.disclosure.terms import Bound, Ending, Told, Words
from parley.groups.actions import change_group
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import Grain, today_of, window_of
from parley.ledger.terms import MACHINE
from parley.roadmap.queries import stage_labels
from parley.roadmap.terms import Audience, Stage, initiative_ref
from tests.cast import history
from tests.disclosure.made import PROMISE, Q2, approved, buyer, drafted, fresh, in_build, mia

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def row(cast):
    return in_build(cast)


def by(person, cast):
    return {"actor": person, "at": cast.at}


def telling(cast, row, region=None):
    return now_of(fresh(row), on=cast.at.date()).telling_in(region)


def test_words_are_drafted_by_product_and_approved_by_product_marketing(cast, row):
    drafted(cast, row)
    assert telling(cast, row).sentence == "Nothing yet: the words are drafted but not approved."
    marketing = mia(cast)
    assert list(drafts_waiting_for(cast.viewer(marketing))) == [row]
    assert list(drafts_waiting_for(cast.viewer(cast.omar))) == []
    for person, sentence in ((cast.noor, "product marketing approves"), (cast.omar, "product marketing approves")):
        with pytest.raises(Refused, match=sentence):
            approve_words(initiative=row, **by(person, cast))
    assert approve_words(initiative=row, seen_version=1, **by(marketing, cast)) is True
    assert telling(cast, row).words == PROMISE
    assert telling(cast, row).name == "Consent signals"
    mark = initiative_ref(row.pk).mark
    assert history(initiative_ref(row.pk))[:2] == [
        f"approved the words for clients about {mark}; they may be said from now on",
        f"drafted words about {mark} for any client",
    ]
    assert list(drafts_waiting_for(cast.viewer(marketing))) == []


def test_who_drafted_does_not_approve_and_who_is_neither_does_not_draft(cast, row):
    marketing = mia(cast)
    drafted(cast, row, actor=marketing)
    with pytest.raises(Refused, match="You drafted these words"):
        approve_words(initiative=row, **by(marketing, cast))
    with pytest.raises(Refused, match="drafted by the area’s product people"):
        drafted(cast, row, actor=cast.omar)
    with pytest.raises(Refused, match="drafted by the area’s product people"):
        drop_draft(initiative=row, **by(cast.omar, cast))
    drop_draft(initiative=row, **by(cast.noor, cast))
    with pytest.raises(Refused, match="There is no draft here any more"):
        approve_words(initiative=row, **by(cast.ines, cast))


def test_legal_approves_too_where_the_area_says_so(cast, row):
    change_group(area=cast.identity, name=cast.identity.name, charter="Who a person is.", answer_days=14,
                 legal_approves=True, **by(cast.femi, cast))  # fmt: skip
    drafted(cast, row)
    marketing = mia(cast)
    assert approve_words(initiative=row, **by(marketing, cast)) is False
    assert telling(cast, row).whom is Told.NOBODY
    assert row in drafts_waiting_for(cast.viewer(cast.lena))
    assert approve_words(initiative=row, **by(cast.lena, cast)) is True
    assert telling(cast, row).words == PROMISE


def test_another_draft_needs_approval_again_and_is_not_written_over_unread(cast, row):
    change_group(area=cast.identity, name=cast.identity.name, charter="Who a person is.", answer_days=14,
                 legal_approves=True, **by(cast.femi, cast))  # fmt: skip
    drafted(cast, row)
    approve_words(initiative=row, **by(cast.lena, cast))
    again = drafted(cast, row, replace(PROMISE, text="Planned for the spring."), seen_version=1)
    assert (again.version, again.legal_at) == (2, None)
    with pytest.raises(Stale) as stale:
        drafted(cast, row, seen_version=1)
    assert (stale.value.theirs, stale.value.yours) == ("Planned for the spring.", PROMISE.text)
    with pytest.raises(Stale):
        approve_words(initiative=row, seen_version=1, **by(cast.ines, cast))


def test_new_words_take_the_place_of_those_in_force(cast, row):
    before = approved(cast, row)
    after = approved(cast, row, replace(PROMISE, text="Planned for the spring of 2087."))
    before.refresh_from_db()
    assert (before.ending, track_in_force(row.pk)) == (Ending.SUPERSEDED, after)
    assert telling(cast, row).words == replace(PROMISE, text="Planned for the spring of 2087.")


def test_words_that_go_too_far_are_approved_only_with_an_override(cast, row):
    day = Words(None, "On 30 June 2087.", window_of("2087-06-30"))
    drafted(cast, row, day)
    with pytest.raises(Refused, match="These words say a day; at Build a quarter at the finest"):
        approve_words(initiative=row, **by(cast.ines, cast))
    further = {"initiative": row, "bound": Bound(Told.ANY_CLIENT, Grain.DAY)}
    with pytest.raises(Refused, match="Only the area’s product people and its decider"):
        let_go_further(reason="Three tenders close before.", **further, **by(cast.omar, cast))
    with pytest.raises(Refused, match="A change needs its reason"):
        let_go_further(reason="", **further, **by(cast.elena, cast))
    let_go_further(reason="Three tenders close before the launch.", until=today_of(cast.elena, cast.at),
                   **further, **by(cast.elena, cast))  # fmt: skip
    assert approve_words(initiative=row, **by(cast.ines, cast))
    assert telling(cast, row).words == day
    assert end_going_further_due(on=today_of(cast.elena, cast.at), **by(MACHINE, cast)) == 0
    end_going_further(initiative=row, **by(cast.elena, cast))
    assert telling(cast, row).sentence == "Nothing now: the words say a finer time than Build allows."
    with pytest.raises(Refused, match="Its stage allows that already"):
        let_go_further(initiative=row, bound=Bound(Told.ANY_CLIENT, Grain.QUARTER), reason="Three tenders close.",
                       **by(cast.elena, cast))  # fmt: skip


def test_an_override_ends_by_itself(cast, row):
    today = today_of(cast.elena, cast.at)
    let_go_further(initiative=row, bound=Bound(Told.ANY_CLIENT, Grain.DAY), reason="Three tenders close before.",
                   until=today, **by(cast.elena, cast))  # fmt: skip
    assert disclosed_of(row.pk, on=today).further
    assert disclosed_of(row.pk, on=today + timedelta(days=1)).further is None
    assert end_going_further_due(on=today + timedelta(days=1), **by(MACHINE, cast)) == 1


def test_words_expire_by_themselves_at_the_end_of_their_day(cast, row):
    track = approved(cast, row, expires_on=today_of(cast.noor, cast.at))
    assert disclosed_of(row.pk, on=track.expires_on).track
    assert disclosed_of(row.pk, on=track.expires_on + timedelta(days=1)).track is None
    assert expire_words_due(on=track.expires_on, **by(MACHINE, cast)) == 0
    assert expire_words_due(on=track.expires_on + timedelta(days=1), **by(MACHINE, cast)) == 1
    track.refresh_from_db()
    assert track.ending is Ending.EXPIRED


def test_withdrawing_needs_a_reason_and_words(cast, row):
    with pytest.raises(Refused, match="No words are in force"):
        withdraw_words(initiative=row, reason="The vendor left.", **by(cast.noor, cast))
    approved(cast, row)
    with pytest.raises(Refused, match="A change needs its reason"):
        withdraw_words(initiative=row, reason="", **by(cast.noor, cast))
    withdraw_words(initiative=row, reason="The vendor we build on has left the market.", **by(cast.noor, cast))
    assert telling(cast, row).whom is Told.NOBODY


def test_a_client_may_be_told_what_is_for_any_client_or_names_it(cast, row):
    nordbank, hartmann = buyer(cast), buyer(cast, "Hartmann", region=cast.apac)
    beta = in_build(cast, "Household graph", stage=Stage.BETA, audience=Audience.GROUP, window=None, confidence=None)
    approved(cast, row, PROMISE, Words(cast.apac.pk, "In APAC later in the year.", None))
    approved(cast, beta, Words(None, "In testing, no date."), name="Project Maple", whom=Told.NAMED_CLIENTS,
             clients=[hartmann])  # fmt: skip

    def told(person, client):
        viewer, today = cast.viewer(person), today_of(person, cast.at)
        known = client_with_people(viewer, client.pk)
        assert known
        cares = known.cared_for_by(person.pk, today)
        found = tellable_to(viewer, client.pk, client.region_id, cares=cares, labels=stage_labels(), on=today)
        return [(each.title, each.telling.words.text, each.seen) for each in found if each.telling.words]

    consent = row.title
    assert told(cast.noor, nordbank) == [(consent, PROMISE.text, True)]
    assert told(cast.noor, hartmann) == [
        (consent, "In APAC later in the year.", True), ("Household graph", "In testing, no date.", True),
    ]  # fmt: skip
    # Who may not see the beta reads its words only when they look after a client that it names, and not its title.
    assert told(cast.omar, hartmann) == [(consent, "In APAC later in the year.", True)]
    other = buyer(cast, "Bolt", manager=cast.omar)
    approved(cast, beta, Words(None, "In testing, no date."), name="Project Maple", whom=Told.NAMED_CLIENTS,
             clients=[hartmann, other])  # fmt: skip
    assert told(cast.omar, other) == [(consent, PROMISE.text, True), ("Project Maple", "In testing, no date.", False)]


def test_words_to_named_clients_name_some(cast, row):
    with pytest.raises(Refused, match="Name the clients"):
        drafted(cast, row, whom=Told.NAMED_CLIENTS)
    with pytest.raises(Refused, match="Say to whom"):
        draft_words(initiative=row, name="Consent", whom=Told.NOBODY, words=[PROMISE], clients=[],
                    expires_on=today_of(cast.noor, cast.at), **by(cast.noor, cast))  # fmt: skip
    assert Q2.grain is Grain.QUARTER


def test_whoever_had_a_hand_in_the_draft_does_not_approve_it(cast, row):
    marketing = mia(cast)
    drafted(cast, row, actor=marketing)
    drafted(cast, row, replace(PROMISE, text="Planned for the spring of 2087."), seen_version=1)
    with pytest.raises(Refused, match="You drafted these words"):
        approve_words(initiative=row, **by(marketing, cast))


def test_a_draft_that_took_the_place_of_the_one_that_was_read_is_not_approved(cast, row):
    drafted(cast, row)
    drop_draft(initiative=row, **by(cast.noor, cast))
    assert drafted(cast, row, replace(PROMISE, text="Something else.")).version == 2
    with pytest.raises(Stale):
        approve_words(initiative=row, seen_version=1, **by(cast.ines, cast))
    with pytest.raises(Stale):
        drafted(cast, row, seen_version=0)  # whoever saw no draft writes over none
