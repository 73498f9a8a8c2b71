"""Clients in a trial: who puts them forward, what stands against asking them, and who takes the place of whom."""

from datetime import timedelta

import pytest

from parley.clients.actions import add_client, change_client, end_sensitive_time, set_sensitive_time
from parley.clients.events import ClientChanged
from parley.clients.models import Client
from parley.clients.terms import Sensitive, client_ref
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE
from parley.notifications.queries.waiting import waiting_for
from parley.notifications.terms import Waits
from parley.people.actions import note_away
from parley.roadmap.actions import link_insight
from parley.roadmap.queries import said_for
from parley.roadmap.terms import Stance
from parley.trials.actions import (
    agree,
    answer_invitation,
    ask_for_feedback,
    extend_trial,
    give_up_trial,
    hold_back,
    invite_client,
    nominate_client,
    propose_clients,
    take_out,
)
from parley.trials.queries.choosing import own_to_nominate, trials_to_nominate_for
from parley.trials.queries.fatigue import refusals_for_each, refusals_of
from parley.trials.queries.seeing import place_seen
from parley.trials.terms import PlaceState, Reply, trial_ref
from tests.cast import Cast, history
from tests.clients.made import said
from tests.trials.made import accepted, clients, in_beta, invited, nominated, trial, words_for

pytestmark = pytest.mark.django_db


@action
def leave(*, client: Client, actor, at) -> None:
    """Note that a client left, as an import does."""
    client.left_on = at.date()
    client.save()
    record(ClientChanged(client=client.pk, fields=("left_on",)))


BECAUSE = "They renegotiate their contract until March."


def test_who_looks_after_a_client_nominates_it_and_nobody_else(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    for person in (cast.sam, cast.noor, cast.femi):
        with pytest.raises(Refused, match="says whether it may be asked"):
            nominate_client(trial=made, client=client, actor=person, at=cast.at)
    place = nominated(cast, made, client)
    assert place.state is PlaceState.AGREED
    assert history(trial_ref(made.pk))[0] == f"nominated [client:{client.pk}] for [trial:{made.pk}]"
    with pytest.raises(Refused, match="is put forward already"):
        nominated(cast, made, client)


def test_who_stands_in_speaks_for_a_client_too(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    today = today_of(cast.sam, cast.at)
    note_away(
        person=cast.aiko, first=today, last=today + timedelta(days=3), deputy=cast.sam, actor=cast.aiko, at=cast.at
    )
    nominate_client(trial=made, client=client, actor=cast.sam, at=cast.at)


def test_proposed_clients_wait_for_their_account_managers(cast: Cast) -> None:
    made, some = trial(cast), clients(cast, "Nordbank", "Altona")
    with pytest.raises(Refused, match="product people plan"):
        propose_clients(trial=made, clients=some, actor=cast.aiko, at=cast.at)
    first, second = propose_clients(trial=made, clients=some, actor=cast.noor, at=cast.at)
    with pytest.raises(Refused, match="says whether it may be asked"):
        agree(place=first, actor=cast.noor, at=cast.at)
    agree(place=first, actor=cast.aiko, at=cast.at)
    agree(place=first, actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="what stands in the way"):
        hold_back(place=second, because="", actor=cast.aiko, at=cast.at)
    hold_back(place=second, because=BECAUSE, actor=cast.aiko, at=cast.at)
    second.refresh_from_db()
    assert (second.state, second.because) == (PlaceState.HELD_BACK, BECAUSE)
    told = history(trial_ref(made.pk))
    assert len(told) == 5  # planned, opened, proposed, agreed once, held back
    assert BECAUSE not in " ".join(history(client_ref(second.client_id))), "why is not for the whole company"


def test_a_client_is_in_one_running_trial_and_rests_after_it(cast: Cast) -> None:
    first, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, first, client)
    accepted(cast, first, client)
    other = trial(cast, in_beta(cast, "Another"), code_name="Heron")
    with pytest.raises(Refused, match="It is in another trial until") as caught:
        nominated(cast, other, client)
    assert "Bluebird" not in caught.value.sentence
    give_up_trial(trial=first, reason="The regulator withdrew the rule.", actor=cast.noor, at=cast.at)
    with pytest.raises(Refused, match="It rests from trials, and can be asked again from"):
        nominated(cast, other, client)
    other.rest_months = 0
    assert not refusals_of(other, [client.pk], on=cast.at.date() + timedelta(days=1))[client.pk]


def test_a_refusal_is_a_rest_too(cast: Cast) -> None:
    first, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, first, client)
    answer_invitation(link=invited(cast, first, client).link, reply=Reply.NOT_NOW, actor=MACHINE, at=cast.at)
    other = trial(cast, in_beta(cast, "Another"), code_name="Heron")
    with pytest.raises(Refused, match="It rests from trials, and can be asked again from"):
        nominated(cast, other, client)


def test_a_company_is_asked_as_one(cast: Cast) -> None:
    made, (parent, child) = trial(cast), clients(cast, "Nordbank", "Nordbank Nord")
    change_client(client=child, name=child.name, region=cast.emea, parent=parent, actor=cast.ines, at=cast.at)
    nominated(cast, made, parent)
    with pytest.raises(Refused, match="Nordbank, of the same company, is in this trial already"):
        nominated(cast, made, child)
    words_for(cast, made, parent)
    other = trial(cast, in_beta(cast, "Another"), code_name="Heron")
    invited_place = made.trial_places.get()
    invite_client(place=invited_place, actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="It is in another trial"):
        nominated(cast, other, child)


def test_a_client_that_is_spared_is_not_asked_and_nobody_reads_why(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    until = today_of(cast.aiko, cast.at) + timedelta(days=9)
    facts = {"client": client, "what": Sensitive.ESCALATION, "because": "They threaten to leave."}
    with pytest.raises(Refused, match="account managers and product operations"):
        set_sensitive_time(until=until, actor=cast.sam, at=cast.at, **facts)
    with pytest.raises(Refused, match="within a year"):
        set_sensitive_time(until=until + timedelta(days=400), actor=cast.aiko, at=cast.at, **facts)
    set_sensitive_time(until=until, actor=cast.aiko, at=cast.at, **facts)
    with pytest.raises(Refused, match="asked for nothing extra until") as caught:
        nominated(cast, made, client)
    told = " ".join([caught.value.sentence, *history(client_ref(client.pk))])
    assert "threaten" not in told
    assert "escalation" not in told
    end_sensitive_time(client=client, actor=cast.aiko, at=cast.at)
    nominated(cast, made, client)


def test_a_place_that_is_free_goes_to_who_said_yes_first(cast: Cast) -> None:
    made = trial(cast, places=1)
    some = clients(cast, "Nordbank", "Altona", "Brandt")
    words_for(cast, made, *some)
    places = [accepted(cast, made, each) for each in some]
    assert [each.state for each in places] == [PlaceState.ACCEPTED, PlaceState.WAITING, PlaceState.WAITING]
    take_out(place=places[0], because="Their engineer left the company.", actor=cast.aiko, at=cast.at)
    for each in places:
        each.refresh_from_db()
    assert [each.state for each in places] == [PlaceState.TAKEN_OUT, PlaceState.ACCEPTED, PlaceState.WAITING]
    assert "first on the waiting list" in history(trial_ref(made.pk))[0]
    extend_trial(trial=made, last_day=made.last_day, places=2, reason="Brandt waits and is ready.", actor=cast.noor,
                 at=cast.at)  # fmt: skip
    places[2].refresh_from_db()
    assert places[2].state is PlaceState.ACCEPTED
    nominated(cast, made, some[0])  # who was taken out can be put forward again


@pytest.mark.database
def test_who_asked_is_counted_once_for_each_client_with_its_last_day(cast: Cast) -> None:
    row, (client, quiet) = in_beta(cast), clients(cast, "Nordbank", "Altona")
    for days in (3, 1, 2):
        voice = said(cast, client, f"We cannot prove consent {days}.", days_ago=days)
        link_insight(initiative=row, insight=voice, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    assert [key for key, _day in said_for(row.pk)] == [client.pk] * 3
    made = trial(cast, row)
    own = own_to_nominate(cast.viewer(cast.aiko), made, on=cast.at.date())
    assert [(each.name, each.insights, each.refusal) for each in own] == [("Nordbank", 3, ""), ("Altona", 0, "")]
    assert own_to_nominate(cast.viewer(cast.sam), made, on=cast.at.date()) == []
    (offered,) = trials_to_nominate_for(cast.viewer(cast.aiko), quiet.pk, on=cast.at.date())
    assert (offered[0].pk, offered[1]) == (made.pk, "")
    assert trials_to_nominate_for(cast.viewer(cast.omar), quiet.pk, on=cast.at.date()) == []
    assert refusals_for_each([made], quiet.pk, on=cast.at.date()) == {made.pk: ""}


@pytest.mark.database
def test_who_looks_after_a_client_sees_its_place_without_seeing_the_initiative(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank", manager=cast.omar)
    (place,) = propose_clients(trial=made, clients=[client], actor=cast.noor, at=cast.at)
    today = cast.at.date()
    assert place_seen(cast.viewer(cast.omar), place.pk, today)
    assert place_seen(cast.viewer(cast.aiko), place.pk, today), "who sees the trial sees its places"
    assert place_seen(cast.viewer(cast.petra), place.pk, today) is None
    agree(place=place, actor=cast.omar, at=cast.at)


def test_who_took_part_in_a_trial_that_nobody_closed_yet_rests_from_its_last_day(cast: Cast) -> None:
    first, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, first, client)
    accepted(cast, first, client)
    later = {"actor": cast.aiko, "at": cast.at + timedelta(days=31)}
    other = trial(cast, in_beta(cast, "Another"), code_name="Heron", last_day=first.last_day + timedelta(days=60))
    with pytest.raises(Refused, match="It rests from trials"):
        nominate_client(trial=other, client=client, **later)


def test_a_client_is_asked_for_the_day_on_which_the_trial_begins(cast: Cast) -> None:
    today = today_of(cast.noor, cast.at)
    made, (client,) = trial(cast, first_day=today + timedelta(days=14)), clients(cast, "Nordbank")
    words_for(cast, made, client)
    until = today_of(cast.aiko, cast.at) + timedelta(days=5)
    set_sensitive_time(client=client, what=Sensitive.RENEWAL, until=until, actor=cast.aiko, at=cast.at)
    place = nominated(cast, made, client)
    with pytest.raises(Refused, match="asked for nothing extra"):
        invite_client(place=place, actor=cast.aiko, at=cast.at)  # it would be asked in the middle of it
    invite_client(place=place, actor=cast.aiko, at=cast.at + timedelta(days=6))


def test_where_nobody_looks_after_a_client_who_runs_the_group_speaks_for_it(cast: Cast) -> None:
    made = trial(cast)
    alone = add_client(name="Alone", region=cast.emea, actor=MACHINE, at=cast.at)
    (place,) = propose_clients(trial=made, clients=[alone], actor=cast.noor, at=cast.at)
    assert [each.waits for each in waiting_for(cast.viewer(cast.femi), at=cast.at)] == [Waits.CONSENT]
    assert waiting_for(cast.viewer(cast.aiko), at=cast.at) == []
    agree(place=place, actor=cast.femi, at=cast.at)


def test_who_has_a_place_is_told_how_it_begins(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, made, client)
    place = accepted(cast, made, client)
    waits = [(each.waits, each.title) for each in waiting_for(cast.viewer(cast.aiko), at=cast.at)]
    assert waits == [(Waits.BEGIN, "Nordbank: Bluebird")]
    ask_for_feedback(place=place, actor=cast.aiko, at=cast.at)
    assert waiting_for(cast.viewer(cast.aiko), at=cast.at) == []
    give_up_trial(trial=made, reason="The regulator withdrew the rule.", actor=cast.noor, at=cast.at)
    assert [each.waits for each in waiting_for(cast.viewer(cast.aiko), at=cast.at)] == [Waits.THANK]


def test_a_client_that_left_waits_for_no_place(cast: Cast) -> None:
    made = trial(cast, places=1)
    some = clients(cast, "Nordbank", "Altona")
    words_for(cast, made, *some)
    places = [accepted(cast, made, each) for each in some]
    leave(client=some[1], actor=MACHINE, at=cast.at)
    take_out(place=places[0], because="Their engineer left the company.", actor=cast.aiko, at=cast.at)
    places[1].refresh_from_db()
    assert places[1].state is PlaceState.WAITING
