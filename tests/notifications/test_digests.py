"""Choosing one's mails, whose digest is due, and the links that turn mails off: what changes, and what is recorded."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from parley.groups.queries import people_in_groups
from parley.kernel.refusals import Refused
from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE
from parley.notifications.actions.digests import (
    begin_digests,
    choose_mails,
    follow_the_clock,
    make_stop_link,
    plan_digests,
    stop_mails,
    sweep_stop_links,
)
from parley.notifications.models.digests import MailChoice, StopLink
from parley.notifications.queries.digests import choice_of
from parley.notifications.rules.digests import LINK_LASTS, next_digest
from parley.notifications.terms.digests import Rhythm, Stops, Times, mails_ref
from parley.people.actions import change_person, note_leaving
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from tests.cast import Cast, history

pytestmark = [pytest.mark.django_db]
DAILY = Times(Rhythm.WORKING_DAYS, (), 7)


def choose(cast: Cast, person: Person, times: Times = DAILY, **given: Any) -> MailChoice:
    facts: dict[str, Any] = {"news": True, "minutes": True, "actor": person, "at": cast.at} | given
    return choose_mails(person=person, times=times, **facts)


def test_what_is_chosen_is_kept_once_and_says_when_the_next_one_comes(cast: Cast) -> None:
    for _ in range(2):
        row = choose(cast, cast.aiko)
    assert row.next_at == next_digest(DAILY, "Asia/Tokyo", after=cast.at)
    assert history(mails_ref(cast.aiko.pk)) == [
        "chose a digest each working day at 7:00, with news at once, with minutes"
    ]


def test_nobody_chooses_for_another(cast: Cast) -> None:
    with pytest.raises(Refused, match="themselves alone"):
        choose(cast, cast.aiko, actor=cast.ines)


@pytest.mark.database
def test_whoever_is_in_a_group_gets_one_a_week_and_nobody_else(cast: Cast) -> None:
    choose(cast, cast.sam, Times(Rhythm.NEVER))
    assert begin_digests(actor=MACHINE, at=cast.at) == 7
    assert begin_digests(actor=MACHINE, at=cast.at) == 0
    begun = set(MailChoice.objects.filter(rhythm=Rhythm.WEEKLY).values_list("person__key", flat=True))
    assert {each.partition("@")[0] for each in begun} == {"aiko", "femi", "omar", "noor", "petra", "elena", "ravi"}
    assert choice_of(cast.lena.pk) is None, "who is on call is asked when an item needs them"
    assert choice_of(cast.ines.pk) is None
    assert choice_of(cast.sam.pk).rhythm is Rhythm.NEVER  # type: ignore[union-attr]  # made above


def test_who_is_in_any_group_agrees_with_what_a_viewer_says(cast: Cast) -> None:
    asked = set(people_in_the_company().filter(people_in_groups()).values_list("pk", flat=True))
    assert asked == {each.pk for each in people_in_the_company() if cast.viewer(each).inside}


@pytest.mark.database
def test_what_is_due_is_planned_once_and_due_again_later(cast: Cast) -> None:
    row = choose(cast, cast.aiko)
    choose(cast, cast.sam)
    assert row.next_at
    at = row.next_at
    plan_digests(actor=MACHINE, at=at - timedelta(seconds=1))
    assert not Pending.objects.filter(task="mail_digest", payload__person=cast.aiko.pk).exists()
    for _ in range(2):
        plan_digests(actor=MACHINE, at=at)
    (work,) = Pending.objects.filter(task="mail_digest", payload__person=cast.aiko.pk)
    assert datetime.fromisoformat(work.payload["planned"]) == at
    row.refresh_from_db()
    assert row.next_at == next_digest(DAILY, "Asia/Tokyo", after=at)
    plan_digests(actor=MACHINE, at=row.next_at)
    assert Pending.objects.filter(task="mail_digest", payload__person=cast.aiko.pk).count() == 1, "two days in one"


def test_a_leaver_is_planned_no_more(cast: Cast) -> None:
    row = choose(cast, cast.aiko)
    assert row.next_at
    note_leaving(person=cast.aiko, on=cast.at.date(), actor=MACHINE, at=cast.at)
    plan_digests(actor=MACHINE, at=row.next_at)
    row.refresh_from_db()
    assert row.next_at is None
    assert not Pending.objects.filter(task="mail_digest").exists()


def test_it_follows_somebody_to_another_clock(cast: Cast) -> None:
    row = choose(cast, cast.aiko)
    change_person(person=cast.aiko, name="Aiko", function=cast.aiko.function, region=cast.aiko.region,
                  time_zone="America/New_York", language="en", actor=cast.aiko, at=cast.at)  # fmt: skip
    for _ in range(2):
        follow_the_clock(person=cast.aiko, actor=MACHINE, at=cast.at)
    row.refresh_from_db()
    assert row.next_at == next_digest(DAILY, "America/New_York", after=cast.at)
    assert sum("moved the digest" in line for line in history(mails_ref(cast.aiko.pk))) == 1


def link(cast: Cast, stops: Stops = Stops.DIGEST, *, mail: str = "one") -> str:
    return make_stop_link(person=cast.aiko, stops=stops, mail=mail, actor=MACHINE, at=cast.at)


@pytest.mark.parametrize(("stops", "left"), [
    (Stops.DIGEST, (True, True)), (Stops.NEWS, (False, True)), (Stops.MINUTES, (True, False)),
])  # fmt: skip
def test_a_link_turns_off_exactly_its_kind(cast: Cast, stops: Stops, left: tuple[bool, bool]) -> None:
    choose(cast, cast.aiko)
    assert stop_mails(token=link(cast, stops), actor=MACHINE, at=cast.at) is stops
    row = MailChoice.objects.get(person=cast.aiko)
    assert row.rhythm is (Rhythm.NEVER if stops is Stops.DIGEST else Rhythm.WORKING_DAYS)
    assert (row.next_at is None) is (stops is Stops.DIGEST)
    assert (row.news, row.minutes) == left
    assert row.is_off(stops)


@pytest.mark.database
def test_a_link_acts_once_and_does_not_turn_off_what_was_turned_on_again(cast: Cast) -> None:
    token = link(cast)
    for _ in range(2):
        assert stop_mails(token=token, actor=MACHINE, at=cast.at) is Stops.DIGEST
    lines = history(mails_ref(cast.aiko.pk))
    assert sum("turned the digest by mail off" in line for line in lines) == 1
    choose(cast, cast.aiko)
    assert stop_mails(token=token, actor=MACHINE, at=cast.at) is Stops.DIGEST
    assert MailChoice.objects.get(person=cast.aiko).rhythm is Rhythm.WORKING_DAYS


def test_a_link_of_whoever_never_chose_leaves_a_choice(cast: Cast) -> None:
    stop_mails(token=link(cast, Stops.NEWS), actor=MACHINE, at=cast.at)
    row = MailChoice.objects.get(person=cast.aiko)
    assert (row.news, row.rhythm) == (False, Rhythm.NEVER)


def test_only_its_hash_is_kept_and_it_ends_with_its_year_and_its_person(cast: Cast) -> None:
    token = link(cast)
    assert token not in str(StopLink.objects.values())
    assert stop_mails(token="x" * 43, actor=MACHINE, at=cast.at) is None
    assert stop_mails(token=token, actor=MACHINE, at=cast.at + LINK_LASTS) is None
    assert sweep_stop_links(actor=MACHINE, at=cast.at + LINK_LASTS - timedelta(seconds=1)) == 0
    assert sweep_stop_links(actor=MACHINE, at=cast.at + LINK_LASTS) == 1
    token = link(cast, mail="another")
    note_leaving(person=cast.aiko, on=cast.at.date(), actor=MACHINE, at=cast.at)
    assert stop_mails(token=token, actor=MACHINE, at=cast.at) is None


def test_a_mail_has_one_link_however_often_it_is_sent(cast: Cast) -> None:
    tokens = [link(cast) for _ in range(3)]
    assert len(set(tokens)) == 1
    assert StopLink.objects.count() == 1
    assert sum("made a link" in line for line in history(mails_ref(cast.aiko.pk))) == 1
    others = {link(cast, mail="another"), link(cast, Stops.NEWS),
              make_stop_link(person=cast.sam, stops=Stops.DIGEST, mail="one", actor=MACHINE, at=cast.at)}  # fmt: skip
    assert len(others | set(tokens)) == 4
    assert min(map(len, others)) >= 43, "256 bits"


def test_nobody_but_parley_makes_one(cast: Cast) -> None:
    with pytest.raises(Refused, match="in a mail alone"):
        make_stop_link(person=cast.aiko, stops=Stops.NEWS, mail="one", actor=cast.ines, at=cast.at)
