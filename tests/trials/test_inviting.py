"""Invitations: in the words in force, by a link that is the client's alone, answered without an account."""

from datetime import timedelta

import pytest

from parley.disclosure.actions import withdraw_words
from parley.disclosure.models import Statement
from parley.disclosure.terms import Means
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.trials.actions import (
    answer_invitation,
    ask_for_feedback,
    end_trial_link,
    give_up_trial,
    invite_client,
    note_reply,
)
from parley.trials.queries.links import invitation_holds, link_of_token, links_in_force
from parley.trials.terms import LinkFor, PlaceState, Reply, trial_ref
from tests.cast import Cast, history
from tests.trials.made import SAID, clients, in_beta, invited, nominated, trial, words_for

pytestmark = pytest.mark.django_db


def test_inviting_is_the_statement_in_the_words_in_force(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, made, client)
    place = nominated(cast, made, client)
    given = invite_client(place=place, to_whom="Ms Berg", actor=cast.aiko, at=cast.at)
    statement = Statement.objects.get()
    assert (statement.text, statement.means, statement.to_whom) == (SAID.text, Means.LINK, "Ms Berg")
    assert given.link.statement == statement
    assert given.token not in given.link.token_hash
    assert len(given.token) >= 22, "128 random bits take 22 letters"
    assert history(trial_ref(made.pk))[0] == f"invited [client:{client.pk}] to [trial:{made.pk}]"


def test_nobody_is_invited_whom_the_words_do_not_name(cast: Cast) -> None:
    made, (client, other) = trial(cast), clients(cast, "Nordbank", "Altona")
    with pytest.raises(Refused, match="log it in the words"):
        invited(cast, made, client)
    words_for(cast, made, other)
    with pytest.raises(Refused, match="not among those named"):
        invite_client(place=made.trial_places.get(), actor=cast.aiko, at=cast.at)
    assert not Statement.objects.exists()


def test_a_client_is_invited_by_who_looks_after_it_or_plans_and_once_it_was_agreed(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, made, client)
    place = nominated(cast, made, client)
    with pytest.raises(Refused, match="Ask one of them"):
        invite_client(place=place, actor=cast.sam, at=cast.at)
    invite_client(place=place, actor=cast.noor, at=cast.at)


def test_other_words_than_those_read_are_not_sent(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, made, client)
    place = nominated(cast, made, client)
    with pytest.raises(Refused, match="Other words are in force"):
        invite_client(place=place, seen_track=987_654, actor=cast.aiko, at=cast.at)


def test_another_invitation_ends_the_one_before(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, made, client)
    first = invited(cast, made, client)
    second = invite_client(place=first.link.place, actor=cast.aiko, at=cast.at)
    on = cast.at.date()
    assert link_of_token(first.token, on=on) is None
    assert link_of_token(second.token, on=on) == second.link
    assert [each.pk for each in links_in_force(first.link.place_id, on=on)] == [second.link.pk]


@pytest.mark.database
def test_a_link_opens_nothing_once_it_ended_expired_or_its_trial_did(cast: Cast) -> None:
    made, (client, other) = trial(cast), clients(cast, "Nordbank", "Altona")
    words_for(cast, made, client, other)
    given, on = invited(cast, made, client), cast.at.date()
    assert link_of_token(given.token + "x", on=on) is None
    assert link_of_token(given.token, on=given.link.expires_on) is not None
    assert link_of_token(given.token, on=given.link.expires_on + timedelta(days=1)) is None
    assert given.link.expires_on <= made.last_day
    with pytest.raises(Refused, match="Ask one of them"):
        end_trial_link(link=given.link, actor=cast.sam, at=cast.at)
    end_trial_link(link=given.link, actor=cast.aiko, at=cast.at)
    end_trial_link(link=given.link, actor=cast.aiko, at=cast.at)
    assert link_of_token(given.token, on=on) is None
    again = invited(cast, made, other)
    give_up_trial(trial=made, reason="The regulator withdrew the rule.", actor=cast.noor, at=cast.at)
    assert link_of_token(again.token, on=on) is None


def test_an_invitation_shows_its_words_only_while_they_hold(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, made, client)
    given = invited(cast, made, client)
    link = link_of_token(given.token, on=cast.at.date())
    assert link
    assert invitation_holds(link, on=cast.at.date())
    withdraw_words(initiative=made.initiative, reason="The auditor said it is not enough.", actor=cast.noor, at=cast.at)
    assert not invitation_holds(link, on=cast.at.date())


def test_a_client_changes_its_mind_until_the_trial_ends(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, made, client)
    link = invited(cast, made, client).link
    now = {"actor": MACHINE, "at": cast.at}
    assert answer_invitation(link=link, reply=Reply.YES, **now) is PlaceState.ACCEPTED
    assert answer_invitation(link=link, reply=Reply.YES, **now) is PlaceState.ACCEPTED
    assert answer_invitation(link=link, reply=Reply.NOT_FOR_US, **now) is PlaceState.NOT_INTERESTED
    assert answer_invitation(link=link, reply=Reply.YES, **now) is PlaceState.ACCEPTED
    answers = [each for each in history(trial_ref(made.pk)) if "answered" in each]
    assert len(answers) == 3, "saying the same twice says it once"
    end_trial_link(link=link, actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="does not hold any more"):
        answer_invitation(link=link, reply=Reply.NOT_NOW, **now)


def test_a_yes_to_two_trials_is_one(cast: Cast) -> None:
    first, (client,) = trial(cast), clients(cast, "Nordbank")
    other = trial(cast, in_beta(cast, "Another"), code_name="Heron")
    for each in (first, other):
        words_for(cast, each, client)
    places = [nominated(cast, each, client) for each in (first, other)]  # nobody was invited yet
    invite_client(place=places[0], actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="It is in another trial"):
        invite_client(place=places[1], actor=cast.aiko, at=cast.at)


def test_what_a_client_answers_in_a_call_is_noted_by_who_looks_after_it(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, made, client)
    place = invited(cast, made, client).link.place
    with pytest.raises(Refused, match="Ask one of them"):
        note_reply(place=place, reply=Reply.YES, actor=cast.sam, at=cast.at)
    assert note_reply(place=place, reply=Reply.NOT_NOW, actor=cast.aiko, at=cast.at) is PlaceState.DECLINED
    invite_client(place=place, actor=cast.aiko, at=cast.at)  # who said not this time can be asked again


def test_only_who_takes_part_gets_the_questions(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, made, client)
    place = nominated(cast, made, client)
    with pytest.raises(Refused, match="Only who takes part"):
        ask_for_feedback(place=place, actor=cast.aiko, at=cast.at)
    invite_client(place=place, actor=cast.aiko, at=cast.at)
    note_reply(place=place, reply=Reply.YES, actor=cast.aiko, at=cast.at)
    given = ask_for_feedback(place=place, to_whom="Ms Berg", actor=cast.aiko, at=cast.at)
    assert given.link.serves is LinkFor.FEEDBACK
    assert given.link.expires_on > made.last_day


def test_a_trial_that_is_over_invites_nobody(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    words_for(cast, made, client)
    place = nominated(cast, made, client)
    late = cast.at + timedelta(days=31)
    with pytest.raises(Refused, match="Extend it before you invite"):
        invite_client(place=place, actor=cast.aiko, at=late)
